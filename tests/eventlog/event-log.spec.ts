import type { Database } from '@tuntas/database';
import {
  resetConsumer,
  PositionLost,
  type Batch,
  type Delivery,
  type EventLog,
  type Subscription,
} from '@tuntas/eventlog';
import { until } from '../kit/app.js';
import { BareDatabase, Gate, Publisher } from '../kit/bare-database.js';
import { logKinds, onPostgres } from '../kit/event-logs.js';

/** A consumer that records events in the order in which it committed them. */
class Listener {
  readonly consumed: Delivery[] = [];
  readonly attempts: (readonly Delivery[])[] = [];

  constructor(
    private readonly database: Database,
    private readonly meanwhile: (attempt: number) => Promise<void> = async () => undefined,
  ) {}

  readonly handle = async (batch: Batch): Promise<void> => {
    const attempt = this.attempts.push(batch.deliveries);
    await this.database.transaction(async () => {
      await batch.commitOffset(batch.deliveries.at(-1)!.position);
      await this.meanwhile(attempt);
      this.database.afterCommit(() => this.consumed.push(...batch.deliveries));
    });
  };

  /** The consumed sequences per subject, without duplicates. */
  get sequencesBySubject(): Record<string, number[]> {
    return sequencesOf(this.consumed);
  }
  get ids(): string[] {
    return this.consumed.map(({ eventId }) => eventId);
  }
}

const sequenceOf = ({ envelope }: Delivery): number => (JSON.parse(envelope) as { sequence: number }).sequence;
const sequencesOf = (deliveries: readonly Delivery[]): Record<string, number[]> => {
  const sequencesBySubject: Record<string, number[]> = {};
  const first = new Map(deliveries.toReversed().map(delivery => [delivery.eventId, delivery]));
  for (const delivery of deliveries)
    if (first.get(delivery.eventId) === delivery)
      (sequencesBySubject[delivery.subject] ??= []).push(sequenceOf(delivery));
  return sequencesBySubject;
};
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

let bare: BareDatabase;
let publisher: Publisher;
let consumers: Database;
let subscriptions: Subscription[];
beforeEach(async () => {
  bare = await BareDatabase.make();
  publisher = await Publisher.on(bare, { writers: 50 });
  consumers = await bare.openAs('sla', 8);
  subscriptions = [];
});
afterEach(async () => {
  await Promise.all(subscriptions.map(subscription => subscription.close()));
  await bare.drop();
});

const listen = async (log: EventLog, consumer: string, listener: Listener): Promise<Subscription> => {
  const subscription = await log.subscribe(consumer, consumers, listener.handle);
  subscriptions.push(subscription);
  return subscription;
};
const relayed = (...logs: readonly EventLog[]) =>
  until(async () => {
    for (const log of logs) await log.relay();
    return bare.outboxIsEmpty();
  });
const publishedSequences = async (): Promise<Record<string, number[]>> =>
  Object.fromEntries(
    (
      await bare.sql<{ subject: string; sequence: number }>(
        'SELECT subject, sequence::int FROM toy.heads WHERE sequence > 0',
      )
    ).map(({ subject, sequence }) => [subject, upTo(sequence)]),
  );
const hasConsumed = (listener: Listener, published: Record<string, number[]>) =>
  until(async () =>
    Object.entries(published).every(
      ([subject, sequences]) => listener.sequencesBySubject[subject]?.length === sequences.length,
    ),
  );

/**
 * Fifty concurrent writers hold their transactions open and commit in another order than that of their outbox ids.
 * Every fifth writer rolls back. Both relays publish what is visible in between.
 */
const outOfOrder = async (relays: readonly EventLog[]): Promise<void> => {
  for (const [round, step] of [7, 13, 29].entries()) {
    const gates = Array.from({ length: 50 }, () => new Gate());
    let waiting = 0;
    const writers = gates.map((gate, i) =>
      publisher
        .publish(`subject-${(i + 11 * round) % 50}`, 1 + (i % 3), async () => {
          waiting += 1;
          await gate.passed;
          if (i % 5 === round) throw new Error('rolled back');
        })
        .catch((error: unknown) => {
          if ((error as Error).message !== 'rolled back') throw error;
        }),
    );
    await until(async () => waiting === gates.length);
    for (let turn = 1; turn <= gates.length; turn += 1) {
      const next = (turn * step) % gates.length; // coprime, so every gate gets its turn
      gates[next]!.open();
      await writers[next];
      if (turn % 3 === 0) await Promise.all(relays.map(relay => relay.relay()));
    }
  }
};

for (const { name, describeIt, open } of logKinds)
  describeIt(`event log on ${name}`, () => {
    test('delivers every event in order per subject', async () => {
      const log = await open(bare);
      const listener = new Listener(consumers);
      await publisher.publish('a', 3);
      await relayed(log);
      await listen(log, 'first', listener);
      await Promise.all([publisher.publish('b', 2), publisher.publish('a', 2), publisher.publish('c', 4)]);
      await relayed(log);
      await hasConsumed(listener, { a: upTo(5), b: upTo(2), c: upTo(4) });
      expect(listener.sequencesBySubject).toEqual({ a: upTo(5), b: upTo(2), c: upTo(4) });
      for (const subject of ['a', 'b', 'c']) {
        const positions = listener.consumed
          .filter(delivery => delivery.subject === subject)
          .map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].sort((x, y) => x - y));
      }
    });

    test('delivers events unchanged, as they were published', async () => {
      const log = await open(bare);
      await publisher.publish('a');
      const [published] = await bare.sql('SELECT event_id, type, envelope, data FROM eventlog.outbox');
      const listener = new Listener(consumers);
      await listen(log, 'first', listener);
      await relayed(log);
      await hasConsumed(listener, { a: [1] });
      const { eventId, type, envelope, data, subject } = listener.consumed[0]!;
      expect({ event_id: eventId, type, envelope, data, subject }).toEqual({ ...published, subject: 'a' });
    });

    test('delivers a batch again if its handler threw after committing it', async () => {
      const log = await open(bare);
      await publisher.publish('a', 3);
      await relayed(log);
      const listener = new Listener(consumers, async attempt => {
        if (attempt <= 2) throw new Error('not now');
      });
      await listen(log, 'first', listener);
      await hasConsumed(listener, { a: upTo(3) });
      expect(listener.attempts.length).toBeGreaterThanOrEqual(3);
      for (const attempt of listener.attempts.slice(0, 3)) expect(sequencesOf(attempt)).toEqual({ a: upTo(3) });
      expect(listener.sequencesBySubject).toEqual({ a: upTo(3) });
    });

    test('continues behind the offset that a handler committed before it threw', async () => {
      const log = await open(bare);
      await publisher.publish('a', 3);
      await relayed(log);
      const consumed: number[][] = [];
      subscriptions.push(
        await log.subscribe('first', consumers, async batch => {
          consumed.push(batch.deliveries.map(sequenceOf));
          await consumers.transaction(() => batch.commitOffset(batch.deliveries[0]!.position));
          if (consumed.length === 1) throw new Error('after the first');
        }),
      );
      await until(async () => consumed.length >= 3);
      expect(consumed).toEqual([[1, 2, 3], [2, 3], [3]]);
    });

    test('delivers every event to every consumer, including one that subscribes late', async () => {
      const log = await open(bare);
      const listeners = upTo(5).map(() => new Listener(consumers));
      for (const [i, listener] of listeners.slice(1).entries()) await listen(log, `consumer-${i}`, listener);
      await publisher.publish('a', 4);
      await publisher.publish('b', 4);
      await relayed(log);
      await listen(log, 'late', listeners[0]!);
      for (const listener of listeners) await hasConsumed(listener, { a: upTo(4), b: upTo(4) });
      for (const listener of listeners) expect(listener.sequencesBySubject).toEqual({ a: upTo(4), b: upTo(4) });
    });

    test('resumes from the committed offset after a restart', async () => {
      const before = new Listener(consumers);
      const first = await open(bare);
      const subscription = await listen(first, 'first', before);
      await publisher.publish('a', 3);
      await relayed(first);
      await hasConsumed(before, { a: upTo(3) });
      await subscription.close();
      await publisher.publish('a', 2);
      await relayed(first);

      const after = new Listener(consumers);
      await listen(await open(bare), 'first', after);
      await until(async () => after.consumed.length > 0);
      expect(after.consumed.map(sequenceOf)).toEqual([4, 5]);
      expect(before.consumed.map(sequenceOf)).toEqual([1, 2, 3]);
    });

    test('reports the lag of each consumer', async () => {
      const log = await open(bare);
      const gate = new Gate();
      const fast = new Listener(consumers);
      await listen(log, 'quick', fast);
      await listen(log, 'slow', new Listener(consumers, () => gate.passed));
      await Promise.all(['a', 'b', 'c'].map(subject => publisher.publish(subject, 2)));
      await relayed(log);
      const lag = async () =>
        Object.fromEntries(
          (await bare.sql('SELECT consumer, behind::int FROM eventlog.lag')).map(({ consumer, behind }) => [
            consumer,
            behind,
          ]),
        );
      await until(async () => (await lag())['quick'] === 0);
      expect(await lag()).toEqual({ quick: 0, slow: 6 });
      gate.open();
      await until(async () => (await lag())['slow'] === 0);
      expect(await log.isReachable()).toBe(true);
    });

    test('delivers every event again to a consumer whose offsets were reset', async () => {
      const log = await open(bare);
      const before = new Listener(consumers);
      const subscription = await listen(log, 'first', before);
      await publisher.publish('a', 3);
      await publisher.publish('b', 2);
      await relayed(log);
      await hasConsumed(before, { a: upTo(3), b: upTo(2) });
      await subscription.close();
      await bare.sql('UPDATE eventlog.positions SET position = 0');
      const after = new Listener(consumers);
      await listen(log, 'first', after);
      await hasConsumed(after, { a: upTo(3), b: upTo(2) });
      expect(after.sequencesBySubject).toEqual({ a: upTo(3), b: upTo(2) });
    });

    test('delivers every event again when a consumer is reset while it is subscribed', async () => {
      await bare.sql('CREATE SCHEMA pages; CREATE TABLE pages.notes (); INSERT INTO pages.notes DEFAULT VALUES');
      const log = await open(bare);
      const listener = new Listener(consumers);
      await listen(log, 'pages', listener);
      await Promise.all([publisher.publish('a', 3), publisher.publish('b', 2)]);
      await relayed(log);
      await hasConsumed(listener, { a: upTo(3), b: upTo(2) });
      expect(await resetConsumer(bare.adminUrl, 'pages')).toBe(5);
      expect(await bare.sql('SELECT FROM pages.notes')).toEqual([]);
      // On Kafka a subscribed consumer reads its offset again when an event arrives.
      await Promise.all([publisher.publish('a'), publisher.publish('b')]);
      await relayed(log);
      await until(async () => listener.consumed.length >= 5 + 7);
      const consumed = (subject: string): number[] =>
        listener.consumed.filter(each => each.subject === subject).map(sequenceOf);
      expect([consumed('a'), consumed('b')]).toEqual([
        [...upTo(3), ...upTo(4)],
        [...upTo(2), ...upTo(3)],
      ]);
    });

    test('does not let a slow consumer delay the others', async () => {
      const log = await open(bare);
      const gate = new Gate();
      const slow: string[] = [];
      subscriptions.push(
        await log.subscribe('slow', consumers, async batch => {
          await gate.passed;
          await consumers.transaction(() => batch.commitOffset(batch.deliveries.at(-1)!.position));
          slow.push(...batch.deliveries.map(({ eventId }) => eventId));
        }),
      );
      const fast = new Listener(consumers);
      await listen(log, 'quick', fast);
      for (let published = 1; published <= 5; published += 1) {
        await publisher.publish('a');
        await relayed(log);
        await hasConsumed(fast, { a: upTo(published) });
      }
      expect(slow).toEqual([]);
      gate.open();
      await until(async () => slow.length === 5);
      expect(slow).toEqual(fast.ids);
    });

    test('closes after the batch in progress and delivers nothing afterwards', async () => {
      const log = await open(bare);
      const gate = new Gate();
      let batches = 0;
      let settled = 0;
      const subscription = await log.subscribe('closing', consumers, async batch => {
        batches += 1;
        await gate.passed;
        await consumers.transaction(() => batch.commitOffset(batch.deliveries.at(-1)!.position));
        settled += batch.deliveries.length;
      });
      const other = new Listener(consumers);
      await listen(log, 'other', other);
      await publisher.publish('a');
      await relayed(log);
      await until(async () => batches === 1);

      let closed = false;
      const closing = Promise.all([subscription.close(), subscription.close()]).then(() => {
        closed = true;
      });
      await publisher.publish('a', 2);
      await relayed(log);
      await hasConsumed(other, { a: upTo(3) });
      expect(closed).toBe(false);
      gate.open();
      await closing;
      await publisher.publish('a', 2);
      await relayed(log);
      await hasConsumed(other, { a: upTo(5) });
      expect({ batches, settled }).toEqual({ batches: 1, settled: 1 });
      await subscription.close();
    });

    test('delivers an event that was committed after a younger event had been delivered', async () => {
      const log = await open(bare);
      const listener = new Listener(consumers);
      await listen(log, 'first', listener);
      const gate = new Gate();
      let appended = false;
      const late = publisher.publish('late', 2, async () => {
        appended = true;
        await gate.passed;
      });
      await until(async () => appended);
      await publisher.publish('early', 2);
      await relayed(log);
      await hasConsumed(listener, { early: upTo(2) });
      gate.open();
      await late;
      await relayed(log);
      await hasConsumed(listener, { late: upTo(2) });
      expect(listener.sequencesBySubject).toEqual({ early: upTo(2), late: upTo(2) });
    });

    test('keeps order and loses nothing with fifty writers that commit out of order and two relays', async () => {
      const relays = [await open(bare), await open(bare)];
      const listener = new Listener(consumers);
      await listen(relays[0]!, 'first', listener);
      await outOfOrder(relays);
      await relayed(...relays);
      const published = await publishedSequences();
      expect(Object.values(published).flat().length).toBeGreaterThan(200);
      await hasConsumed(listener, published);
      expect(listener.sequencesBySubject).toEqual(published);
    });
  });

describe('table event log', () => {
  const positions = async () =>
    (await bare.sql('SELECT position::int FROM eventlog.log ORDER BY position')).map(({ position }) => position);

  test('has one gap-free order without duplicates despite missing outbox ids and competing relays', async () => {
    const relays = [await onPostgres.open(bare), await onPostgres.open(bare)];
    await outOfOrder(relays);
    await Promise.all(relays.map(relay => relayed(relay)));
    const [used] = await bare.sql('SELECT last_value::int AS ids FROM eventlog.outbox_ids');
    const published = Object.values(await publishedSequences()).flat().length;
    expect(used!.ids).toBeGreaterThan(published); // some writers rolled back
    expect(await positions()).toEqual(upTo(published));
  });

  test('rejects the effect of an instance that lost its offset, and never moves an offset back', async () => {
    const log = await onPostgres.open(bare);
    await publisher.publish('a', 3);
    await relayed(log);
    const gate = new Gate();
    const refused: unknown[] = [];
    let arrived = false;
    subscriptions.push(
      await log.subscribe('twice', consumers, async batch => {
        arrived = true;
        await gate.passed;
        await consumers
          .transaction(() => batch.commitOffset(batch.deliveries[0]!.position))
          .catch((error: unknown) => {
            refused.push(error);
            throw error;
          });
      }),
    );
    await until(async () => arrived);
    const faster = new Listener(consumers);
    const subscription = await listen(await onPostgres.open(bare), 'twice', faster);
    await hasConsumed(faster, { a: upTo(3) });
    await subscription.close();
    gate.open();
    await until(async () => refused.length === 1);
    expect(refused[0]).toBeInstanceOf(PositionLost);
    expect(await bare.sql(`SELECT position::int FROM eventlog.positions WHERE consumer = 'twice'`)).toEqual([
      { position: 3 },
    ]);
  });

  test('is written by one leader; after a leader is cut off the next leader publishes the rest', async () => {
    const [first, second] = [await onPostgres.open(bare), await onPostgres.open(bare)];
    await bare.sql(
      `CREATE FUNCTION toy.wait() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END $$`,
    );
    await bare.sql(`CREATE TRIGGER waits BEFORE INSERT ON eventlog.log FOR EACH ROW EXECUTE FUNCTION toy.wait()`);
    const holder = await bare.connection();
    await holder.query('SELECT pg_advisory_lock(1)');
    try {
      await publisher.publish('a', 3);
      const cutOff = expect(first.relay()).rejects.toThrow();
      await until(
        () => bare.waiting('relay'),
        waiting => waiting === 1,
      );
      expect(await second.relay()).toBe(0);
      expect(await bare.cut('relay')).toBe(1);
      await cutOff;
      expect(await positions()).toEqual([]);
    } finally {
      await holder.query('SELECT pg_advisory_unlock(1)');
      holder.release();
    }
    await until(
      () => second.relay(),
      moved => moved === 3,
    ); // a relay that finds another leader tries again after a short delay
    expect(await first.relay()).toBe(0);
    expect(await positions()).toEqual(upTo(3));
  });
});
