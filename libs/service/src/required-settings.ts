import { services, type Service } from '@tuntas/contracts';
import { loginRoles, type LoginRole } from '@tuntas/database';

/** The variables that a kind of process cannot do without: it is given no secret that it does not use. */
export interface RequiredSettings {
  readonly always: readonly string[];
  readonly inProduction: readonly string[];
}

export const rolePasswordName = (login: LoginRole): string => `TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`;

const issuer = ['OIDC_ISSUER', 'OIDC_AUDIENCE'];
/** The services that keep answers for retries, each under a key of its own. */
export const idempotentServices = [
  'intake',
  'routing',
  'casework',
  'escalation',
  'ombudsman',
  'queries',
] as const satisfies readonly Service[];
export type IdempotentService = (typeof idempotentServices)[number];

export const answersKeyName = (service: IdempotentService): string => `TUNTAS_ANSWERS_KEY_${service.toUpperCase()}`;
/** Older keys, which still open what they sealed: a list with commas. */
export const oldKeysName = (name: string): string => `${name}_OLD`;
export const isKeyName = (name: string): boolean => /^TUNTAS_(VAULT|CODES|ANSWERS)_KEY/.test(name);

/** The vault's key opens identities, the codes' key makes access codes. */
const keysOf = (service: Service): readonly string[] => [
  ...(service === 'intake' ? ['TUNTAS_VAULT_KEY'] : []),
  ...(service === 'intake' || service === 'queries' ? ['TUNTAS_CODES_KEY'] : []),
  ...idempotentServices.filter(name => name === service).map(answersKeyName),
];

/** One service in a process of its own. Anybody's relay may lead, so each has the relay's password too. */
export const requiredByService = (service: Service): RequiredSettings => ({
  always: ['DATABASE_URL'],
  inProduction: [...issuer, ...keysOf(service), rolePasswordName(service), rolePasswordName('relay')],
});

/** All services in one process; in development it brings its own database. */
export const requiredByAllInOne: RequiredSettings = {
  always: [],
  inProduction: ['DATABASE_URL', ...issuer, ...new Set(services.flatMap(keysOf)), ...loginRoles.map(rolePasswordName)],
};

/** What makes the roles and schemas sets the passwords, and uses no key. */
export const requiredByBootstrap: RequiredSettings = {
  always: ['DATABASE_URL'],
  inProduction: loginRoles.map(rolePasswordName),
};

/** What seals anew under the current keys, as intake. */
export const requiredByRotate: RequiredSettings = {
  always: [],
  inProduction: ['DATABASE_URL', 'TUNTAS_VAULT_KEY', 'TUNTAS_CODES_KEY', rolePasswordName('intake')],
};

/** What empties the read side sets no password. */
export const requiredByRebuild: RequiredSettings = { always: [], inProduction: ['DATABASE_URL'] };

export const requiredByGateway: RequiredSettings = { always: ['UPSTREAMS'], inProduction: [] };
