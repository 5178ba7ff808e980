import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isWeakKey, loginRoles, type LoginRole } from '@tuntas/database';
import type { KafkaSettings } from '@tuntas/eventlog';
import { networks, upstreams, type Upstream } from './addresses.js';
import {
  mailFrom,
  mailSettingsOf,
  smtpUrl,
  tlsOfMail,
  defaultDeliveryRetryPolicy,
  type DeliveryRetryPolicy,
  type MailSettings,
  type Sender,
} from './mail-settings.js';
import {
  isKeyName,
  requiredByAllInOne,
  oldKeysName,
  rolePasswordName,
  type RequiredSettings,
} from './required-settings.js';
import { readTracing, type TracingSettings } from './tracing-settings.js';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * The secrets of a production deployment that this process needs. They are null in development, where `loadSecrets`
 * generates its own.
 */
export interface GivenSecrets {
  /** By variable name: the current key first, then older keys. */
  readonly keys: Readonly<Record<string, readonly [Buffer, ...Buffer[]]>>;
  readonly rolePasswords: Readonly<Partial<Record<LoginRole, string>>>;
}

/** The configuration, read from the environment. Injectable: the abstract class is the token. */
export abstract class Config {
  abstract readonly nodeEnv: 'development' | 'production' | 'test';
  abstract readonly host: string;
  /** 0 selects any free port. */
  abstract readonly port: number;
  /** Folder where a development process stores its secrets and the embedded database. */
  abstract readonly home: string;
  /**
   * Null: the embedded PostgreSQL. The URL names a role with all privileges. A service in its own process uses only its
   * host and database.
   */
  abstract readonly databaseUrl: string | null;
  /** Null: the event log in PostgreSQL. */
  abstract readonly kafka: KafkaSettings | null;
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
  /** Networks whose `X-Forwarded-For` is trusted. */
  abstract readonly trustedProxies: readonly string[];
  /**
   * The services behind a gateway, in the order of the document's tags. The first one receives requests that match no
   * route.
   */
  abstract readonly upstreams: readonly Upstream[];
  /** Where spans are exported to; null: no spans are recorded. */
  abstract readonly tracing: TracingSettings | null;
  /** Maximum number of identities that one person may read in an hour. */
  abstract readonly disclosuresPerHour: number;
  /** The mail server; null: mail is written to the outbox folder, as text messages always are. */
  abstract readonly mail: MailSettings | null;
  /** The sender of mail to citizens. */
  abstract readonly mailFrom: Sender;
  /** Folder of messages that another program sends. The files contain the recipients' addresses. */
  abstract readonly outbox: string;
  abstract readonly delivery: DeliveryRetryPolicy;
}

/** Lists all faults of the environment, one a line, without the values of secrets. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map(fault => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const loopback = '127.0.0.1';
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      value => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be a URL that starts with ${protocols.map(protocol => `${protocol}//`).join(' or ')}`,
    );
const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,20}$/,
    'must be a lower-case letter, then at most 20 lower-case letters, digits or underscores',
  );
const isKey = (value: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(value);
const key = z
  .string()
  .refine(isKey, { error: 'must be 32 bytes in base64', abort: true })
  .transform(value => Buffer.from(value, 'base64'))
  .refine(bytes => !isWeakKey(bytes), 'can be guessed: make a key with "openssl rand -base64 32"');
const oldKeys = z
  .string()
  .transform(list => list.split(',').map(value => value.trim()))
  .refine(list => list.every(isKey), 'must be a list of keys of 32 bytes in base64, separated by commas')
  .transform(list => list.map(value => Buffer.from(value, 'base64')));
const isReadable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
};
const count = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 999')
  .transform(Number);
const password = z.string().min(32, 'must have at least 32 characters');

const settings = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  HOST: z.string().default(loopback),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine(port => port < 65_536, 'must be a port number')
    .default(3000),
  TUNTAS_HOME: z.string().default('./.tuntas'),
  DATABASE_URL: url('postgres:', 'postgresql:').nullable().default(null),
  KAFKA_BROKERS: z
    .string()
    .transform(list => list.split(',').map(broker => broker.trim()))
    .refine(
      list => list.every(broker => /^[^\s:/]+:\d{1,5}$/.test(broker)),
      'must be a list of host:port, separated by commas',
    )
    .optional(),
  KAFKA_TOPIC: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,200}$/, 'must be a name of letters, digits, dots, underscores or hyphens')
    .default('complaints.v1'),
  KAFKA_PARTITIONS: count.default(6),
  KAFKA_REPLICATION: count.default(1),
  KAFKA_TLS: z.enum(['true', 'false'], 'must be true or false').default('false'),
  KAFKA_TLS_CA: z.string().refine(isReadable, 'names no file that can be read').optional(),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'], 'must be plain, scram-sha-256 or scram-sha-512')
    .optional(),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  OIDC_ISSUER: url('https:', 'http:').nullable().default(null),
  OIDC_AUDIENCE: z.string().default('tuntas'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  TUNTAS_DEPLOYMENT: name.default('tuntas'),
  TUNTAS_TENANT: name.default('banjarmasin'),
  TUNTAS_SEED: z.string().optional(),
  TRUSTED_PROXIES: networks.default([]),
  UPSTREAMS: upstreams.default([]),
  SMTP_URL: smtpUrl.optional(),
  SMTP_TLS: tlsOfMail.optional(),
  SMTP_TLS_CA: z.string().refine(isReadable, 'names no file that can be read').optional(),
  MAIL_FROM: mailFrom.default({ name: '', address: 'pengaduan@tuntas.invalid' }),
  TUNTAS_OUTBOX: z.string().optional(),
  DISCLOSURES_PER_HOUR: count.default(30),
  DELIVERY_ATTEMPTS: count.default(defaultDeliveryRetryPolicy.attempts),
});

/** The schema of a secret. A weak older key is accepted, because it only decrypts stored data. */
const secretOf = (name: string): z.ZodType =>
  (!isKeyName(name) ? password : name.endsWith(oldKeysName('')) ? oldKeys : key).optional();
const isSecretName = (name: string): boolean => isKeyName(name) || passwordNames.has(name);
const passwordNames = new Set(loginRoles.map(rolePasswordName));

/** Reads the secrets that this process needs from the environment, with their faults. */
const readSecrets = (
  given: Readonly<Record<string, string | undefined>>,
  required: RequiredSettings,
): { readonly secrets: GivenSecrets; readonly faults: readonly string[] } => {
  const names = required.inProduction
    .filter(isSecretName)
    .flatMap(name => (isKeyName(name) ? [name, oldKeysName(name)] : [name]))
    .filter(name => name in given);
  const read = z.object(Object.fromEntries(names.map(name => [name, secretOf(name)]))).safeParse(given);
  if (!read.success) return { secrets: { keys: {}, rolePasswords: {} }, faults: read.error.issues.map(faultOf) };
  const value = read.data as Record<string, unknown>;
  const current = names.filter(name => Buffer.isBuffer(value[name]));
  const keys = Object.fromEntries(
    current.map(name => [
      name,
      [value[name], ...((value[oldKeysName(name)] as Buffer[] | undefined) ?? [])] as [Buffer, ...Buffer[]],
    ]),
  );
  const rolePasswords = Object.fromEntries(
    loginRoles.flatMap(login =>
      rolePasswordName(login) in value ? [[login, value[rolePasswordName(login)] as string]] : [],
    ),
  );
  return { secrets: { keys, rolePasswords }, faults: equalKeys(keys) };
};

/** Faults of equal keys: a leaked key must not open two kinds of data, and a rotation needs a different key. */
const equalKeys = (keys: GivenSecrets['keys']): readonly string[] =>
  Object.entries(keys).flatMap(([name, [key, ...old]], index, all) => {
    const twin = all.slice(0, index).find(([, [other]]) => other.equals(key))?.[0];
    return [
      ...(twin === undefined ? [] : [`${name} must be another key than ${twin}`]),
      ...(old.some(other => other.equals(key)) ? [`${oldKeysName(name)} must not list the key of ${name}`] : []),
    ];
  });

/**
 * Reads the configuration. No other code reads the environment. Empty variables and unneeded secrets count as absent.
 * @throws ConfigError with every fault
 */
export const readConfig = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  required: RequiredSettings = requiredByAllInOne,
): Config => {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const production = given['NODE_ENV'] === 'production';
  const productionSigns = 'NODE_ENV' in given ? [] : signsOfProduction(given);
  const missing = (settings: readonly string[], when: string) =>
    settings.filter(setting => !(setting in given)).map(setting => `${setting} is required${when}`);
  const read = settings.safeParse(given);
  const secrets = production ? readSecrets(given, required) : null;
  const { tracing, faults: tracingFaults } = readTracing(given);
  const faults = [
    ...missing(required.always, ''),
    ...(production ? missing(required.inProduction, ' in production') : []),
    ...('KAFKA_SASL_MECHANISM' in given
      ? missing(['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'], ' with KAFKA_SASL_MECHANISM')
      : []),
    ...('SMTP_URL' in given ? missing(['MAIL_FROM'], ' with SMTP_URL') : []),
    ...(read.error?.issues ?? []).map(faultOf),
    ...(secrets?.faults ?? []),
    ...(productionSigns.length > 0
      ? [
          `NODE_ENV is required with ${productionSigns.join(' and ')}: production, or development, where anybody may make tokens and move time`,
        ]
      : []),
    ...(production && /^http:/i.test(given['OIDC_ISSUER'] ?? '')
      ? ['OIDC_ISSUER must be a URL that starts with https:// in production']
      : []),
    ...tracingFaults,
  ];
  if (faults.length > 0) throw new ConfigError(faults);
  const value = read.data!;
  return {
    nodeEnv: value.NODE_ENV,
    host: value.HOST,
    port: value.PORT,
    home: value.TUNTAS_HOME,
    databaseUrl: value.DATABASE_URL,
    kafka: kafkaOf(value),
    oidcIssuer: value.OIDC_ISSUER,
    oidcAudience: value.OIDC_AUDIENCE,
    logLevel: value.LOG_LEVEL,
    deployment: value.TUNTAS_DEPLOYMENT,
    tenant: value.TUNTAS_TENANT,
    seedFolder: value.TUNTAS_SEED ?? `./deploy/seed/${value.TUNTAS_TENANT}`,
    secrets: secrets?.secrets ?? null,
    trustedProxies: value.TRUSTED_PROXIES,
    upstreams: value.UPSTREAMS,
    tracing,
    mail:
      value.SMTP_URL === undefined
        ? null
        : mailSettingsOf(
            value.SMTP_URL,
            value.SMTP_TLS ?? (production ? 'required' : 'offered'),
            value.SMTP_TLS_CA ?? null,
          ),
    mailFrom: value.MAIL_FROM,
    outbox: value.TUNTAS_OUTBOX ?? join(value.TUNTAS_HOME, 'outbox'),
    disclosuresPerHour: value.DISCLOSURES_PER_HOUR,
    delivery: { ...defaultDeliveryRetryPolicy, attempts: value.DELIVERY_ATTEMPTS },
  };
};

/** Reads the configuration of this process. @throws ConfigError with every fault */
export const readConfigFor = (required: RequiredSettings): Config => readConfig(process.env, required);

const kafkaOf = (value: z.output<typeof settings>): KafkaSettings | null =>
  value.KAFKA_BROKERS === undefined
    ? null
    : {
        brokers: value.KAFKA_BROKERS,
        topic: value.KAFKA_TOPIC,
        partitions: value.KAFKA_PARTITIONS,
        replication: value.KAFKA_REPLICATION,
        tls: value.KAFKA_TLS === 'true' ? { caFile: value.KAFKA_TLS_CA ?? null } : null,
        sasl:
          value.KAFKA_SASL_MECHANISM === undefined
            ? null
            : {
                mechanism: value.KAFKA_SASL_MECHANISM,
                username: value.KAFKA_SASL_USERNAME ?? '',
                password: value.KAFKA_SASL_PASSWORD ?? '',
              },
      };

/** Settings that indicate a real deployment rather than a trial on one machine. */
const signsOfProduction = (given: Readonly<Record<string, string | undefined>>): readonly string[] => [
  ...('OIDC_ISSUER' in given ? ['OIDC_ISSUER'] : []),
  ...(isElsewhere(given['DATABASE_URL']) ? ['a DATABASE_URL of another machine'] : []),
  ...(isLoopback(given['HOST'] ?? loopback) ? [] : ['a HOST beyond this machine']),
];
const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host.trim());
/** Whether the URL names another machine. A Unix socket is on this machine. */
const isElsewhere = (databaseUrl: string | undefined): boolean => {
  if (databaseUrl === undefined || !/^postgres(ql)?:/.test(databaseUrl) || !URL.canParse(databaseUrl)) return false;
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  return host !== '' && !host.startsWith('/') && !isLoopback(host);
};
const faultOf = (issue: z.core.$ZodIssue): string => `${String(issue.path[0])} ${issue.message}`;
