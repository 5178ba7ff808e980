import { join } from 'node:path';
import { loginRoles } from '@tuntas/database';
import { ConfigError, readConfig } from './config.js';
import { usualPace } from './mail-settings.js';
import { needsOfBootstrap, needsOfGateway, needsOfService, type Needs } from './needs.js';

const faultsOf = (env: Record<string, string>, needs?: Needs): readonly string[] => {
  try { readConfig(env, needs); } catch (error) { return (error as ConfigError).faults; }
  return [];
};
const key = Buffer.alloc(32, 7).toString('base64');
const production = {
  NODE_ENV: 'production', DATABASE_URL: 'postgres://tuntas:secret@db/tuntas', OIDC_ISSUER: 'https://login.example.go.id', OIDC_AUDIENCE: 'tuntas',
  TUNTAS_VAULT_KEY: key, TUNTAS_CODES_KEY: key,
  ...Object.fromEntries(loginRoles.map(login => [`TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`, `${login}-password-of-more-than-32-characters`])),
};

describe('configuration', () => {
  it('needs nothing in development', () => {
    expect(readConfig({})).toEqual({
      nodeEnv: 'development', host: '127.0.0.1', port: 3000, home: './.tuntas', databaseUrl: null, kafka: null,
      oidcIssuer: null, oidcAudience: 'tuntas', logLevel: 'info', deployment: 'tuntas', tenant: 'banjarmasin', seedFolder: './deploy/seed/banjarmasin', secrets: null,
      trustedProxies: [], upstreams: [], tracing: null,
      mail: null, mailFrom: { name: '', address: 'pengaduan@tuntas.invalid' }, outbox: join('.tuntas', 'outbox'), delivery: usualPace,
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: ' ' })).toMatchObject({ databaseUrl: null, port: 3000 });
  });

  it('asks for user and password where Kafka wants a login, and for an authority that can be read', () => {
    expect(faultsOf({ KAFKA_BROKERS: 'one:9092', KAFKA_SASL_MECHANISM: 'plain', KAFKA_TLS: 'true', KAFKA_TLS_CA: '/nowhere/ca.pem' }).toSorted()).toEqual([
      'KAFKA_SASL_PASSWORD is required with KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME is required with KAFKA_SASL_MECHANISM',
      'KAFKA_TLS_CA names no file that can be read',
    ]);
  });

  it('reads where mail goes, by which name and how well guarded', () => {
    const mail = { SMTP_URL: 'smtp://pengaduan%40kota.example:p%40ss%2Fword@mail.kota.example', MAIL_FROM: 'Pengaduan Kota <pengaduan@kota.example>', DELIVERY_ATTEMPTS: '5' };
    expect(readConfig(mail)).toMatchObject({
      mail: { host: 'mail.kota.example', port: 587, tls: 'offered', caFile: null, login: { user: 'pengaduan@kota.example', password: 'p@ss/word' } },
      mailFrom: { name: 'Pengaduan Kota', address: 'pengaduan@kota.example' }, delivery: { attempts: 5 },
    });
    expect(readConfig({ ...production, ...mail }).mail).toMatchObject({ tls: 'required' });
    expect(readConfig({ ...mail, SMTP_URL: 'smtps://mail.kota.example', SMTP_TLS: 'never' }).mail).toMatchObject({ port: 465, tls: 'at-once', login: null });
    expect(readConfig({ ...mail, SMTP_URL: 'smtp://[::1]:2525', SMTP_TLS: 'never' }).mail).toMatchObject({ host: '::1', port: 2525, tls: 'never' });
    expect(readConfig({ TUNTAS_HOME: '/srv/tuntas' }).outbox).toBe('/srv/tuntas/outbox');
    expect(readConfig({ TUNTAS_HOME: '/srv/tuntas', TUNTAS_OUTBOX: '/srv/gateway' }).outbox).toBe('/srv/gateway');
  });

  it('names each fault of the mail settings, and never what is in them', () => {
    expect(faultsOf({ SMTP_URL: 'smtp://mail' })).toEqual(['MAIL_FROM is required with SMTP_URL']);
    const faults = faultsOf({ SMTP_URL: 'http://user:hunter2@mail', SMTP_TLS: 'hunter2', SMTP_TLS_CA: '/nowhere/hunter2', MAIL_FROM: 'hunter2', DELIVERY_ATTEMPTS: '0' });
    expect(faults.map(fault => fault.split(' ')[0]).sort()).toEqual(['DELIVERY_ATTEMPTS', 'MAIL_FROM', 'SMTP_TLS', 'SMTP_TLS_CA', 'SMTP_URL']);
    expect(faults.join()).not.toContain('hunter2');
  });

  it.each(['smtp://', 'smtp://mail/path', 'smtp://mail?secure=1', 'smtp://user@mail', 'smtp://u%E0:p@mail', 'smtp://mail:0'])('refuses %s as a mail server', SMTP_URL => {
    expect(faultsOf({ SMTP_URL, MAIL_FROM: 'a@b' })).toHaveLength(1);
  });

  it.each(['a@b\r\nBcc: x@y', 'a', '<a@b', 'A <a b@c>', 'a@b, c@d'])('refuses %j as a sender', MAIL_FROM => {
    expect(faultsOf({ MAIL_FROM })).toHaveLength(1);
  });

  it('lists every fault at once, by the name of the variable', () => {
    const faults = faultsOf({
      PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://u:p@h/d', KAFKA_BROKERS: 'one', TUNTAS_DEPLOYMENT: 'Robert; DROP',
      UPSTREAMS: 'intake', TRUSTED_PROXIES: 'everybody',
    });
    expect(faults.map(fault => fault.split(' ')[0]).sort())
      .toEqual(['DATABASE_URL', 'KAFKA_BROKERS', 'LOG_LEVEL', 'PORT', 'TRUSTED_PROXIES', 'TUNTAS_DEPLOYMENT', 'UPSTREAMS']);
  });

  it('reads where services answer and whose word about a client counts', () => {
    expect(readConfig({ UPSTREAMS: 'intake=http://127.0.0.1:3001, routing=http://routing:3000/', TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1' })).toMatchObject({
      upstreams: [{ service: 'intake', url: 'http://127.0.0.1:3001' }, { service: 'routing', url: 'http://routing:3000' }],
      trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1'],
    });
  });

  it.each(['https://x', 'intake=ftp://x', 'intake=http://user@x', 'intake=http://x/path', 'intake=http://x:99999', 'intake=http://x,'])('refuses %s as a service', UPSTREAMS => {
    expect(faultsOf({ UPSTREAMS })).toHaveLength(1);
  });

  it.each(['10.0.0.0/33', '::1/129', 'gateway', '10.0.0.1,'])('refuses %s as a network', TRUSTED_PROXIES => {
    expect(faultsOf({ TRUSTED_PROXIES })).toHaveLength(1);
  });

  it('asks for the database, the issuer and each secret by name in production', () => {
    const required = Object.keys(production).filter(name => name !== 'NODE_ENV');
    expect(faultsOf({ NODE_ENV: 'production' })).toEqual(required.map(name => `${name} is required in production`));
  });

  it('reads the secrets of a production deployment', () => {
    const { secrets } = readConfig(production);
    expect(secrets?.vaultKey).toEqual(Buffer.alloc(32, 7));
    expect(Object.keys(secrets?.rolePasswords ?? {})).toEqual([...loginRoles]);
  });

  it('never repeats what a secret holds', () => {
    const faults = faultsOf({ ...production, TUNTAS_VAULT_KEY: 'hunter2', TUNTAS_ROLE_PASSWORD_SLA: 'hunter2', DATABASE_URL: 'hunter2' });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('hunter2');
  });
});

describe('the configuration of one process of many', () => {
  const missing = (needs: Needs) => faultsOf({ NODE_ENV: 'production' }, needs).map(fault => fault.split(' ')[0]).sort();

  it.each([
    ['a service', needsOfService('sla'), ['DATABASE_URL', 'OIDC_AUDIENCE', 'OIDC_ISSUER', 'TUNTAS_ROLE_PASSWORD_RELAY', 'TUNTAS_ROLE_PASSWORD_SLA']],
    ['a door', needsOfService('casework'),
      ['DATABASE_URL', 'OIDC_AUDIENCE', 'OIDC_ISSUER', 'TUNTAS_CODES_KEY', 'TUNTAS_ROLE_PASSWORD_CASEWORK', 'TUNTAS_ROLE_PASSWORD_RELAY']],
    ['the door that keeps identities', needsOfService('intake'),
      ['DATABASE_URL', 'OIDC_AUDIENCE', 'OIDC_ISSUER', 'TUNTAS_CODES_KEY', 'TUNTAS_ROLE_PASSWORD_INTAKE', 'TUNTAS_ROLE_PASSWORD_RELAY', 'TUNTAS_VAULT_KEY']],
    ['what makes the roles', needsOfBootstrap, ['DATABASE_URL', ...loginRoles.map(login => `TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`)].sort()],
    ['the gateway', needsOfGateway, ['UPSTREAMS']],
  ])('asks for what %s uses and nothing else', (_, needs, wanted) => {
    expect(missing(needs)).toEqual(wanted);
  });

  it('asks for its database in development too, as it makes none', () => {
    expect(faultsOf({}, needsOfService('queries'))).toEqual(['DATABASE_URL is required']);
  });

  it('takes no secret of others, be it well-formed or not', () => {
    const { secrets } = readConfig({ ...production, TUNTAS_VAULT_KEY: 'broken' }, needsOfService('routing'));
    expect(secrets).toEqual({ codesKey: Buffer.alloc(32, 7), rolePasswords: {
      routing: 'routing-password-of-more-than-32-characters', relay: 'relay-password-of-more-than-32-characters',
    } });
  });

  describe('of tracing', () => {
    const on = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

    it('goes by the variables of OpenTelemetry', () => {
      expect(readConfig({
        ...on, OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a%3Db, x-tenant=bjm', OTEL_SERVICE_NAME: 'aduan', OTEL_RESOURCE_ATTRIBUTES: 'service.version=1.2,host.name=satu',
        OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25', OTEL_BSP_SCHEDULE_DELAY: '500',
      }).tracing).toEqual({
        url: 'http://collector:4318/v1/traces', headers: { authorization: 'Bearer a=b', 'x-tenant': 'bjm' }, serviceName: 'aduan',
        resource: { 'service.version': '1.2', 'host.name': 'satu' }, sampler: 'parentbased_traceidratio', ratio: 0.25, delayMs: 500,
      });
    });

    it('takes the address of traces as it is, before the common one', () => {
      expect(readConfig({ ...on, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://tempo/otlp/traces' }).tracing?.url).toBe('https://tempo/otlp/traces');
    });

    it.each([{}, { OTEL_SDK_DISABLED: 'true', ...on }, { OTEL_TRACES_EXPORTER: 'none', ...on }, { OTEL_TRACES_SAMPLER: 'xray' }])('is off with %j', env => {
      expect(readConfig(env).tracing).toBeNull();
    });

    it('tells every fault with those of the rest', () => {
      expect(faultsOf({
        PORT: '70000', OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318', OTEL_EXPORTER_OTLP_HEADERS: 'authorization', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_TRACES_SAMPLER: 'xray',
        OTEL_TRACES_SAMPLER_ARG: '2', OTEL_RESOURCE_ATTRIBUTES: 'a=%zz', OTEL_BSP_SCHEDULE_DELAY: 'soon',
      }).map(fault => fault.split(' ')[0]).sort()).toEqual([
        'OTEL_BSP_SCHEDULE_DELAY', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_RESOURCE_ATTRIBUTES',
        'OTEL_TRACES_SAMPLER', 'OTEL_TRACES_SAMPLER_ARG', 'PORT',
      ]);
    });
  });
});
