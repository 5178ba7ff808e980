import type { Database } from '@tuntas/database';
import type { Batch, EventLog, Subscription } from '@tuntas/eventlog';
import { until } from '../kit/app.js';
import { BareDatabase, Publisher } from '../kit/bare-database.js';
import { logKinds } from '../kit/event-logs.js';

let bare: BareDatabase;
let publisher: Publisher;
let consumers: Database;
let subscription: Subscription | undefined;
beforeEach(async () => {
  bare = await BareDatabase.make();
  publisher = await Publisher.on(bare);
  consumers = await bare.openAs('sla');
});
afterEach(async () => {
  await subscription?.close();
  await bare.drop();
});

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
/** @returns the consumed sequences per subject; the lists grow */
const listen = async (log: EventLog): Promise<Record<string, number[]>> => {
  const sequencesBySubject: Record<string, number[]> = {};
  subscription = await log.subscribe('first', consumers, async ({ deliveries, commitOffset }: Batch) => {
    await consumers.transaction(() => commitOffset(deliveries.at(-1)!.position));
    for (const { subject, envelope } of deliveries)
      (sequencesBySubject[subject] ??= []).push((JSON.parse(envelope) as { sequence: number }).sequence);
  });
  return sequencesBySubject;
};
const relayed = (log: EventLog) =>
  until(async () => {
    await log.relay();
    return bare.outboxIsEmpty();
  });
const hasConsumed = (sequencesBySubject: Record<string, number[]>, expected: Record<string, number[]>) =>
  until(async () =>
    Object.entries(expected).every(([subject, sequences]) => sequencesBySubject[subject]?.length === sequences.length),
  );

/** Inserts an outbox row as a superuser can, without the product. By default the row is a valid event. */
const insertOutboxRow = async (row: {
  subject: string;
  sequence: number;
  source?: string;
  type?: string;
  envelope?: string;
  data?: string;
}): Promise<string> => {
  const {
    subject,
    sequence,
    source = 'complaints',
    type = 'complaint.accepted.v1',
    data = '{"cycle":1,"texts":[],"office":"PUPR"}',
  } = row;
  const [{ id }] = (await bare.sql('SELECT gen_random_uuid() AS id')) as [{ id: string }];
  const envelope =
    row.envelope ??
    JSON.stringify({ specversion: '1.0', id, type, source, subject, time: '2026-03-17T01:00:00.000Z', sequence });
  await bare.sql(
    `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, source, subject, sequence, type, envelope, data],
  );
  return id;
};
const rejected = async (): Promise<string[]> =>
  (
    await bare.sql('SELECT left(subject, 20) AS subject, sequence, reason FROM eventlog.outbox_rejected ORDER BY id')
  ).map(row => `${row.subject}#${row.sequence} ${row.reason}`);

for (const { name, describeIt, open } of logKinds)
  describeIt(`event that the relay must not publish on ${name}`, () => {
    test('is set aside while all other events continue in order', async () => {
      const log = await open(bare);
      const sequencesBySubject = await listen(log);
      await publisher.publish('a', 2);
      await relayed(log);
      await insertOutboxRow({ subject: 'a', sequence: 2 });
      await insertOutboxRow({ subject: 'a', sequence: 1_000 });
      await insertOutboxRow({ subject: 'b', sequence: 0 });
      await insertOutboxRow({ subject: 'b', sequence: -1 });
      await insertOutboxRow({ subject: 'c', sequence: 1, envelope: '{"specversion":"1.' });
      await insertOutboxRow({ subject: 'd', sequence: 1, envelope: '[]' });
      await insertOutboxRow({ subject: 'e', sequence: 1, type: 'complaint.bewitched.v1' });
      await insertOutboxRow({ subject: 'f', sequence: 1, source: 'escalation' });
      await insertOutboxRow({
        subject: 'g',
        sequence: 1,
        envelope: JSON.stringify({ id: '1', type: 'clock.breached.v1', source: 'sla', subject: 'g', sequence: 1 }),
      });
      await insertOutboxRow({ subject: 'h', sequence: 1, data: JSON.stringify('x'.repeat(2_000_000)) });
      await insertOutboxRow({ subject: Array.from({ length: 4_000 }, (_, i) => `${i * 7919}`).join('-'), sequence: 1 });
      await insertOutboxRow({ subject: 'i', sequence: 1, envelope: '{"id":"\\u0000","type":"\\u0000"}' });
      for (const subject of ['a', 'b', 'c']) await publisher.publish(subject, 2);
      await relayed(log);
      await hasConsumed(sequencesBySubject, { a: upTo(4), b: upTo(2), c: upTo(2) });
      expect(sequencesBySubject).toEqual({ a: upTo(4), b: upTo(2), c: upTo(2) });
      expect(await rejected()).toEqual([
        'a#2 duplicate',
        'a#1000 gap',
        'b#0 duplicate',
        'b#-1 duplicate',
        'c#1 unreadable_envelope',
        'd#1 unreadable_envelope',
        'e#1 unknown_type',
        'f#1 foreign_source',
        'g#1 foreign_source',
        'h#1 too_large',
        '0-7919-15838-23757-3#1 too_large',
        'i#1 unreadable_envelope',
      ]);
    });

    test('blocks only later events of its own subject until an operator has corrected it', async () => {
      const log = await open(bare);
      const sequencesBySubject = await listen(log);
      await publisher.publish('a', 1);
      await relayed(log);
      await publisher.publish('a', 4);
      const [broken] = await bare.sql(
        `UPDATE eventlog.outbox
          SET envelope = 'x' || envelope
          WHERE subject = 'a' AND sequence = 2
          RETURNING id::text AS id`,
      );
      await publisher.publish('b', 2);
      await relayed(log);
      await hasConsumed(sequencesBySubject, { a: upTo(1), b: upTo(2) });
      expect(await rejected()).toEqual(['a#2 unreadable_envelope', 'a#3 gap', 'a#4 gap', 'a#5 gap']);
      // The statement of docs/operations.md.
      await bare.sql(
        `UPDATE eventlog.outbox_rejected SET envelope = substr(envelope, 2), reason = 'gap' WHERE id = $1`,
        [broken!.id],
      );
      await publisher.publish('a', 1);
      await until(async () => {
        await log.relay();
        return sequencesBySubject['a']?.length === 6;
      });
      expect(sequencesBySubject).toEqual({ a: upTo(6), b: upTo(2) });
      expect(await rejected()).toEqual([]);
    });

    test('can be declared void by an operator, after which later events are published', async () => {
      const log = await open(bare);
      const sequencesBySubject = await listen(log);
      await publisher.publish('a', 3);
      await bare.sql(`UPDATE eventlog.outbox SET envelope = 'lost' WHERE subject = 'a' AND sequence = 1`);
      await relayed(log);
      // The statement of docs/operations.md.
      await bare.sql(`INSERT INTO eventlog.told AS t (source, subject, sequence)
        SELECT source, subject, sequence
        FROM eventlog.outbox_rejected
        WHERE reason = 'unreadable_envelope'
      ON CONFLICT (source, subject) DO UPDATE SET sequence = greatest(t.sequence, excluded.sequence)`);
      await bare.sql(
        `UPDATE eventlog.outbox_rejected
          SET settled_at = clock_timestamp(), settled_how = 'void'
          WHERE reason = 'unreadable_envelope'`,
      );
      await until(async () => {
        await log.relay();
        return sequencesBySubject['a']?.length === 2;
      });
      expect(sequencesBySubject).toEqual({ a: [2, 3] });
      expect(await rejected()).toEqual(['a#1 unreadable_envelope']);
    });
  });
