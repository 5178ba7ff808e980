import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';
import { requiredByService } from './required-settings.js';
import { loadSecrets } from './secrets.js';

describe('loadSecrets', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-secrets-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));
  const load = () => loadSecrets(readConfig({ TUNTAS_HOME: home, NODE_ENV: 'test' }));
  const path = () => join(home, 'secrets.json');

  it('generates the secrets once and loads the same ones after a restart', () => {
    const first = load();
    expect(load()).toEqual(first);
    const rings = [first.vault, first.codes, ...Object.values(first.answers)];
    expect(rings.map(({ current }) => current.bytes.length)).toEqual(Array.from({ length: 8 }, () => 32));
    expect(new Set(rings.map(({ current }) => current.id)).size).toBe(8);
    expect(readdirSync(home)).toEqual(['secrets.json']);
  });

  it('loads the file of an earlier version, whose stored responses can still be decrypted', () => {
    const first = load();
    const content = JSON.parse(readFileSync(path(), 'utf8'));
    expect(Object.keys(content)).toEqual(['vaultKey', 'codesKey', 'rolePasswords', 'signingKey']);
    expect([first.vault.current.bytes.toString('base64'), first.codes.current.bytes.toString('base64')]).toEqual([
      content.vaultKey,
      content.codesKey,
    ]);
    expect(first.answers.routing.all.map(({ id }) => id)).toEqual([
      first.answers.routing.current.id,
      first.codes.current.id,
    ]);
  });

  it('loads older keys, also for stored responses', () => {
    const first = load();
    const content = JSON.parse(readFileSync(path(), 'utf8'));
    writeFileSync(
      path(),
      JSON.stringify({ ...content, codesKey: randomBytes(32).toString('base64'), oldCodesKeys: [content.codesKey] }),
    );
    const { codes, answers } = load();
    expect(codes.all[1]).toEqual(first.codes.current);
    expect(answers.intake.all[1]).toEqual(first.answers.intake.current);
  });

  it('creates a file that only its owner can read', () => {
    load();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a half-written file', () => readFileSync(path(), 'utf8').slice(0, 100)],
    ['an empty file', () => ''],
    [
      'a key of zeros',
      () =>
        JSON.stringify({ ...JSON.parse(readFileSync(path(), 'utf8')), vaultKey: Buffer.alloc(32).toString('base64') }),
    ],
    [
      'a file without one of the keys',
      () => JSON.stringify({ ...JSON.parse(readFileSync(path(), 'utf8')), vaultKey: undefined }),
    ],
  ])('throws and does not replace the file in case of %s', (_, damaged) => {
    load();
    const content = damaged();
    writeFileSync(path(), content);
    expect(load).toThrow(/secrets\.json is damaged/);
    expect(readFileSync(path(), 'utf8')).toBe(content);
  });

  it('throws when a production process reads a secret that it was not given', () => {
    const given = {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://db/tuntas',
      OIDC_ISSUER: 'https://login.example.go.id',
      OIDC_AUDIENCE: 'tuntas',
      TUNTAS_ROLE_PASSWORD_SLA: 's'.repeat(32),
      TUNTAS_ROLE_PASSWORD_RELAY: 'r'.repeat(32),
    };
    const secrets = loadSecrets(readConfig(given, requiredByService('sla')));
    expect([secrets.rolePasswords.sla, secrets.rolePasswords.relay, secrets.signingKey]).toEqual([
      's'.repeat(32),
      'r'.repeat(32),
      null,
    ]);
    for (const name of ['vault', 'codes'] as const) expect(() => secrets[name]).toThrow(`not given the secret ${name}`);
    expect(() => secrets.answers.intake).toThrow('not given the secret intake');
    expect(() => secrets.rolePasswords.intake).toThrow('not given the secret intake');
  });
});
