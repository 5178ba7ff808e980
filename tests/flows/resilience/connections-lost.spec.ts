import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pothole, until } from '../../kit/app.js';
import { BuiltSystem } from '../../kit/built-system.js';
import { kill, running } from '../../kit/processes.js';

const clients = 12;
const cuts = 20;

describe('system whose database ends its connections under load', () => {
  let home: string;
  let system: BuiltSystem;
  let processes: number[] = [];
  let admin: pg.Client;
  let token: string;

  const lodge = async (key: string): Promise<{ status: number; retryAfter: string | null }> => {
    const answer = await fetch(`${system.url}/v1/complaints`, {
      method: 'POST',
      body: JSON.stringify({ ...pothole, description: `Lubang besar nomor ${key} di depan sekolah` }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
    });
    await answer.text();
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') };
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-cut-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    system = await BuiltSystem.start({ TUNTAS_HOME: home, LOG_LEVEL: 'silent' });
    processes = [system.pid, ...system.descendants];
    const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8'));
    admin = new pg.Client({ connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/tuntas` });
    await admin.connect();
    const response = await fetch(`${system.url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"role":"counter_clerk"}',
    });
    token = ((await response.json()) as { accessToken: string }).accessToken;
  });
  afterAll(async () => {
    await admin.end();
    // connections opened since then have server processes of their own
    kill(running([...processes, ...system.descendants]));
    rmSync(home, { recursive: true, force: true });
  });

  test('stays up, returns 503 with Retry-After, and applies a retry once', async () => {
    const [answered, open] = [[] as string[], [] as string[]];
    let tries = 0;
    let over = false;
    const load = Promise.all(
      Array.from({ length: clients }, async () => {
        while (!over && !system.hasEnded) {
          const key = `cut-${(tries += 1)}`;
          const { status, retryAfter } = await lodge(key);
          expect([201, 503]).toContain(status);
          if (status === 503) expect(retryAfter).not.toBeNull();
          (status === 201 ? answered : open).push(key);
        }
      }),
    );
    load.catch(() => undefined); // awaited below
    for (let cut = 1; cut <= cuts; cut += 1) {
      const seen = answered.length + open.length;
      await until(
        async () => answered.length + open.length,
        count => count > seen + clients || system.hasEnded,
      );
      expect(system.hasEnded).toBe(false);
      await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'tuntas\\_%'`);
    }
    over = true;
    await load;
    expect(open.length).toBeGreaterThan(0);

    for (const key of open)
      await until(
        () => lodge(key),
        ({ status }) => status === 201,
      );
    const { rows } = await admin.query('SELECT count(*)::int AS n FROM complaints.complaints');
    expect(rows).toEqual([{ n: answered.length + open.length }]);
    expect(running([system.pid])).toEqual([system.pid]);
  });
});
