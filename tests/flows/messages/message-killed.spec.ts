import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { BuiltSystem } from '../../kit/built-system.js';
import { until } from '../../kit/city.js';
import { headerOf, MailServer } from '../../kit/mail-server.js';
import { kill, running } from '../../kit/processes.js';

describe('process that is killed while the mail server responds', () => {
  let home: string;
  let server: MailServer;
  const processes: number[] = [];
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-mail-killed-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    server = await MailServer.start();
  });
  afterAll(async () => {
    kill(running(processes));
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const start = async (): Promise<BuiltSystem> => {
    const system = await BuiltSystem.start({
      TUNTAS_HOME: home,
      LOG_LEVEL: 'info',
      SMTP_URL: `smtp://127.0.0.1:${server.port}`,
      MAIL_FROM: 'Pengaduan Kota <pengaduan@kota.example>',
      SMTP_TLS: 'never',
    });
    processes.push(system.pid, ...system.descendants);
    return system;
  };
  const asSuperuser = async (statement: string) => {
    const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8'));
    const client = new pg.Client({ connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/tuntas` });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };

  test('sends the message once more with the same Message-ID, and then records the delivery', async () => {
    const system = await start();
    const token = async (role: string) =>
      (
        (await (
          await fetch(`${system.url}/dev/token`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ role }),
          })
        ).json()) as { accessToken: string }
      ).accessToken;
    server.beforeAnswer = () => {
      kill([system.pid]);
    };
    const lodged = await fetch(`${system.url}/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token('counter_clerk')}` },
      body: JSON.stringify({
        channel: 'counter',
        counter: 'MPP-03',
        subject: 'Jalan berlubang di depan sekolah',
        description: 'Sudah tiga minggu ada lubang besar di depan sekolah.',
        complainant: { name: 'Siti Rahmah', email: 'siti.rahmah@kota.example' },
      }),
    });
    expect(lodged.status).toBe(201);
    await system.ended;
    const [first] = server.received;
    expect(first).toMatchObject({ to: 'siti.rahmah@kota.example', taken: true });
    server.beforeAnswer = () => undefined;

    const again = await start();
    expect(
      (await asSuperuser(`SELECT status, attempts FROM complaints.messages WHERE id = '${first!.messageId}'`))[0],
    ).toEqual({ status: 'pending', attempts: 1 });
    // three minutes pass, and the lease expires
    await asSuperuser(`UPDATE complaints.messages SET next_attempt_at = now() WHERE status = 'pending'`);
    const row = await until(
      async () =>
        (await asSuperuser(`SELECT status, attempts FROM complaints.messages WHERE id = '${first!.messageId}'`))[0],
      ({ status }) => status !== 'pending',
    );
    expect(row).toEqual({ status: 'delivered', attempts: 2 });
    const copies = server.received.filter(({ messageId }) => messageId === first!.messageId);
    expect(copies).toHaveLength(2);
    expect(new Set(copies.map(({ raw }) => headerOf(raw, 'Message-ID'))).size).toBe(1);

    expect(again.output).toContain(`mail by 127.0.0.1:${server.port}, SMS as files in ${join(home, 'outbox')}`);
    expect(again.output).not.toMatch(/siti\.rahmah/);
    expect(readdirSync(home)).not.toContain('outbox');
  });
});
