import type { Abstract } from '@nestjs/common';
import { z } from 'zod';
import type { KafkaSettings } from '@tuntas/eventlog';
import { networks } from './addresses.js';
import { requiredByAllInOne, type RequiredSettings } from './required-settings.js';
import { readSecrets, type GivenSecrets } from './secret-settings.js';
import { readTracing, type TracingSettings } from './tracing-settings.js';
import { faultOf, readableFile, smallCount, type Variables } from './variables.js';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The configuration of every process, read from the environment. Injectable: the abstract class is the token. */
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
  /** Where spans are exported to; null: no spans are recorded. */
  abstract readonly tracing: TracingSettings | null;
}

/** The settings of one service, in addition to the configuration of every process. */
export interface ServiceSettings<T extends object = object> {
  /** The injection token, an abstract class. */
  readonly token: Abstract<T>;
  /** Parses the variables of the service. `read` may be called if there are no faults. */
  readonly parse: (given: Variables) => { readonly faults: readonly string[]; readonly read: (config: Config) => T };
}

/** Variables that are required if the variable of the key is set. */
type RequiredWith = Readonly<Record<string, readonly string[]>>;

export const defineSettings = <T extends object, Schema extends z.ZodObject>({
  token,
  schema,
  requiredWith = {},
  read,
}: {
  readonly token: Abstract<T>;
  readonly schema: Schema;
  readonly requiredWith?: RequiredWith;
  readonly read: (variables: z.output<Schema>, config: Config) => T;
}): ServiceSettings<T> => ({
  token,
  parse: given => {
    const { data, faults } = parse(schema, requiredWith, given);
    return { faults, read: config => read(data!, config) };
  },
});

const parse = <Schema extends z.ZodObject>(schema: Schema, requiredWith: RequiredWith, given: Variables) => {
  const { data, error } = schema.safeParse(given);
  const missing = Object.entries(requiredWith).flatMap(([name, others]) =>
    name in given ? missingOf(others, given, ` with ${name}`) : [],
  );
  return { data, faults: [...missing, ...(error?.issues ?? []).map(faultOf)] };
};
const missingOf = (names: readonly string[], given: Variables, when: string): readonly string[] =>
  names.filter(name => !(name in given)).map(name => `${name} is required${when}`);

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

const variables = z.object({
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
  KAFKA_PARTITIONS: smallCount.default(6),
  KAFKA_REPLICATION: smallCount.default(1),
  KAFKA_TLS: z.enum(['true', 'false'], 'must be true or false').default('false'),
  KAFKA_TLS_CA: readableFile.optional(),
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
});

const requiredWith: RequiredWith = { KAFKA_SASL_MECHANISM: ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] };

/**
 * Reads the configuration of a process and the settings of its services. No other code reads the environment. Empty
 * variables, unneeded secrets and the variables of other services count as absent.
 * @throws ConfigError with every fault
 */
export const readSettings = <const Services extends readonly ServiceSettings[]>(
  services: Services,
  required: RequiredSettings = requiredByAllInOne,
  env: Variables = process.env,
): { readonly config: Config; readonly settings: SettingsOf<Services> } => {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const production = given['NODE_ENV'] === 'production';
  const productionSigns = 'NODE_ENV' in given ? [] : signsOfProduction(given);
  const common = parse(variables, requiredWith, given);
  const parsed = services.map(service => service.parse(given));
  const secrets = production ? readSecrets(given, required) : null;
  const { tracing, faults: tracingFaults } = readTracing(given);
  const faults = [
    ...missingOf(required.always, given, ''),
    ...(production ? missingOf(required.inProduction, given, ' in production') : []),
    ...common.faults,
    ...parsed.flatMap(({ faults }) => faults),
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
  const value = common.data!;
  const config: Config = {
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
    tracing,
  };
  return { config, settings: parsed.map(({ read }) => read(config)) as SettingsOf<Services> };
};
type SettingsOf<Services extends readonly ServiceSettings[]> = {
  readonly [Index in keyof Services]: Services[Index] extends ServiceSettings<infer T> ? T : never;
};

/** Reads the configuration alone. @throws ConfigError with every fault */
export const readConfig = (env: Variables = process.env, required: RequiredSettings = requiredByAllInOne): Config =>
  readSettings([], required, env).config;

/** Reads the configuration of this process. @throws ConfigError with every fault */
export const readConfigFor = (required: RequiredSettings): Config => readConfig(process.env, required);

const kafkaOf = (value: z.output<typeof variables>): KafkaSettings | null =>
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
const signsOfProduction = (given: Variables): readonly string[] => [
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
