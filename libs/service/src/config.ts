import { z } from 'zod';
import { loginRoles, type LoginRole } from '@tuntas/database';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The secrets of a production deployment; in development `loadSecrets` makes its own and these are null. */
export interface GivenSecrets {
  /** Key-encryption key of the identity vault, 32 bytes. */
  readonly vaultKey: Buffer;
  /** HMAC key of access codes, 32 bytes. */
  readonly codesKey: Buffer;
  readonly rolePasswords: Readonly<Record<LoginRole, string>>;
}

/** Everything that the environment decides. Injectable: the abstract class is the token. */
export abstract class Config {
  abstract readonly nodeEnv: 'development' | 'production' | 'test';
  abstract readonly host: string;
  /** 0 takes any free port. */
  abstract readonly port: number;
  /** Folder of whatever a development process keeps: secrets, the embedded database. */
  abstract readonly home: string;
  /** Null: the embedded PostgreSQL. Names a role that may do everything. */
  abstract readonly databaseUrl: string | null;
  abstract readonly oidcIssuer: string | null;
  abstract readonly oidcAudience: string;
  abstract readonly logLevel: LogLevel;
  /** Prefix of the database roles, which are cluster-wide. */
  abstract readonly deployment: string;
  /** The city that this deployment serves. */
  abstract readonly tenant: string;
  /** Folder of the city's reference data. */
  abstract readonly seedFolder: string;
  abstract readonly secrets: GivenSecrets | null;
}

/** Names every fault of the environment at once, a line each, and no value of a secret. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map(fault => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const url = (...protocols: string[]) => z.string().refine(
  value => URL.canParse(value) && protocols.includes(new URL(value).protocol),
  `must be a URL that starts with ${protocols.map(protocol => `${protocol}//`).join(' or ')}`);
const name = z.string().regex(/^[a-z][a-z0-9_]{0,20}$/, 'must be a lower-case letter, then at most 20 lower-case letters, digits or underscores');
const key = z.string().refine(value => /^[A-Za-z0-9+/]{43}=$/.test(value), 'must be 32 bytes in base64')
  .transform(value => Buffer.from(value, 'base64'));
const password = z.string().min(32, 'must have at least 32 characters');

const settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test'], 'must be development, production or test').default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.string().regex(/^\d{1,5}$/, 'must be a port number').transform(Number)
    .refine(port => port < 65_536, 'must be a port number').default(3000),
  TUNTAS_HOME: z.string().default('./.tuntas'),
  DATABASE_URL: url('postgres:', 'postgresql:').nullable().default(null),
  // Refused rather than passed over: whoever sets it expects events on Kafka, and the log lies in PostgreSQL.
  KAFKA_BROKERS: z.undefined('cannot be used: this version keeps its event log in PostgreSQL').optional(),
  OIDC_ISSUER: url('https:', 'http:').nullable().default(null),
  OIDC_AUDIENCE: z.string().default('tuntas'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  TUNTAS_DEPLOYMENT: name.default('tuntas'),
  TUNTAS_TENANT: name.default('banjarmasin'),
  TUNTAS_SEED: z.string().optional(),
});

const rolePasswordName = (login: LoginRole) => `TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`;
/** One password per database role: TUNTAS_ROLE_PASSWORD_INTAKE and so on. */
const secretSettings = z.object({
  TUNTAS_VAULT_KEY: key,
  TUNTAS_CODES_KEY: key,
  ...Object.fromEntries(loginRoles.map(login => [rolePasswordName(login), password])) as Record<string, typeof password>,
});
const requiredInProduction = ['DATABASE_URL', 'OIDC_ISSUER', 'OIDC_AUDIENCE'] as const;

/**
 * The only reader of the environment; empty variables count as absent.
 * @throws ConfigError that lists every fault
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>> = process.env): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const production = given['NODE_ENV'] === 'production';
  const read = settings.safeParse(given);
  const secrets = production ? secretSettings.safeParse(given) : null;
  const faults = [
    ...(production ? requiredInProduction.filter(setting => !(setting in given)).map(setting => `${setting} is required in production`) : []),
    ...[...read.error?.issues ?? [], ...secrets?.error?.issues ?? []].map(issue => {
      const setting = String(issue.path[0]);
      return setting in given ? `${setting} ${issue.message}` : `${setting} is required in production`;
    }),
  ];
  if (faults.length > 0) throw new ConfigError([...new Set(faults)]);
  const value = read.data!;
  return {
    nodeEnv: value.NODE_ENV, host: value.HOST, port: value.PORT, home: value.TUNTAS_HOME,
    databaseUrl: value.DATABASE_URL,
    oidcIssuer: value.OIDC_ISSUER, oidcAudience: value.OIDC_AUDIENCE, logLevel: value.LOG_LEVEL,
    deployment: value.TUNTAS_DEPLOYMENT, tenant: value.TUNTAS_TENANT,
    seedFolder: value.TUNTAS_SEED ?? `./deploy/seed/${value.TUNTAS_TENANT}`,
    secrets: secrets?.data ? givenSecrets(secrets.data) : null,
  };
};

const givenSecrets = (value: z.output<typeof secretSettings>): GivenSecrets => ({
  vaultKey: value.TUNTAS_VAULT_KEY,
  codesKey: value.TUNTAS_CODES_KEY,
  rolePasswords: Object.fromEntries(loginRoles.map(login => [login, (value as Record<string, unknown>)[rolePasswordName(login)]])) as
    Record<LoginRole, string>,
});
