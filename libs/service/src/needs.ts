import { services, type Service } from '@tuntas/contracts';
import { loginRoles, type LoginRole } from '@tuntas/database';

/** The variables that a kind of process cannot do without: it is given no secret that it does not use. */
export interface Needs {
  readonly always: readonly string[];
  readonly inProduction: readonly string[];
}

export const rolePasswordName = (login: LoginRole): string => `TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`;

const issuer = ['OIDC_ISSUER', 'OIDC_AUDIENCE'];
/** The vault's key opens identities; the codes' key makes access codes and protects what is kept for retries. */
const keysOf: Readonly<Partial<Record<Service, readonly string[]>>> = {
  intake: ['TUNTAS_VAULT_KEY', 'TUNTAS_CODES_KEY'],
  routing: ['TUNTAS_CODES_KEY'],
  casework: ['TUNTAS_CODES_KEY'],
  escalation: ['TUNTAS_CODES_KEY'],
  queries: ['TUNTAS_CODES_KEY'],
  ombudsman: ['TUNTAS_CODES_KEY'],
};

/** One service in a process of its own. Anybody's relay may lead, so each has the relay's password too. */
export const needsOfService = (service: Service): Needs => ({
  always: ['DATABASE_URL'],
  inProduction: [...issuer, ...keysOf[service] ?? [], rolePasswordName(service), rolePasswordName('relay')],
});

/** All services in one process; in development it brings its own database. */
export const needsOfAll: Needs = {
  always: [],
  inProduction: ['DATABASE_URL', ...issuer, ...new Set(services.flatMap(service => keysOf[service] ?? [])), ...loginRoles.map(rolePasswordName)],
};

/** What makes the roles and schemas sets the passwords, and uses no key. */
export const needsOfBootstrap: Needs = { always: ['DATABASE_URL'], inProduction: loginRoles.map(rolePasswordName) };

/** What empties the read side sets no password. */
export const needsOfRebuild: Needs = { always: [], inProduction: ['DATABASE_URL'] };

export const needsOfGateway: Needs = { always: ['UPSTREAMS'], inProduction: [] };
