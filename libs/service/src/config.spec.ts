import { loginRoles } from '@tuntas/database';
import { ConfigError, readConfig } from './config.js';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try { readConfig(env); } catch (error) { return (error as ConfigError).faults; }
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
      nodeEnv: 'development', host: '127.0.0.1', port: 3000, home: './.tuntas', databaseUrl: null,
      oidcIssuer: null, oidcAudience: 'tuntas', logLevel: 'info', deployment: 'tuntas', tenant: 'banjarmasin', seedFolder: './deploy/seed/banjarmasin', secrets: null,
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: ' ' })).toMatchObject({ databaseUrl: null, port: 3000 });
  });

  it('refuses brokers instead of passing them over', () => {
    expect(faultsOf({ KAFKA_BROKERS: 'one:9092' })).toEqual([expect.stringContaining('event log in PostgreSQL')]);
  });

  it('lists every fault at once, by the name of the variable', () => {
    const faults = faultsOf({ PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://u:p@h/d', KAFKA_BROKERS: 'one', TUNTAS_DEPLOYMENT: 'Robert; DROP' });
    expect(faults.map(fault => fault.split(' ')[0]).sort()).toEqual(['DATABASE_URL', 'KAFKA_BROKERS', 'LOG_LEVEL', 'PORT', 'TUNTAS_DEPLOYMENT']);
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
