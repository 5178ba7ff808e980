import { RelayRunner, LoopNotifier } from '@tuntas/eventlog';
import { until } from '../kit/app.js';
import { BareDatabase, Gate, Publisher } from '../kit/bare-database.js';
import { recent, publishAgain } from '../faults/nemesis/topic.js';
import { kafkaOf, logKinds, onPostgres } from '../kit/event-logs.js';
import { kinds, makeEffects, ToyProcess, type Kind } from '../kit/toy-consumer.js';

for (const log of logKinds)
  log.describeIt(`on ${log.name}`, () => {
    let bare: BareDatabase;
    let publisher: Publisher;
    let relay: RelayRunner;
    let processes: ToyProcess[];
    let gate: Gate;
    beforeEach(async () => {
      bare = await BareDatabase.make();
      const wake = new LoopNotifier();
      publisher = await Publisher.on(bare, { wake, writers: 20 });
      await makeEffects(bare);
      relay = new RelayRunner(await log.open(bare), wake, () => undefined);
      relay.onApplicationBootstrap();
      processes = [];
      gate = new Gate();
    });
    afterEach(async () => {
      gate.open();
      await Promise.all(processes.map(process => process.stop()));
      await relay.beforeApplicationShutdown();
      await bare.drop();
    });

    const start = async (kind: Kind, prepare?: (process: ToyProcess) => void): Promise<ToyProcess> => {
      const process = await ToyProcess.start(bare, log, kind, prepare);
      processes.push(process);
      return process;
    };
    const relayed = () => until(() => bare.outboxIsEmpty());
    /** Waits until the consumer has processed the whole log. */
    const passed = async ({ name }: Kind): Promise<void> => {
      await relayed();
      await until(
        async () =>
          (await bare.sql('SELECT FROM eventlog.lag WHERE consumer = $1 AND behind = 0', [name])).length === 1,
      );
    };
    const effects = async ({ name }: Kind): Promise<string[]> =>
      (await bare.sql('SELECT subject, sequence FROM toy.effects WHERE consumer = $1 ORDER BY n', [name])).map(
        row => `${row.subject}#${row.sequence}`,
      );
    const effectsOf = async (kind: Kind, subject: string): Promise<string[]> =>
      (await effects(kind)).filter(effect => effect.startsWith(`${subject}#`));
    const parked = async ({
      name,
    }: Kind): Promise<{ what: string; reason: string; attempts: number; resting: boolean; given_up: boolean }[]> =>
      bare.sql(
        `SELECT subject || '#' || (envelope::jsonb->>'sequence') AS what, reason, attempts, retry_at > clock_timestamp() AS resting, retry_at IS NULL AS given_up
     FROM eventlog.parked WHERE consumer = $1 ORDER BY subject, position`,
        [name],
      );
    /**
     * Replays parked events as an operator does after the cause is fixed. It also saves the test the delay between
     * retries.
     */
    const replay = ({ name }: Kind) =>
      bare.sql('UPDATE eventlog.parked SET retry_at = clock_timestamp() WHERE consumer = $1', [name]);
    const untilNoneParked = (kind: Kind) =>
      until(async () => {
        await replay(kind);
        return (await parked(kind)).length === 0;
      });
    const all = (subject: string, last: number): string[] =>
      Array.from({ length: last }, (_, i) => `${subject}#${i + 1}`);

    describe.each(kinds)('consumer of kind $kind', kind => {
      test('applies every event once and in order', async () => {
        await start(kind);
        await Promise.all(['a', 'b', 'c'].map(subject => publisher.publish(subject, 5)));
        await passed(kind);
        for (const subject of ['a', 'b', 'c']) expect(await effectsOf(kind, subject)).toEqual(all(subject, 5));
        expect(await parked(kind)).toEqual([]);
      });

      test('does nothing when every event is delivered a second time', async () => {
        const first = await start(kind);
        await publisher.publish('a', 5);
        await publisher.publish('b', 5);
        await passed(kind);
        const before = await effects(kind);
        expect(before).toHaveLength(10);
        await first.stop();
        await bare.sql('UPDATE eventlog.positions SET position = 0');
        const second = await start(kind);
        await passed(kind);
        expect(await effects(kind)).toEqual(before);
        expect(second.batches.length > 0).toBe(kind.kind === 'projecting'); // the inbox stops the other kinds
        await publisher.publish('a');
        await passed(kind);
        expect(await effectsOf(kind, 'a')).toEqual(all('a', 6));
      });

      if (log.name === 'Kafka')
        test('applies each event once that a batch contains twice', async () => {
          await publisher.publish('a', 3);
          await relayed();
          const { brokers, topic: name } = kafkaOf(bare);
          const topic = { broker: brokers[0]!, name };
          await publishAgain(topic, await recent(topic, 3));
          await start(kind);
          await passed(kind);
          expect(await effects(kind)).toEqual(all('a', 3));
        });

      test('parks a poison event, processes other subjects, and replays its subject in order', async () => {
        await publisher.publish('bad', 4);
        await publisher.publish('good', 4);
        await relayed();
        const process = await start(kind, ({ poison }) => poison.add('bad#2'));
        await passed(kind);
        await publisher.publish('good');
        await publisher.publish('bad');
        await passed(kind);
        expect(await effectsOf(kind, 'good')).toEqual(all('good', 5));
        expect(await effectsOf(kind, 'bad')).toEqual(['bad#1']);
        expect((await parked(kind)).map(({ what }) => what)).toEqual(['bad#2', 'bad#3', 'bad#4', 'bad#5']);

        process.poison.clear();
        await untilNoneParked(kind);
        expect(await effectsOf(kind, 'bad')).toEqual(all('bad', 5));
        await publisher.publish('bad');
        await passed(kind);
        expect(await effectsOf(kind, 'bad')).toEqual(all('bad', 6));
      });

      test('rolls back effect and offset together when its transaction fails', async () => {
        await publisher.publish('a', 2);
        await relayed();
        const seen: { effects: number; position: number }[] = [];
        const process = await start(kind, toy => {
          toy.poison.add('a#2');
          toy.meanwhile = async events => {
            if (!events.some(({ envelope }) => envelope.sequence === 2) || seen.length > 0) return;
            // A second session looks during the transaction: neither effect nor offset is visible.
            const [{ position }] = (await bare.sql<{ position: number }>(
              'SELECT max(position)::int AS position FROM eventlog.positions',
            )) as [{ position: number }];
            seen.push({ effects: (await effects(kind)).filter(effect => effect === 'a#2').length, position });
            gate.open();
          };
        });
        await gate.passed;
        await passed(kind);
        expect(seen).toEqual([{ effects: 0, position: expect.any(Number) }]);
        expect(seen[0]!.position).toBeLessThan(2);
        expect(await effects(kind)).toEqual(['a#1']);
        expect(await parked(kind)).toEqual([expect.objectContaining({ what: 'a#2', reason: 'Error' })]);
        process.poison.clear();
        await untilNoneParked(kind);
        expect(await effects(kind)).toEqual(all('a', 2));
      });

      test('applies each event once when its connection is lost in the middle', async () => {
        await publisher.publish('a', 3);
        await relayed();
        let cuts = 0;
        await start(kind, toy => {
          toy.meanwhile = async () => {
            if (cuts === 0) cuts += await bare.cut(kind.name);
          };
        });
        await passed(kind);
        await untilNoneParked(kind);
        expect(cuts).toBeGreaterThan(0);
        expect(await effects(kind)).toEqual(all('a', 3));
      });

      test('parks only the events that it cannot decode', async () => {
        await publisher.publish('a');
        const undecodable = (n: number, type: string, data: string) =>
          bare.sql(
            `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
         SELECT id, 'complaints', subject, 1, $2, json_build_object('id', id, 'type', $2::text, 'source', 'complaints', 'subject', subject, 'time', '2026-03-17T01:00:00.000Z', 'sequence', 1)::text, $3
         FROM (SELECT gen_random_uuid() AS id, 'broken-' || $1 AS subject) AS event`,
            [n, type, data],
          );
        await undecodable(1, 'complaint.accepted.v1', '[]');
        await undecodable(2, 'complaint.accepted.v1', '{"cycle":');
        await undecodable(3, 'complaint.accepted.v1', '{"cycle":1,"texts":[]}');
        await undecodable(4, 'complaint.unheard-of.v9', '[]'); // the relay does not publish it
        await start(kind);
        await publisher.publish('b');
        await passed(kind);
        expect(await effects(kind)).toEqual(expect.arrayContaining(['a#1', 'b#1']));
        expect((await parked(kind)).map(({ what }) => what)).toEqual(['broken-1#1', 'broken-2#1', 'broken-3#1']);
        expect(await effects(kind)).toHaveLength(2);
      });

      test('backs off longer after each failure, gives up at last, and processes a replay in order', async () => {
        const process = await start(kind, ({ poison }) => poison.add('a#1'));
        await publisher.publish('a', 3);
        await publisher.publish('b');
        await passed(kind);
        let tried = 0;
        for (;;) {
          await replay(kind);
          const [first] = await until(
            () => parked(kind),
            ([now]) => now!.attempts > tried || now!.given_up,
          );
          if (first!.given_up) break;
          tried = first!.attempts;
          if (tried === 12) {
            const [{ rest }] = (await bare.sql(
              `SELECT extract(epoch FROM max(retry_at) - clock_timestamp()) AS rest
                FROM eventlog.parked
                WHERE attempts > 0`,
            )) as [{ rest: number }];
            expect(Number(rest)).toBeGreaterThan(20); // the first delay is 0.1 s
          }
        }
        expect(tried).toBeGreaterThan(12);
        expect((await parked(kind)).map(({ what, given_up: givenUp }) => [what, givenUp])).toEqual([
          ['a#1', true],
          ['a#2', false],
          ['a#3', false],
        ]);
        expect(await effects(kind)).toEqual(['b#1']);

        process.poison.clear();
        await replay(kind);
        await until(async () => (await parked(kind)).length === 0);
        expect(await effectsOf(kind, 'a')).toEqual(all('a', 3));
      });

      test('resumes parked events after a restart', async () => {
        const first = await start(kind, ({ poison }) => poison.add('a#1'));
        await publisher.publish('a', 2);
        await passed(kind);
        await first.stop();
        await start(kind);
        await untilNoneParked(kind);
        expect(await effects(kind)).toEqual(all('a', 2));
      });

      test('applies each event once and in order when three instances run', async () => {
        await Promise.all([start(kind), start(kind), start(kind)]);
        const subjects = Array.from({ length: 20 }, (_, i) => `subject-${i}`);
        for (let round = 0; round < 5; round += 1)
          await Promise.all(subjects.map(subject => publisher.publish(subject, 3)));
        await passed(kind);
        await untilNoneParked(kind);
        expect(await effects(kind)).toHaveLength(subjects.length * 15);
        for (const subject of subjects) expect(await effectsOf(kind, subject)).toEqual(all(subject, 15));
      });
    });

    describe('consumer that decides', () => {
      const [kind] = kinds;

      test('parks the events of a locked complaint and delays no other complaint', async () => {
        await publisher.publish('held');
        await publisher.publish('free');
        const holder = await bare.connection();
        try {
          await holder.query('BEGIN');
          await holder.query(`SELECT FROM toy.heads WHERE subject = 'held' FOR UPDATE`);
          await start(kind);
          await passed(kind); // while the lock is held
          await publisher.publish('free', 3);
          await passed(kind);
          expect(await effects(kind)).toEqual(all('free', 4));
          expect(await parked(kind)).toEqual([
            expect.objectContaining({ what: 'held#1', reason: expect.stringContaining('55P03') }),
          ]);
        } finally {
          await holder.query('ROLLBACK');
          holder.release();
        }
        await untilNoneParked(kind);
        expect(await effectsOf(kind, 'held')).toEqual(['held#1']);
      });

      test('stops after the event in progress; the next process continues behind it', async () => {
        await publisher.publish('a', 50);
        await relayed();
        let inside = 0;
        const first = await start(kind, toy => {
          toy.meanwhile = async () => {
            inside += 1;
            await gate.passed;
          };
        });
        await until(async () => inside === 1);
        const stopped = first.stop();
        gate.open();
        await stopped;
        expect(await effects(kind)).toEqual(all('a', 1));
        await start(kind);
        await passed(kind);
        expect(await effects(kind)).toEqual(all('a', 50));
      });

      test('decides on one subject while it waits for another', async () => {
        await publisher.publish('slow', 2);
        await publisher.publish('quick', 2);
        await relayed();
        await start(kind, toy => {
          toy.meanwhile = async ([event]) => {
            if (event!.envelope.subject === 'slow') await gate.passed;
          };
        });
        await until(async () => (await effectsOf(kind, 'quick')).length === 2);
        expect(await effectsOf(kind, 'slow')).toEqual([]);
        gate.open();
        await passed(kind);
        expect(await effectsOf(kind, 'slow')).toEqual(all('slow', 2));
        expect(await parked(kind)).toEqual([]);
      });

      test('uses one transaction per event', async () => {
        await publisher.publish('a', 3);
        await publisher.publish('b', 2);
        await relayed();
        const process = await start(kind);
        await passed(kind);
        expect(process.batches).toEqual([1, 1, 1, 1, 1]);
      });
    });

    if (log === onPostgres) {
      describe.each(kinds)('consumer of kind $kind on the table log', kind => {
        test('applies each event once when two instances run: the second loses its offset', async () => {
          await publisher.publish('a', 3);
          await relayed();
          let inside = 0;
          const wait = (toy: ToyProcess) => {
            toy.meanwhile = async () => {
              inside += 1;
              await gate.passed;
            };
          };
          await start(kind, wait);
          await until(async () => inside === 1);
          await start(kind, wait);
          await until(
            () => bare.waiting(kind.name),
            waiting => waiting > 0,
          );
          expect(inside).toBe(1);
          gate.open();
          await passed(kind);
          await untilNoneParked(kind);
          expect(await effects(kind)).toEqual(all('a', 3));
        });
      });

      describe('consumer that reconciles', () => {
        const [, kind] = kinds;

        test('writes once per batch, and once per event after a failure', async () => {
          await publisher.publish('good', 4);
          await publisher.publish('bad');
          await relayed();
          const process = await start(kind, ({ poison }) => poison.add('bad#1'));
          await passed(kind);
          expect(process.batches.slice(0, 6)).toEqual([5, 1, 1, 1, 1, 1]);
          expect(await effects(kind)).toEqual(all('good', 4));
          process.poison.clear();
          await untilNoneParked(kind);
          await process.stop();
          await publisher.publish('good', 3);
          await publisher.publish('bad', 3);
          await relayed();
          const next = await start(kind);
          await passed(kind);
          expect(next.batches).toEqual([6]);
        });
      });
    }
  });
