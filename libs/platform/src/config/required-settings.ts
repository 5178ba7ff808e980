import { services, type Service } from '@tuntas/contracts';
import { loginRoles, type LoginRole } from '@tuntas/database';

/** The required variables of a kind of process. A process receives only the secrets that it uses. */
export interface RequiredSettings {
  readonly always: readonly string[];
  readonly inProduction: readonly string[];
}

export const rolePasswordName = (login: LoginRole): string => `TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`;

const issuer = ['OIDC_ISSUER', 'OIDC_AUDIENCE'];
/** The services that store responses for retries. Each encrypts them with its own key. */
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
/** The variable of older keys, which still decrypt existing data: a list separated by commas. */
export const oldKeysName = (name: string): string => `${name}_OLD`;
export const isKeyName = (name: string): boolean => /^TUNTAS_(VAULT|CODES|ANSWERS)_KEY/.test(name);

/** The key variables of a service. The vault key encrypts identities, the codes key derives access codes. */
const keysOf = (service: Service): readonly string[] => [
  ...(service === 'intake' ? ['TUNTAS_VAULT_KEY'] : []),
  ...(service === 'intake' || service === 'queries' ? ['TUNTAS_CODES_KEY'] : []),
  ...idempotentServices.filter(name => name === service).map(answersKeyName),
];

/**
 * One service in its own process. Each process may become the leader of the relay, so each has the relay's password.
 */
export const requiredByService = (service: Service): RequiredSettings => ({
  always: ['DATABASE_URL'],
  inProduction: [...issuer, ...keysOf(service), rolePasswordName(service), rolePasswordName('relay')],
});

/** All services in one process. In development it starts its own database. */
export const requiredByAllInOne: RequiredSettings = {
  always: [],
  inProduction: ['DATABASE_URL', ...issuer, ...new Set(services.flatMap(keysOf)), ...loginRoles.map(rolePasswordName)],
};

/** The bootstrap, which creates the roles and schemas. It sets the role passwords and uses no key. */
export const requiredByBootstrap: RequiredSettings = {
  always: ['DATABASE_URL'],
  inProduction: loginRoles.map(rolePasswordName),
};

/** The key rotation, which encrypts stored data again with the current keys, under the role of intake. */
export const requiredByRotate: RequiredSettings = {
  always: [],
  inProduction: ['DATABASE_URL', 'TUNTAS_VAULT_KEY', 'TUNTAS_CODES_KEY', rolePasswordName('intake')],
};

/** The rebuild of the read side. It sets no password. */
export const requiredByRebuild: RequiredSettings = { always: [], inProduction: ['DATABASE_URL'] };

/** The gateway uses neither the database nor an issuer or a secret. */
export const requiredByGateway: RequiredSettings = { always: [], inProduction: [] };
