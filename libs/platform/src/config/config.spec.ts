import { createHash } from 'node:crypto';
import { z } from 'zod';
import { loginRoles } from '@tuntas/database';
import { type ConfigError, defineSettings, readConfig, readSettings } from './config.js';
import {
  idempotentServices,
  answersKeyName,
  requiredByBootstrap,
  requiredByGateway,
  requiredByService,
  type RequiredSettings,
} from './required-settings.js';
import { smallCount } from './variables.js';

const faultsOf = (env: Record<string, string>, required?: RequiredSettings): readonly string[] => {
  try {
    readConfig(env, required);
  } catch (error) {
    return (error as ConfigError).faults;
  }
  return [];
};
const keyBytes = (text: string): Buffer => createHash('sha256').update(text).digest();
const key = (text: string): string => keyBytes(text).toString('base64');
const answersKeys = Object.fromEntries(idempotentServices.map(service => [answersKeyName(service), key(service)]));
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://tuntas:secret@db/tuntas',
  OIDC_ISSUER: 'https://login.example.go.id',
  OIDC_AUDIENCE: 'tuntas',
  TUNTAS_VAULT_KEY: key('vault'),
  TUNTAS_CODES_KEY: key('codes'),
  ...answersKeys,
  ...Object.fromEntries(
    loginRoles.map(login => [
      `TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`,
      `${login}-password-of-more-than-32-characters`,
    ]),
  ),
};

describe('readConfig', () => {
  it('requires no variable in development', () => {
    expect(readConfig({})).toEqual({
      nodeEnv: 'development',
      host: '127.0.0.1',
      port: 3000,
      home: './.tuntas',
      databaseUrl: null,
      kafka: null,
      oidcIssuer: null,
      oidcAudience: 'tuntas',
      logLevel: 'info',
      deployment: 'tuntas',
      tenant: 'banjarmasin',
      seedFolder: './deploy/seed/banjarmasin',
      secrets: null,
      trustedProxies: [],
      tracing: null,
    });
  });

  it('treats an empty variable as absent', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: ' ' })).toMatchObject({ databaseUrl: null, port: 3000 });
  });

  it('requires user and password with a SASL mechanism, and a readable CA file', () => {
    expect(
      faultsOf({
        KAFKA_BROKERS: 'one:9092',
        KAFKA_SASL_MECHANISM: 'plain',
        KAFKA_TLS: 'true',
        KAFKA_TLS_CA: '/nowhere/ca.pem',
      }).toSorted(),
    ).toEqual([
      'KAFKA_SASL_PASSWORD is required with KAFKA_SASL_MECHANISM',
      'KAFKA_SASL_USERNAME is required with KAFKA_SASL_MECHANISM',
      'KAFKA_TLS_CA names no file that can be read',
    ]);
  });

  it('reports all faults at once, by the name of the variable', () => {
    const faults = faultsOf({
      PORT: '70000',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://u:p@h/d',
      KAFKA_BROKERS: 'one',
      TUNTAS_DEPLOYMENT: 'Robert; DROP',
      TRUSTED_PROXIES: 'everybody',
    });
    expect(faults.map(fault => fault.split(' ')[0]).sort()).toEqual([
      'DATABASE_URL',
      'KAFKA_BROKERS',
      'LOG_LEVEL',
      'PORT',
      'TRUSTED_PROXIES',
      'TUNTAS_DEPLOYMENT',
    ]);
  });

  it('reads the trusted proxies', () => {
    expect(readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1' }).trustedProxies).toEqual([
      '127.0.0.1',
      '10.0.0.0/8',
      '::1',
    ]);
  });

  it.each(['10.0.0.0/33', '::1/129', 'gateway', '10.0.0.1,'])('rejects %s as TRUSTED_PROXIES', TRUSTED_PROXIES => {
    expect(faultsOf({ TRUSTED_PROXIES })).toHaveLength(1);
  });

  it('requires the database, the issuer and each secret in production', () => {
    const required = Object.keys(production).filter(name => name !== 'NODE_ENV');
    expect(faultsOf({ NODE_ENV: 'production' }).toSorted()).toEqual(
      required.map(name => `${name} is required in production`).toSorted(),
    );
  });

  it('reads the secrets of a production deployment', () => {
    const { secrets } = readConfig(production);
    expect(secrets?.keys['TUNTAS_VAULT_KEY']).toEqual([keyBytes('vault')]);
    expect(Object.keys(secrets?.keys ?? {}).toSorted()).toEqual(
      ['TUNTAS_CODES_KEY', 'TUNTAS_VAULT_KEY', ...Object.keys(answersKeys)].toSorted(),
    );
    expect(Object.keys(secrets?.rolePasswords ?? {})).toEqual([...loginRoles]);
  });

  it('reads older keys in addition to the current one, even weak ones', () => {
    const weak = Buffer.alloc(32, 7);
    const { secrets } = readConfig({
      ...production,
      TUNTAS_CODES_KEY_OLD: `${weak.toString('base64')}, ${key('older')}`,
    });
    expect(secrets?.keys['TUNTAS_CODES_KEY']).toEqual([keyBytes('codes'), weak, keyBytes('older')]);
  });

  it.each([
    [
      'of zeros',
      { TUNTAS_VAULT_KEY: Buffer.alloc(32).toString('base64') },
      'TUNTAS_VAULT_KEY can be guessed: make a key with "openssl rand -base64 32"',
    ],
    [
      'of a few repeated bytes',
      { TUNTAS_CODES_KEY: Buffer.alloc(32, 'abc\xff').toString('base64') },
      'TUNTAS_CODES_KEY can be guessed: make a key with "openssl rand -base64 32"',
    ],
    [
      'that somebody typed',
      { TUNTAS_CODES_KEY: Buffer.from('rahasia-kota-banjarmasin-2026-ok').toString('base64') },
      'TUNTAS_CODES_KEY can be guessed: make a key with "openssl rand -base64 32"',
    ],
    [
      'that is too short',
      { TUNTAS_CODES_KEY: Buffer.alloc(16, 'abcdefgh').toString('base64') },
      'TUNTAS_CODES_KEY must be 32 bytes in base64',
    ],
    [
      'that equals the key of another purpose',
      { TUNTAS_CODES_KEY: key('vault') },
      'TUNTAS_CODES_KEY must be another key than TUNTAS_VAULT_KEY',
    ],
    [
      "of stored responses that equals another service's key",
      { TUNTAS_ANSWERS_KEY_ROUTING: key('intake') },
      'TUNTAS_ANSWERS_KEY_ROUTING must be another key than TUNTAS_ANSWERS_KEY_INTAKE',
    ],
    [
      'that equals its own old key',
      { TUNTAS_VAULT_KEY_OLD: key('vault') },
      'TUNTAS_VAULT_KEY_OLD must not list the key of TUNTAS_VAULT_KEY',
    ],
    [
      'with a malformed old key',
      { TUNTAS_VAULT_KEY_OLD: `${key('older')},x` },
      'TUNTAS_VAULT_KEY_OLD must be a list of keys of 32 bytes in base64, separated by commas',
    ],
  ])('rejects a key %s, and names its variable', (_, different, fault) => {
    expect(faultsOf({ ...production, ...different })).toEqual([fault]);
  });

  it('never includes the value of a secret in a fault', () => {
    const faults = faultsOf({
      ...production,
      TUNTAS_VAULT_KEY: 'hunter2',
      TUNTAS_ROLE_PASSWORD_SLA: 'hunter2',
      DATABASE_URL: 'hunter2',
    });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('hunter2');
  });
});

describe('readConfig without NODE_ENV', () => {
  const faultOf = (signs: string) => [
    `NODE_ENV is required with ${signs}: production, or development, where anybody may make tokens and move time`,
  ];
  it.each([
    ['an issuer', { OIDC_ISSUER: 'https://login.example.go.id' }, 'OIDC_ISSUER'],
    [
      'the database of another machine',
      { DATABASE_URL: 'postgres://tuntas@db.example/tuntas' },
      'a DATABASE_URL of another machine',
    ],
    [
      'the database of another machine in the query of the URL',
      { DATABASE_URL: 'postgres:///tuntas?host=db.example' },
      'a DATABASE_URL of another machine',
    ],
    ['every address of this machine', { HOST: '0.0.0.0' }, 'a HOST beyond this machine'],
    ['every address of IPv6', { HOST: '::' }, 'a HOST beyond this machine'],
    [
      'all of these',
      { HOST: '10.0.0.5', DATABASE_URL: 'postgres://10.0.0.6/t', OIDC_ISSUER: 'https://x' },
      'OIDC_ISSUER and a DATABASE_URL of another machine and a HOST beyond this machine',
    ],
  ])('requires NODE_ENV with %s', (_, env, signs) => {
    expect(faultsOf(env)).toEqual(faultOf(signs));
    expect(faultsOf(env, requiredByGateway)).toEqual(faultOf(signs));
    expect(faultsOf({ ...env, NODE_ENV: 'development' })).toEqual([]);
  });
  it.each([
    { HOST: 'localhost' },
    { HOST: '::1' },
    { HOST: '127.0.0.2' },
    { DATABASE_URL: 'postgres://postgres:x@127.0.0.1:5432/tuntas' },
    { DATABASE_URL: 'postgres://localhost/tuntas' },
    { DATABASE_URL: 'postgres:///tuntas' },
    { DATABASE_URL: 'postgres:///tuntas?host=/var/run/postgresql' },
    { DATABASE_URL: 'postgres://[::1]/tuntas' },
  ])('defaults to development with %j', env => {
    expect(readConfig(env).nodeEnv).toBe('development');
  });

  it('accepts an issuer without TLS in development but not in production', () => {
    expect(readConfig({ NODE_ENV: 'development', OIDC_ISSUER: 'http://keycloak:8080/realms/city' }).oidcIssuer).toBe(
      'http://keycloak:8080/realms/city',
    );
    for (const OIDC_ISSUER of ['http://login.example.go.id', 'http://127.0.0.1:8080', 'HTTP://localhost'])
      expect(faultsOf({ ...production, OIDC_ISSUER })).toEqual([
        'OIDC_ISSUER must be a URL that starts with https:// in production',
      ]);
  });
});

describe('readSettings', () => {
  abstract class ToySettings {
    abstract readonly folder: string;
    abstract readonly limit: number;
  }
  const toySettings = defineSettings({
    token: ToySettings,
    schema: z.object({
      TOY_FOLDER: z.string('is required'),
      TOY_OWNER: z.string().optional(),
      TOY_LIMIT: smallCount.default(7),
    }),
    requiredWith: { TOY_FOLDER: ['TOY_OWNER'] },
    read: (value, { home }) => ({ folder: `${home}/${value.TOY_FOLDER}`, limit: value.TOY_LIMIT }),
  });
  const faultsWith = (env: Record<string, string>): readonly string[] => {
    try {
      readSettings([toySettings], requiredByGateway, env);
    } catch (error) {
      return (error as ConfigError).faults;
    }
    return [];
  };

  it('reads the settings of a service in addition to the configuration', () => {
    const env = { TUNTAS_HOME: '/srv', TOY_FOLDER: 'toys', TOY_OWNER: 'me' };
    expect(readSettings([toySettings], requiredByGateway, env)).toEqual({
      config: readConfig({ TUNTAS_HOME: '/srv' }),
      settings: [{ folder: '/srv/toys', limit: 7 }],
    });
  });

  it('reports the faults of a service together with those of the configuration', () => {
    expect(faultsWith({ PORT: 'x', TOY_LIMIT: '0', TOY_FOLDER: 'toys' })).toEqual([
      'PORT must be a port number',
      'TOY_OWNER is required with TOY_FOLDER',
      'TOY_LIMIT must be a number from 1 to 999',
    ]);
    expect(faultsWith({})).toEqual(['TOY_FOLDER is required']);
  });

  it('ignores the variables of other services', () => {
    expect(readConfig({ TOY_LIMIT: 'many' })).toEqual(readConfig({}));
  });
});

describe('readConfig with the required settings of a process', () => {
  const missing = (required: RequiredSettings) =>
    faultsOf({ NODE_ENV: 'production' }, required)
      .map(fault => fault.split(' ')[0])
      .sort();

  it.each([
    [
      'a service',
      requiredByService('sla'),
      ['DATABASE_URL', 'OIDC_AUDIENCE', 'OIDC_ISSUER', 'TUNTAS_ROLE_PASSWORD_RELAY', 'TUNTAS_ROLE_PASSWORD_SLA'],
    ],
    [
      'a service with stored responses',
      requiredByService('casework'),
      [
        'DATABASE_URL',
        'OIDC_AUDIENCE',
        'OIDC_ISSUER',
        'TUNTAS_ANSWERS_KEY_CASEWORK',
        'TUNTAS_ROLE_PASSWORD_CASEWORK',
        'TUNTAS_ROLE_PASSWORD_RELAY',
      ],
    ],
    [
      'the service with the identity vault',
      requiredByService('intake'),
      [
        'DATABASE_URL',
        'OIDC_AUDIENCE',
        'OIDC_ISSUER',
        'TUNTAS_ANSWERS_KEY_INTAKE',
        'TUNTAS_CODES_KEY',
        'TUNTAS_ROLE_PASSWORD_INTAKE',
        'TUNTAS_ROLE_PASSWORD_RELAY',
        'TUNTAS_VAULT_KEY',
      ],
    ],
    [
      'the bootstrap',
      requiredByBootstrap,
      ['DATABASE_URL', ...loginRoles.map(login => `TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`)].sort(),
    ],
    ['the gateway', requiredByGateway, []],
  ])('requires exactly the settings that %s uses', (_, required, names) => {
    expect(missing(required)).toEqual(names);
  });

  it('requires the database of a service in development too', () => {
    expect(faultsOf({}, requiredByService('queries'))).toEqual(['DATABASE_URL is required']);
  });

  it('ignores the secrets of other services, even malformed ones', () => {
    const { secrets } = readConfig({ ...production, TUNTAS_VAULT_KEY: 'broken' }, requiredByService('routing'));
    expect(secrets).toEqual({
      keys: { TUNTAS_ANSWERS_KEY_ROUTING: [keyBytes('routing')] },
      rolePasswords: {
        routing: 'routing-password-of-more-than-32-characters',
        relay: 'relay-password-of-more-than-32-characters',
      },
    });
  });

  describe('for tracing', () => {
    const on = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

    it("reads OpenTelemetry's standard variables", () => {
      expect(
        readConfig({
          ...on,
          OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a%3Db, x-tenant=bjm',
          OTEL_SERVICE_NAME: 'aduan',
          OTEL_RESOURCE_ATTRIBUTES: 'service.version=1.2,host.name=satu',
          OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
          OTEL_TRACES_SAMPLER_ARG: '0.25',
          OTEL_BSP_SCHEDULE_DELAY: '500',
        }).tracing,
      ).toEqual({
        url: 'http://collector:4318/v1/traces',
        headers: { authorization: 'Bearer a=b', 'x-tenant': 'bjm' },
        serviceName: 'aduan',
        resource: { 'service.version': '1.2', 'host.name': 'satu' },
        sampler: 'parentbased_traceidratio',
        ratio: 0.25,
        delayMs: 500,
      });
    });

    it('prefers the traces endpoint to the common endpoint, and uses it unchanged', () => {
      expect(readConfig({ ...on, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://tempo/otlp/traces' }).tracing?.url).toBe(
        'https://tempo/otlp/traces',
      );
    });

    it.each([
      {},
      { OTEL_SDK_DISABLED: 'true', ...on },
      { OTEL_TRACES_EXPORTER: 'none', ...on },
      { OTEL_TRACES_SAMPLER: 'xray' },
    ])('disables tracing with %j', env => {
      expect(readConfig(env).tracing).toBeNull();
    });

    it('reports tracing faults together with the other faults', () => {
      expect(
        faultsOf({
          PORT: '70000',
          OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
          OTEL_EXPORTER_OTLP_HEADERS: 'authorization',
          OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
          OTEL_TRACES_SAMPLER: 'xray',
          OTEL_TRACES_SAMPLER_ARG: '2',
          OTEL_RESOURCE_ATTRIBUTES: 'a=%zz',
          OTEL_BSP_SCHEDULE_DELAY: 'soon',
        })
          .map(fault => fault.split(' ')[0])
          .sort(),
      ).toEqual([
        'OTEL_BSP_SCHEDULE_DELAY',
        'OTEL_EXPORTER_OTLP_ENDPOINT',
        'OTEL_EXPORTER_OTLP_HEADERS',
        'OTEL_EXPORTER_OTLP_PROTOCOL',
        'OTEL_RESOURCE_ATTRIBUTES',
        'OTEL_TRACES_SAMPLER',
        'OTEL_TRACES_SAMPLER_ARG',
        'PORT',
      ]);
    });
  });
});
