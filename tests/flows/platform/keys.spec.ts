import { createHmac, randomBytes } from 'node:crypto';
import { IntakeModule } from '../../../apps/intake/src/intake.module.js';
import { BlindIndex } from '../../../apps/intake/src/storage/blind-index.js';
import { KeyRotation } from '../../../apps/intake/src/storage/key-rotation.js';
import { accessCodeFrom } from '@tuntas/complaint';
import { Database, derived, keyOf, KeyRing, roleNames, seal, unseal, type LoginRole } from '@tuntas/database';
import { createProcess, startService, type Secrets } from '@tuntas/platform';
import { pothole, TestApp, testSettings, testSecrets, type TestResponse } from '../../kit/app.js';
import { deployment, rolePasswords } from '../../kit/database.js';
import type { Schemas } from '../../kit/response-body.js';

const siti = {
  name: 'Siti Rahmah',
  nationalId: '6371046505800001',
  phone: '+6281234567890',
  email: 'siti@contoh.id',
  address: null,
};
const ringOf = (current: Buffer, ...old: Buffer[]) =>
  new KeyRing('TUNTAS_VAULT_KEY', 'TUNTAS_VAULT_KEY_OLD', current, old);
const bytesOf = (ring: KeyRing): Buffer => ring.current.bytes;

describe('cryptographic keys', () => {
  let city: TestApp;
  const opened: Database[] = [];
  beforeEach(async () => {
    city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' });
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    await city.stop();
  });

  const as = async (role: LoginRole): Promise<Database> => {
    const url = Object.assign(new URL(city.adminUrl), {
      username: roleNames(deployment).login(role),
      password: rolePasswords()[role],
    }).href;
    const database = await Database.open({ url, name: `keys-${role}`, poolSize: 1 });
    opened.push(database);
    return database;
  };
  /** Starts intake again on the same database with other secrets. */
  const restart = async <T>(secrets: Partial<Secrets>, use: (url: string) => Promise<T>): Promise<T> => {
    const app = await createProcess({
      name: 'again',
      modules: [IntakeModule],
      ...testSettings({ outbox: city.outbox }),
      secrets: { ...testSecrets(), ...secrets },
      database: { adminUrl: city.adminUrl },
    });
    try {
      return await use(await startService(app));
    } finally {
      await app.close();
    }
  };
  const refRow = async (id: string) =>
    (
      await city.sql<{
        complainant_ref: string;
        key_id: string | null;
        wrapped_key: Buffer;
        sealed: Buffer;
        blind_index: Buffer[];
      }>('SELECT i.* FROM vault.identities i JOIN complaints.complaints c USING (complainant_ref) WHERE c.id = $1', [
        id,
      ])
    )[0]!;
  const disclosed = (id: string, url?: string): Promise<TestResponse> =>
    url === undefined
      ? city.post(`/v1/complaints/${id}/identity-disclosure`, { reason: 'Menjemput' }, { as: 'officer:PUPR' })
      : city
          .token('officer:PUPR')
          .then(token =>
            fetch(`${url}/v1/complaints/${id}/identity-disclosure`, {
              method: 'POST',
              headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
              body: '{"reason":"Menjemput"}',
            }),
          )
          .then(async answer => ({ status: answer.status, body: await answer.json() }) as TestResponse);
  const tracked = (url: string, { ticket, receipt }: Schemas['LodgedComplaint']): Promise<number> =>
    fetch(`${url}/v1/tracking/${ticket}`, { headers: { 'x-access-code': receipt.accessCode } }).then(
      ({ status }) => status,
    );
  /** Restores the format of a version before bound rows and named keys. */
  const toEarlierFormat = async (id: string, key: Buffer): Promise<void> => {
    const dataKey = randomBytes(32);
    const sealed = seal(dataKey, Buffer.from(JSON.stringify({ complainant: siti, representative: null })));
    await city.sql(
      'UPDATE vault.identities SET wrapped_key = $2, sealed = $3, key_id = NULL WHERE complainant_ref = $1',
      [(await refRow(id)).complainant_ref, seal(key, dataKey), sealed],
    );
  };

  test('stored responses: each role sees its own, the relay only their age, and none contains a name', async () => {
    const lodged = await city.lodge(
      { complainant: siti },
      { as: 'counter_clerk', headers: { 'idempotency-key': 'k-1' } },
    );
    await city.settle();
    expect(
      (
        await city.post(
          `/v1/complaints/${lodged.id}/acceptance`,
          {},
          { as: 'officer:PUPR', headers: { 'idempotency-key': 'k-2' } },
        )
      ).status,
    ).toBe(200);
    const rows = 'SELECT path FROM eventlog.kept_answers';
    expect(await (await as('intake')).sql(rows)).toEqual([{ path: '/v1/complaints' }]);
    expect(await (await as('casework')).sql(rows)).toEqual([{ path: `/v1/complaints/${lodged.id}/acceptance` }]);
    for (const role of ['routing', 'queries'] as const) expect(await (await as(role)).sql(rows)).toEqual([]);
    for (const role of ['sla', 'audit', 'relay'] as const)
      await expect((await as(role)).sql(rows)).rejects.toMatchObject({ code: '42501' });
    await expect(
      (await as('routing')).sql(
        `INSERT INTO eventlog.kept_answers (role, client, method, path, key, print, answer)
          VALUES ('${deployment}_intake', '', '', '', '', '', '')`,
      ),
    ).rejects.toMatchObject({ code: '42501' });

    const [row] = await city.sql<{ client: string; method: string; path: string; key: string; answer: Buffer }>(
      `SELECT * FROM eventlog.kept_answers WHERE path = '/v1/complaints'`,
    );
    const place = `answer ${JSON.stringify([row!.client, row!.method, row!.path, row!.key])}`;
    const open = (ring: KeyRing, at = place) => unseal(derived(bytesOf(ring), 'answers'), row!.answer, at).toString();
    const { answers } = testSecrets();
    expect(open(answers.intake)).toContain(lodged.ticket);
    expect(open(answers.intake)).not.toMatch(/Siti|637104|628123|siti@/);
    expect(open(answers.intake)).not.toContain(lodged.receipt.accessCode);
    expect(() => open(answers.intake, `${place} `)).toThrow();
    expect(() => open(answers.casework)).toThrow();
  });

  test('vault: a sealed identity opens only in its row, rows of the earlier format only in an old vault', async () => {
    const [one, other] = [
      await city.lodge({ complainant: siti }),
      await city.lodge({ complainant: { ...siti, name: 'Budi' } }),
    ];
    await city.settle();
    const [first, second] = [await refRow(one.id), await refRow(other.id)];
    await city.sql('UPDATE vault.identities SET wrapped_key = $2, sealed = $3 WHERE complainant_ref = $1', [
      first.complainant_ref,
      second.wrapped_key,
      second.sealed,
    ]);
    expect((await disclosed(one.id)).status).toBe(500);
    await city.sql(
      'UPDATE vault.identities SET wrapped_key = $2, sealed = $3, key_id = NULL WHERE complainant_ref = $1',
      [first.complainant_ref, second.wrapped_key, second.sealed],
    );
    expect((await disclosed(one.id)).status).toBe(500);
    // sealed correctly, but this vault never held rows of that format
    await toEarlierFormat(one.id, bytesOf(testSecrets().vault));
    expect((await disclosed(one.id)).status).toBe(500);
    expect(await disclosed(other.id)).toMatchObject({ status: 200, body: { complainant: { name: 'Budi' } } });
  });

  test('blind index: one value per kind of number, and none for an anonymous complainant', async () => {
    const sameNumber = { ...siti, nationalId: null, phone: null, email: null };
    const named = await city.lodge({ complainant: siti });
    const again = await city.lodge({ complainant: { ...sameNumber, phone: siti.phone } });
    const anonymous = await city.lodge({ complainant: siti, isAnonymous: true });
    const index = async ({ id }: { id: string }): Promise<string[]> =>
      (await refRow(id)).blind_index.map(entry => entry.toString('hex'));
    expect(await index(named)).toHaveLength(3);
    expect(await index(named)).toEqual(expect.arrayContaining(await index(again)));
    expect(await index(anonymous)).toEqual([]);
    const byKind = new BlindIndex(testSecrets().vault.current);
    const person = (phone: string | null, email: string | null) =>
      byKind
        .of({ complainant: { ...sameNumber, address: null, phone, email }, representative: null })[0]!
        .toString('hex');
    expect(person('08123', null)).not.toBe(person(null, '08123'));
  });

  test('a key that did not seal the data ends the start with one sentence that names it', async () => {
    await city.lodge({ complainant: siti }, { as: 'counter_clerk', headers: { 'idempotency-key': 'k-3' } });
    const { vault, codes, answers } = testSecrets();
    const other = (name: string) => new KeyRing(name, `${name}_OLD`, randomBytes(32));
    const start = (secrets: Partial<Secrets>) => restart(secrets, async () => 'started');
    const sentence = (name: string, id: string) =>
      new RegExp(
        `^${name} \\(key [0-9a-f]{16}\\) is not the key that sealed the data of this database, which was the key ${id}: set the right one, or add it to ${name}_OLD\\.$`,
      );
    await expect(start({ vault: other('TUNTAS_VAULT_KEY') })).rejects.toThrow(
      sentence('TUNTAS_VAULT_KEY', vault.current.id),
    );
    await expect(start({ codes: other('TUNTAS_CODES_KEY') })).rejects.toThrow(
      sentence('TUNTAS_CODES_KEY', codes.current.id),
    );
    await expect(start({ answers: { ...answers, intake: other('TUNTAS_ANSWERS_KEY_INTAKE') } })).rejects.toThrow(
      sentence('TUNTAS_ANSWERS_KEY_INTAKE', answers.intake.current.id),
    );
    expect(await start({})).toBe('started');
    await city.sql('DELETE FROM eventlog.kept_answers');
    // no data depended on it any more
    expect(await start({ answers: { ...answers, intake: other('TUNTAS_ANSWERS_KEY_INTAKE') } })).toBe('started');
  });

  test('are rotated while both are valid: identities are resealed, access codes and retries keep working', async () => {
    const { vault, codes, answers } = testSecrets();
    const retry = { as: 'counter_clerk', headers: { 'idempotency-key': 'k-4' } };
    const named = await city.lodge({ complainant: siti }, retry);
    const anonymous = await city.lodge({ complainant: siti, isAnonymous: true });
    await city.settle();
    // The database of an earlier version after the upgrade: rows name no key, and no key is recorded.
    await toEarlierFormat(named.id, bytesOf(vault));
    await city.sql('UPDATE vault.access_codes SET key_id = NULL');
    await city.sql('DELETE FROM eventlog.key_checks');

    const next: Partial<Secrets> = {
      vault: ringOf(randomBytes(32), bytesOf(vault)),
      codes: new KeyRing('TUNTAS_CODES_KEY', 'TUNTAS_CODES_KEY_OLD', randomBytes(32), [bytesOf(codes)]),
      answers: {
        ...answers,
        intake: new KeyRing('TUNTAS_ANSWERS_KEY_INTAKE', 'TUNTAS_ANSWERS_KEY_INTAKE_OLD', randomBytes(32), [
          bytesOf(answers.intake),
        ]),
      },
    };
    const printed: string[] = [];
    await restart(next, async url => {
      expect(await disclosed(named.id, url)).toMatchObject({ status: 200, body: { complainant: siti } });
      expect(await tracked(url, named)).toBe(200);
      const rotation = new KeyRotation(await as('intake'), line => printed.push(line));
      for (let time = 1; time <= 2; time += 1) {
        await rotation.identities(next.vault!);
        await rotation.codes(next.codes!);
      }
      expect(printed).toEqual([
        expect.stringMatching(
          /^2 identities were resealed; all use the key [0-9a-f]{16} now, so TUNTAS_VAULT_KEY_OLD can be emptied/,
        ),
        `2 access codes use the key ${codes.current.id}: it must stay in TUNTAS_CODES_KEY_OLD as long as citizens use them.`,
        expect.stringMatching(/^0 identities/),
        expect.stringContaining('2 access codes'),
      ]);
      expect(await disclosed(named.id, url)).toMatchObject({ status: 200, body: { complainant: siti } });
      expect(await tracked(url, named)).toBe(200);
      const token = await city.token('counter_clerk');
      const lodge = async (key: string) =>
        (
          await fetch(`${url}/v1/complaints`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
            body: JSON.stringify({ ...pothole, complainant: siti }),
          })
        ).json();
      expect(await lodge('k-4')).toEqual(named);
      const fresh = await lodge('k-5');
      expect(await tracked(url, fresh)).toBe(200);
      expect(fresh.receipt.accessCode).not.toBe(
        accessCodeFrom(createHmac('sha256', bytesOf(codes)).update(`${fresh.id}:1`).digest()),
      );
    });
    // Without the old key of the vault; the old key of the access codes must stay.
    expect(
      await restart({ ...next, vault: ringOf(next.vault!.current.bytes) }, url => disclosed(named.id, url)),
    ).toMatchObject({ status: 200, body: { complainant: siti } });
    await expect(
      restart(
        {
          ...next,
          vault: ringOf(next.vault!.current.bytes),
          codes: new KeyRing('TUNTAS_CODES_KEY', 'TUNTAS_CODES_KEY_OLD', next.codes!.current.bytes),
        },
        async () => null,
      ),
    ).rejects.toThrow(`which was the key ${codes.current.id}`);
    expect((await refRow(named.id)).blind_index).toEqual(
      new BlindIndex(next.vault!.current).of({ complainant: siti, representative: null }),
    );
    expect((await refRow(anonymous.id)).blind_index).toEqual([]);
    expect(keyOf(bytesOf(next.vault!)).id).toBe((await refRow(anonymous.id)).key_id);
  });
});
