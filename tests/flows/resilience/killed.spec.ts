import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pothole, until } from '../../kit/app.js';
import { BuiltSystem } from '../../kit/built-system.js';
import { kill, running } from '../../kit/processes.js';

const clients = 8;
const enough = 60;

interface Attempt {
  readonly key: string;
  readonly body: string;
}
interface Accepted extends Attempt {
  readonly id: string;
  readonly receipt: { readonly ticket: string; readonly accessCode: string };
  readonly text: string;
}

/**
 * Lodges complaints in parallel and keeps a journal: responses with 201, and requests with no response or another
 * status.
 */
class Journal {
  readonly accepted: Accepted[] = [];
  unknown: Attempt[] = [];
  private tries = 0;

  /** Lodges complaints until stopped; a dead server also ends the load. */
  async load(url: string, token: string, isOver: () => boolean): Promise<void> {
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (!isOver()) await this.attempt(url, token, this.next());
      }),
    );
  }

  /** Retries, under the same key, every request without a clear outcome. */
  async retryUnclear(url: string, token: string): Promise<void> {
    const open = this.unknown;
    this.unknown = [];
    for (const attempt of open) await this.attempt(url, token, attempt);
  }

  private next(): Attempt {
    const key = `journal-${(this.tries += 1)}`;
    return { key, body: JSON.stringify({ ...pothole, description: `Lubang besar nomor ${key} di depan sekolah` }) };
  }

  private async attempt(url: string, token: string, attempt: Attempt): Promise<void> {
    try {
      const answer = await fetch(`${url}/v1/complaints`, {
        method: 'POST',
        body: attempt.body,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': attempt.key,
          authorization: `Bearer ${token}`,
        },
      });
      const text = await answer.text();
      if (answer.status === 201) this.accepted.push({ ...attempt, ...JSON.parse(text), text });
      else this.unknown.push(attempt);
    } catch {
      this.unknown.push(attempt);
    }
  }
}

describe('system that is killed', () => {
  let home: string;
  let system: BuiltSystem;
  let known: number[] = [];
  const journal = new Journal();
  const tokens: Record<string, string> = {};

  const start = async (): Promise<void> => {
    system = await BuiltSystem.start({ TUNTAS_HOME: home, LOG_LEVEL: 'warn' });
    known = [...known, system.pid, ...system.descendants];
  };
  const post = async (path: string, body: object) =>
    (
      await fetch(`${system.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json();
  const get = (path: string, headers: Record<string, string>) => fetch(`${system.url}${path}`, { headers });
  const bearer = (role: string) => ({ authorization: `Bearer ${tokens[role]}` });
  const query = async (text: string) => {
    const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8'));
    const client = new pg.Client({ connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/tuntas` });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };

  /**
   * Checks that every complaint with a 201 exists under its token and access code, and that no other complaint exists.
   */
  const expectAllAccepted = async (): Promise<void> => {
    for (const { id, key, receipt } of journal.accepted) {
      const answer = await get(`/v1/complaints/${id}`, bearer('counter_clerk'));
      expect([key, answer.status]).toEqual([key, 200]);
      expect(await answer.json()).toMatchObject({
        id,
        ticket: receipt.ticket,
        description: `Lubang besar nomor ${key} di depan sekolah`,
      });
    }
    const { ticket, accessCode } = journal.accepted.at(-1)!.receipt;
    expect((await get(`/v1/tracking/${ticket}`, { 'x-access-code': accessCode })).status).toBe(200);
    await journal.retryUnclear(system.url, tokens['counter_clerk']!);
    expect(journal.unknown).toEqual([]);
    expect(
      await query(
        `SELECT count(*)::int AS complaints, (SELECT count(*)::int FROM vault.identities) AS identities
          FROM complaints.complaints`,
      ),
    ).toEqual([{ complaints: journal.accepted.length, identities: journal.accepted.length }]);
    // Interrupted work continues: every complaint reaches its office, and the read side is updated.
    await post('/dev/clock', { advance: 'PT0S' });
    expect(await (await get('/v1/complaints/count?status=assigned&office=PUPR', bearer('coordinator'))).json()).toEqual(
      { count: journal.accepted.length },
    );
    const audited = await query(`SELECT subject FROM audit.entries WHERE type = 'complaint.lodged.v1'`);
    expect(audited.map(({ subject }) => subject).sort()).toEqual(journal.accepted.map(({ id }) => id).sort());
    expect(await query('SELECT * FROM audit.gaps')).toEqual([]);
  };

  /** Creates load, and runs `doAway` in the middle of it once enough complaints are accepted. */
  const killUnderLoad = async (killSystem: () => Promise<void>): Promise<void> => {
    const before = journal.accepted.length;
    let over = false;
    const load = journal.load(system.url, tokens['counter_clerk']!, () => over);
    await until(
      async () => journal.accepted.length,
      count => count >= before + enough || system.hasEnded,
    );
    expect(system.hasEnded).toBe(false);
    await killSystem();
    over = true;
    await load;
    expect(await system.ended).toBe('null SIGKILL');
    await until(
      async () => running(known),
      left => left.length === 0,
    );
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-killed-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    await start();
    for (const role of ['counter_clerk', 'coordinator'])
      tokens[role] = (await post('/dev/token', { role })).accessToken;
  });
  afterAll(() => {
    kill(running(known));
    rmSync(home, { recursive: true, force: true });
  });

  test('writes durably by default', async () => {
    const settings = `SELECT name, setting
      FROM pg_settings
      WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')
      ORDER BY name`;
    expect(await query(settings)).toEqual(
      ['fsync', 'full_page_writes', 'synchronous_commit'].map(name => ({ name, setting: 'on' })),
    );
    expect(await query(`SELECT unnest(setconfig) AS setting FROM pg_db_role_setting`)).not.toContainEqual({
      setting: expect.stringMatching(/synchronous_commit|fsync/),
    });
  });

  test('keeps every accepted complaint when all processes are killed under load', async () => {
    await killUnderLoad(async () => kill([system.pid, ...system.descendants]));
    await start();
    await expectAllAccepted();
  });

  test('keeps every accepted complaint when the database is killed first and the rest later', async () => {
    const first = journal.accepted[0]!;
    await killUnderLoad(async () => {
      const [process_, database] = [system.pid, system.descendants];
      kill(database);
      await until(
        async () => journal.unknown.length,
        count => count >= clients || system.hasEnded,
      );
      kill([process_]);
    });
    await start();
    await expectAllAccepted();
    // A retry from before both kills still gets its first response, byte for byte.
    const again = await fetch(`${system.url}/v1/complaints`, {
      method: 'POST',
      body: first.body,
      headers: { 'content-type': 'application/json', 'idempotency-key': first.key, ...bearer('counter_clerk') },
    });
    expect([again.status, again.headers.get('idempotency-replayed'), await again.text()]).toEqual([
      201,
      'true',
      first.text,
    ]);
  });

  test('stops on request with exit code 0 and leaves no process running', async () => {
    const mine = [system.pid, ...system.descendants];
    expect(mine.length).toBeGreaterThan(2);
    system.signal('SIGTERM');
    // The process has ten seconds to stop and exits with 1 if they do not suffice.
    expect(await system.ended).toBe('0 null');
    expect(running(mine)).toEqual([]);
  });
});
