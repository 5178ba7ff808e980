import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { IntakeModule } from '@tuntas/intake';
import type { DeliverySettings, IntakeSettings } from '@tuntas/intake/settings';
import { createProcess, startService } from '@tuntas/platform';
import { MessageQueue } from '../../../apps/intake/src/use-cases/message-ports.js';
import { TestApp, testSettings, testSecrets, until } from '../../kit/app.js';
import { headerOf, MailServer, textOf } from '../../kit/mail-server.js';
import { insertMessage, messageRow, printedReplacementOf, type DecidedMessage } from '../../kit/messages.js';

const attempts = 4;
const fast: DeliverySettings = {
  attempts,
  firstRetryMs: 20,
  longestRetryMs: 60,
  leaseMs: 60_000,
  connectMs: 20_000,
  deadlineMs: 20_000,
  graceMs: 100,
  pollMs: 20,
  atOnce: 4,
};
const by = (server: MailServer, more: Partial<DeliverySettings> = {}): Partial<IntakeSettings> => ({
  mail: { host: '127.0.0.1', port: server.port, tls: 'never', caFile: null, login: null },
  mailFrom: { name: 'Pengaduan Kota', address: 'pengaduan@kota.example' },
  delivery: { ...fast, ...more },
});

let people = 0;
/** A complaint of a citizen with a unique email address. */
const complaintOf = async (
  city: TestApp,
  person: object = {},
): Promise<{ id: string; ticket: string; address: string }> => {
  const address = `warga${(people += 1)}@kota.example`;
  const { id, ticket } = await city.lodge({
    complainant: { name: 'Siti Rahmah', phone: '+62 812-3456-7890', email: address, ...person },
  });
  return { id, ticket, address };
};
const decidedAtOf = async (city: TestApp, id: string): Promise<string> =>
  (await city.sql<{ at: string }>('SELECT decided_at::text AS at FROM complaints.complaints WHERE id = $1', [id]))[0]!
    .at;
const settled = (city: TestApp, id: string) =>
  until(
    () => messageRow(city, id),
    row => row.status !== 'pending',
  );

/** The UTC date of a UUIDv7, which names the folder of the message. */
const dayOf = (id: string): string =>
  new Date(Number(`0x${id.slice(0, 8)}${id.slice(9, 13)}`)).toISOString().slice(0, 10);
const fileOf = (city: TestApp, id: string, extension: 'eml' | 'sms.json'): string =>
  join(city.outbox, dayOf(id), `${id}.${extension}`);

describe('message to a citizen', () => {
  describe('without a mail server', () => {
    let city: TestApp;
    beforeAll(async () => {
      city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00', config: { delivery: fast } });
    });
    afterAll(() => city.stop());

    test('is written to the outbox folder as a complete file that no other user can read', async () => {
      const { id: complaintId, ticket, address } = await complaintOf(city);
      const [mail, sms] = [
        await insertMessage(city, complaintId, { language: 'en' }),
        await insertMessage(city, complaintId, { channel: 'sms' }),
      ];
      expect(await settled(city, mail)).toMatchObject({
        status: 'delivered',
        attempts: 1,
        problem: null,
        settled_at: expect.any(Date),
      });
      await settled(city, sms);

      const raw = readFileSync(fileOf(city, mail, 'eml'), 'utf8');
      expect([headerOf(raw, 'To'), headerOf(raw, 'Subject')]).toEqual([
        address,
        `We received your objection (${ticket})`,
      ]);
      expect(textOf(raw)).toContain('Dinas Pekerjaan Umum dan Penataan Ruang');
      const { text, ...rest } = JSON.parse(readFileSync(fileOf(city, sms, 'sms.json'), 'utf8'));
      expect(rest).toEqual({ id: sms, to: '+6281234567890', language: 'id' });
      expect(text).toContain(ticket);

      expect(statSync(city.outbox).mode & 0o777).toBe(0o700);
      for (const file of [fileOf(city, mail, 'eml'), fileOf(city, sms, 'sms.json')]) {
        expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
        expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
      }
    });

    test('is sent after the act that causes it and names its deadlines', async () => {
      const { id, receipt } = await city.lodge({
        category: null,
        complainant: { name: 'Siti Rahmah', email: 'siti.rahmah@kota.example' },
      });
      const [message] = await until(
        () =>
          city.sql<{ id: string }>(
            `SELECT id
              FROM complaints.messages
              WHERE complaint_id = $1 AND template = 'received' AND status = 'delivered'`,
            [id],
          ),
        rows => rows.length > 0,
      );
      const raw = readFileSync(fileOf(city, message!.id, 'eml'), 'utf8');
      expect(headerOf(raw, 'To')).toBe('siti.rahmah@kota.example');
      const { dueAt } = (await city.complaint(id)).clocks.find(({ name }) => name === 'verification')!;
      const day = new Date(Date.parse(dueAt!) + 8 * 3_600_000).getUTCDate();
      expect(textOf(raw)).toMatch(new RegExp(`memeriksanya paling lambat \\w+, ${day} \\w+ 2026`));
      expect(raw).not.toContain(receipt.accessCode);
    });

    test('names the date of the clock at the time of the decision, and waits until sla has computed it', async () => {
      const { id } = await complaintOf(city);
      await city.settle();
      const facts = { office: 'PUPR', isNowComplete: false, clock: 'first_response' };
      const decidedAt = await decidedAtOf(city, id);
      const dated = await insertMessage(city, id, { template: 'assigned', facts, decidedAt });
      await settled(city, dated);
      const { dueAt } = (await city.complaint(id)).clocks.find(({ name }) => name === 'first_response')!;
      const day = new Date(Date.parse(dueAt!) + 8 * 3_600_000).getUTCDate();
      expect(textOf(readFileSync(fileOf(city, dated, 'eml'), 'utf8'))).toMatch(
        new RegExp(`paling lambat \\w+, ${day} \\w+ 2026`),
      );

      const early = await insertMessage(city, id, { template: 'assigned', facts, decidedAt: '2026-03-20T00:00:00Z' });
      const plain = await insertMessage(city, id);
      await settled(city, plain);
      expect(await messageRow(city, early)).toMatchObject({ status: 'pending', attempts: 0 });
      await city.sql(
        `UPDATE complaints.messages SET next_attempt_at = next_attempt_at - interval '2 minutes' WHERE id = $1`,
        [early],
      );
      await settled(city, early);
    });

    test('names the earlier of the two instants at which a decision is owed', async () => {
      const { id } = await city.lodge({
        classification: 'supervisory_complaint',
        complainant: { name: 'Siti Rahmah', email: 'siti@kota.example' },
      });
      await city.settle();
      const decidedAt = await decidedAtOf(city, id);
      const message = await insertMessage(city, id, {
        template: 'complete',
        facts: { clock: 'resolution', cycle: 1 },
        decidedAt,
      });
      await settled(city, message);
      const { clocks } = await city.complaint(id);
      const [decision, resolution] = ['decision', 'resolution'].map(clock =>
        Date.parse(clocks.find(({ name }) => name === clock)!.dueAt!),
      );
      expect(decision).toBeLessThan(resolution!);
      const day = new Date(decision! + 8 * 3_600_000 - 1);
      expect(textOf(readFileSync(fileOf(city, message, 'eml'), 'utf8'))).toMatch(
        new RegExp(`paling lambat \\w+, ${day.getUTCDate()} \\w+ 2026 pukul 24\\.00 WITA`),
      );
    });

    test('fails without a print copy for an unknown person, and is printed without an address', async () => {
      const { id: forgotten } = await complaintOf(city);
      await city.sql(
        `DELETE FROM vault.identities
          WHERE complainant_ref = (SELECT complainant_ref FROM complaints.complaints WHERE id = $1)`,
        [forgotten],
      );
      const toNobody = await insertMessage(city, forgotten, { channel: 'sms' });
      expect(await settled(city, toNobody)).toMatchObject({
        status: 'failed',
        problem: 'person.forgotten',
        attempts: 1,
      });
      expect(await printedReplacementOf(city, toNobody)).toBeUndefined();

      const { id: unreachable } = await complaintOf(city, { email: null });
      const toNowhere = await insertMessage(city, unreachable);
      expect(await settled(city, toNowhere)).toMatchObject({ status: 'failed', problem: 'address.missing' });
      expect(await printedReplacementOf(city, toNowhere)).toMatchObject({
        channel: 'print',
        status: 'pending',
        counter: 'MPP-03',
      });
    });
  });

  test('is recorded as not delivered while the outbox folder is not writable, and is sent afterwards', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuntas-blocked-'));
    const inTheWay = join(folder, 'volume');
    writeFileSync(inTheWay, 'no folder');
    const city = await TestApp.start({
      config: { delivery: { ...fast, attempts: 999 }, outbox: join(inTheWay, 'outbox') },
    });
    try {
      const message = await insertMessage(city, (await complaintOf(city)).id, { channel: 'sms' });
      expect(
        await until(
          () => messageRow(city, message),
          ({ attempts: tried }) => tried > 1,
        ),
      ).toMatchObject({ status: 'pending', problem: 'outbox.unwritable' });
      rmSync(inTheWay);
      expect(await settled(city, message)).toMatchObject({ status: 'delivered', problem: null });
      expect(readdirSync(join(inTheWay, 'outbox', dayOf(message)))).toContain(`${message}.sms.json`);
    } finally {
      await city.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  describe('with a mail server', () => {
    let server: MailServer;
    let city: TestApp;
    beforeAll(async () => {
      server = await MailServer.start();
      city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00', config: by(server) });
    });
    afterEach(() => {
      server.setDefaultBehaviour('takes');
    });
    afterAll(async () => {
      await city.stop();
      await server.stop();
    });
    const decided = async (more: DecidedMessage = {}) => {
      const complaint = await complaintOf(city);
      return { ...complaint, decide: () => insertMessage(city, complaint.id, more) };
    };

    test('arrives once', async () => {
      const { address, decide } = await decided();
      const message = await decide();
      expect(await settled(city, message)).toMatchObject({ status: 'delivered', attempts: 1 });
      expect(server.acceptedFor(message).map(({ to }) => to)).toEqual([address]);
    });

    test('is given up when the address is refused, and a copy waits at the counter of the lodging', async () => {
      const { address, decide } = await decided();
      server.setBehaviour(address, 'refuses the address');
      const message = await decide();
      const row = await settled(city, message);
      expect(row).toMatchObject({
        status: 'failed',
        problem: 'recipient.refused',
        attempts: 1,
        settled_at: expect.any(Date),
      });
      const { template, facts, language, decided_at } = row;
      expect(await printedReplacementOf(city, message)).toMatchObject({
        channel: 'print',
        counter: 'MPP-03',
        status: 'pending',
        attempts: 0,
        template,
        facts,
        language,
        decided_at,
      });
    });

    test('is retried with the same Message-ID while the server is busy', async () => {
      const { address, decide } = await decided();
      server.setBehaviour(address, 'is busy');
      const message = await decide();
      await until(
        () => messageRow(city, message),
        ({ problem }) => problem === 'server.busy',
      );
      server.setBehaviour(address, 'takes');
      expect(await settled(city, message)).toMatchObject({ status: 'delivered', problem: null });
      expect(server.acceptedFor(message)).toHaveLength(1);
      expect(server.attempts.get(address)).toBeGreaterThan(1);
    });

    test.each([
      ['is busy', 'server.busy'],
      ['hangs up after the text', 'server.disconnected'],
      ['refuses us', 'server.refused'],
    ] as const)(
      'is given up after the maximum number of attempts when the server always %s, and is printed',
      async (manner, problem) => {
        const { address, decide } = await decided();
        server.setBehaviour(address, manner);
        const message = await decide();
        expect(await settled(city, message)).toMatchObject({ status: 'failed', problem, attempts });
        expect(await printedReplacementOf(city, message)).toMatchObject({ channel: 'print', status: 'pending' });
        expect(
          new Set(
            server.received
              .filter(({ to, messageId }) => to === address && messageId === message)
              .map(({ messageId }) => messageId),
          ).size,
        ).toBe(manner === 'hangs up after the text' ? 1 : 0);
      },
    );

    test('is not sent again when the server dies after it has accepted the message', async () => {
      const { address, decide } = await decided();
      server.setBehaviour(address, 'takes and dies');
      const message = await decide();
      expect(await settled(city, message)).toMatchObject({ status: 'delivered', attempts: 1 });
      expect(server.acceptedFor(message)).toHaveLength(1);
    });

    test('does not delay other messages or SMS when the server hangs', async () => {
      const hung = await decided();
      server.setBehaviour(hung.address, 'says nothing');
      const waiting = await hung.decide();
      await until(async () => server.attempts.get(hung.address) ?? 0);
      const others = await Promise.all([decided(), decided(), decided({ channel: 'sms' })]);
      for (const message of await Promise.all(others.map(({ decide }) => decide())))
        expect(await settled(city, message)).toMatchObject({ status: 'delivered' });
      expect(await messageRow(city, waiting)).toMatchObject({ status: 'pending', attempts: 1 });
    });

    test('is sent again with the same Message-ID when the delivery could not be recorded', async () => {
      const { decide } = await decided({ template: 'reopened' });
      await city.sql('CREATE SEQUENCE complaints.lost'); // a value that a sequence has given out is not rolled back
      await city.sql(
        `CREATE FUNCTION complaints.lose() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
          AS $$ BEGIN PERFORM nextval('complaints.lost'); RAISE EXCEPTION 'lost'; END $$`,
      );
      await city.sql(
        `CREATE TRIGGER lose BEFORE UPDATE OF status ON complaints.messages
          FOR EACH ROW WHEN (NEW.template = 'reopened') EXECUTE FUNCTION complaints.lose()`,
      );
      const message = await decide();
      await until(async () => (await city.sql('SELECT is_called FROM complaints.lost'))[0]!.is_called);
      await city.sql('DROP FUNCTION complaints.lose CASCADE');
      expect(await messageRow(city, message)).toMatchObject({ status: 'pending', attempts: 1 });
      // the lease expires
      await city.sql('UPDATE complaints.messages SET next_attempt_at = now() WHERE id = $1', [message]);
      expect(await settled(city, message)).toMatchObject({ status: 'delivered', attempts: 2 });
      expect(server.acceptedFor(message)).toHaveLength(2);
    });

    test('is counted while it waits and when it is given up', async () => {
      const queue = city.app.get(MessageQueue, { strict: false });
      const counts = async (): Promise<Record<string, number>> =>
        Object.fromEntries(
          (await queue.waiting()).map(({ channel, status, count }) => [`${channel} ${status}`, count]),
        );
      expect(Object.keys(await counts()).sort()).toEqual([
        'email failed',
        'email pending',
        'print failed',
        'print pending',
        'sms failed',
        'sms pending',
      ]);
      const { 'email failed': before } = await counts();
      const { address, decide } = await decided();
      server.setBehaviour(address, 'refuses the text');
      await settled(city, await decide());
      const recounted = async () =>
        Object.fromEntries(
          (
            await city.sql(
              `SELECT channel || ' ' || status AS key, count(*) AS count
                FROM complaints.messages
                WHERE status IN ('pending', 'failed')
                GROUP BY 1`,
            )
          ).map(({ key, count }) => [key, Number(count)]),
        );
      const agrees = await until(
        async () => ({ counted: await counts(), recounted: await recounted() }),
        seen => Object.entries(seen.counted).every(([key, count]) => count === (seen.recounted[key] ?? 0)),
      );
      expect(agrees.counted['email failed']).toBeGreaterThan(before!);
    });

    test('is sent by one of several processes', async () => {
      const second = await createProcess({
        name: 'second',
        modules: [IntakeModule],
        ...testSettings(by(server)),
        secrets: testSecrets(),
        database: { adminUrl: city.adminUrl },
      });
      try {
        await startService(second);
        const complaints = await Promise.all(Array.from({ length: 10 }, () => decided()));
        const messages = await Promise.all(complaints.flatMap(({ decide }) => Array.from({ length: 6 }, decide)));
        for (const message of messages)
          expect(await settled(city, message)).toMatchObject({ status: 'delivered', attempts: 1 });
        for (const message of messages) expect(server.acceptedFor(message)).toHaveLength(1);
      } finally {
        await second.close();
      }
    });
  });

  test('is retried without loss when the server hangs on every message, and does not prevent shutdown', async () => {
    const server = await MailServer.start();
    server.setDefaultBehaviour('says nothing');
    const city = await TestApp.start({ config: by(server, { connectMs: 300, deadlineMs: 2_000, attempts: 999 }) });
    try {
      const messages = await Promise.all(
        Array.from({ length: 6 }, async () => insertMessage(city, (await complaintOf(city)).id)),
      );
      for (const message of messages)
        await until(
          () => messageRow(city, message),
          ({ problem }) => problem === 'server.silent',
        );
      server.setDefaultBehaviour('takes');
      for (const message of messages) expect(await settled(city, message)).toMatchObject({ status: 'delivered' });
      server.setDefaultBehaviour('says nothing');
      await insertMessage(city, (await complaintOf(city)).id);
    } finally {
      await city.stop();
      await server.stop();
    }
  });
});
