import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Database } from '@tuntas/database';
import { KafkaEventLog, type Delivery, type KafkaSettings } from '@tuntas/eventlog';
import { until } from '../kit/app.js';
import { BareDatabase, Gate, Publisher } from '../kit/bare-database.js';
import { kafkaOf, openOnKafka } from '../kit/event-logs.js';
import { describeOnKafka, kafkaSettings, OwnBroker } from '../kit/kafka.js';

let bare: BareDatabase;
let publisher: Publisher;
let consumers: Database;
beforeEach(async () => {
  bare = await BareDatabase.make();
  publisher = await Publisher.on(bare);
  consumers = await bare.openAs('sla', 8);
});
afterEach(() => bare.drop());

const asAdmin = async <T>({ brokers }: KafkaSettings, work: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};
const consume = async (
  log: KafkaEventLog,
  consumer = 'first',
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<Delivery[]> => {
  const consumed: Delivery[] = [];
  const subscription = await log.subscribe(consumer, consumers, async batch => {
    await meanwhile();
    await consumers.transaction(async () => {
      await batch.commitOffset(batch.deliveries.at(-1)!.position);
      consumers.afterCommit(() => consumed.push(...batch.deliveries));
    });
  });
  bare.atEnd(() => subscription.close());
  return consumed;
};
const sequencesOf = (consumed: readonly Delivery[], subject: string): number[] => [
  ...new Set(
    consumed
      .filter(delivery => delivery.subject === subject)
      .map(({ envelope }) => (JSON.parse(envelope) as { sequence: number }).sequence),
  ),
];
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
const relayed = (log: KafkaEventLog) =>
  until(async () => {
    await log.relay().catch(() => undefined);
    return bare.outboxIsEmpty();
  });

describeOnKafka('Kafka topic of the event log', () => {
  test('is created with the requested number of partitions and unlimited retention', async () => {
    await openOnKafka(bare, kafkaOf(bare));
    const { topic } = kafkaOf(bare);
    await asAdmin(kafkaOf(bare), async admin => {
      expect((await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!.partitions).toHaveLength(3);
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: 2, name: topic }],
      });
      const set = Object.fromEntries(
        resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]),
      );
      expect(set).toMatchObject({ 'retention.ms': '-1', 'retention.bytes': '-1', 'cleanup.policy': 'delete' });
    });
  });

  const made = (numPartitions: number, configEntries: { name: string; value: string }[]) =>
    asAdmin(kafkaOf(bare), admin =>
      admin.createTopics({ topics: [{ topic: kafkaOf(bare).topic, numPartitions, configEntries }] }),
    );

  test('is refused when its number of partitions differs, because event order depends on it', async () => {
    await made(5, [{ name: 'retention.ms', value: '-1' }]);
    await expect(openOnKafka(bare, kafkaOf(bare))).rejects.toThrow(/has 5 partitions, but KAFKA_PARTITIONS is 3/);
  });

  test('is refused when its retention would delete events', async () => {
    await made(3, [{ name: 'retention.ms', value: '604800000' }]);
    await expect(openOnKafka(bare, kafkaOf(bare))).rejects.toThrow(/does not keep all events: set retention.ms=-1/);
  });

  test('is refused when it lacks events that this database has published', async () => {
    const log = await openOnKafka(bare, kafkaOf(bare));
    await publisher.publish('a', 3);
    await relayed(log);
    await log.close();
    const another = kafkaSettings();
    await expect(openOnKafka(bare, another)).rejects.toThrow(/lacks events that this database has sent/);
    await openOnKafka(bare, kafkaOf(bare)); // the topic of this database is still valid
  });

  test('ignores records of an unknown producer without stopping any consumer', async () => {
    const log = await openOnKafka(bare, kafkaOf(bare));
    const consumed = await consume(log);
    const { brokers, topic } = kafkaOf(bare);
    const producer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    await producer.send({
      topic,
      messages: [
        { key: 'a', value: 'no JSON' },
        { key: null, value: null },
        { key: 'a', value: '{}', headers: { ce_id: 'no uuid', ce_type: 'complaint.lodged.v1' } },
      ],
    });
    await producer.disconnect();
    await publisher.publish('a', 2);
    await relayed(log);
    await until(async () => consumed.length === 5);
    expect(consumed.filter(({ type }) => type === 'complaint.accepted.v1').map(({ subject }) => subject)).toEqual([
      'a',
      'a',
    ]);
    expect(new Set(consumed.map(({ eventId }) => eventId)).size).toBe(5);
  });
});

describeOnKafka('leadership of the relay', () => {
  const leaders = () =>
    bare.sql<{ pid: number }>(
      `SELECT pid
        FROM pg_locks
        JOIN pg_database d ON d.oid = database
        WHERE locktype = 'advisory' AND datname = current_database() AND granted`,
    );

  test('belongs to one process and passes on without loss when its session ends', async () => {
    const [first, second] = [await openOnKafka(bare, kafkaOf(bare)), await openOnKafka(bare, kafkaOf(bare))];
    const consumed = await consume(first);
    await publisher.publish('a', 2);
    await until(async () => (await first.relay()) > 0);
    await publisher.publish('a', 2);
    expect(await second.relay()).toBe(0);
    await bare.sql('SELECT pg_terminate_backend($1)', [(await leaders())[0]!.pid]);
    await until(async () => (await second.relay()) > 0);
    await publisher.publish('a', 2);
    expect(await first.relay()).toBe(0); // it has noticed the loss of the leadership
    await relayed(second);
    await until(async () => sequencesOf(consumed, 'a').length === 6);
    expect(sequencesOf(consumed, 'a')).toEqual(upTo(6));
  });

  test('is taken over from a process that no longer responds', async () => {
    const silent = await bare.openAs('relay');
    const session = await silent.session();
    bare.atEnd(async () => session.end());
    await session.sql(`SELECT pg_advisory_lock(hashtext('tuntas.relay'))`);
    // the timeout that the leader sets; a frozen process sends no ping
    await session.sql(`SELECT set_config('idle_session_timeout', '3000', false)`);
    const log = await openOnKafka(bare, kafkaOf(bare));
    await publisher.publish('a');
    expect(await log.relay()).toBe(0);
    await relayed(log);
    expect(session.isLost()).toBe(true);
  });

  test('is kept while the outbox is idle', async () => {
    const log = await openOnKafka(bare, kafkaOf(bare));
    await publisher.publish('a');
    await relayed(log);
    const [before] = await leaders();
    await until(
      async () =>
        (
          await bare.sql(
            `SELECT FROM pg_stat_activity WHERE pid = $1 AND query_start > backend_start + interval '4 seconds'`,
            [before!.pid],
          )
        ).length === 1,
    );
    expect(await leaders()).toEqual([before]);
  });
});

describeOnKafka('consumer on Kafka', () => {
  test('consumes lost events below the committed offset again, before newer events take effect', async () => {
    const log = await openOnKafka(bare, kafkaOf(bare));
    const gate = new Gate();
    const arrived: number[] = [];
    const consumed = await consume(log, 'first', async () => {
      arrived.push(1);
      if (arrived.length === 2) await gate.passed;
    });
    await publisher.publish('a', 3);
    await relayed(log);
    await until(async () => consumed.length === 3);
    await publisher.publish('a', 1);
    await relayed(log);
    await until(async () => arrived.length === 2);
    await bare.sql('UPDATE eventlog.positions SET position = 0'); // a backup was restored while the process was running
    gate.open();
    await until(async () => consumed.length === 7);
    expect(consumed.map(({ envelope }) => (JSON.parse(envelope) as { sequence: number }).sequence)).toEqual([
      1, 2, 3, 1, 2, 3, 4,
    ]);
  });

  test('shares the partitions between two instances and takes over those of the one that leaves', async () => {
    const log = await openOnKafka(bare, kafkaOf(bare));
    const first = await consume(log);
    const second: Delivery[] = [];
    const subscription = await log.subscribe('first', consumers, async batch => {
      await consumers.transaction(() => batch.commitOffset(batch.deliveries.at(-1)!.position));
      second.push(...batch.deliveries);
    });
    const subjects = upTo(30).map(n => `subject-${n}`);
    await until(async () => {
      for (const subject of subjects) await publisher.publish(subject);
      await relayed(log);
      return first.length > 0 && second.length > 0;
    });
    await subscription.close();
    const before = second.length;
    for (const subject of subjects) await publisher.publish(subject);
    await relayed(log);
    const published = await bare.sql<{ subject: string; sequence: number }>(
      'SELECT subject, sequence::int FROM toy.heads',
    );
    const all = () => [...first, ...second];
    await until(async () =>
      published.every(({ subject, sequence }) => sequencesOf(all(), subject).length === sequence),
    );
    expect(second).toHaveLength(before);
  });
});

describeOnKafka('broker failure', () => {
  let broker: OwnBroker;
  beforeAll(async () => {
    broker = await OwnBroker.start();
  });
  afterAll(() => broker.stop());

  test('does not block commands: events wait in the outbox and arrive in order when the broker is back', async () => {
    const log = await openOnKafka(bare, kafkaSettings(broker.brokers));
    const consumed = await consume(log);
    await publisher.publish('a', 3);
    await relayed(log);
    await until(async () => consumed.length === 3);
    expect(await log.isReachable()).toBe(true);

    await broker.kill();
    await publisher.publish('a', 3);
    await publisher.publish('b', 2);
    await expect(log.relay()).rejects.toThrow();
    expect(await log.isReachable()).toBe(false);
    expect(await bare.outboxIsEmpty()).toBe(false);

    await broker.startAgain();
    await relayed(log);
    await until(async () => sequencesOf(consumed, 'a').length === 6 && sequencesOf(consumed, 'b').length === 2);
    expect(sequencesOf(consumed, 'a')).toEqual(upTo(6));
    expect(await log.isReachable()).toBe(true);
  });

  test('does not prevent a process from starting or stopping', async () => {
    await broker.kill();
    const log = await openOnKafka(bare, kafkaSettings(broker.brokers));
    const consumed = await consume(log);
    const given = await log.subscribe('given-up', consumers, async () => undefined);
    await publisher.publish('a', 2);
    expect(await log.relay()).toBe(0);
    await given.close();
    await broker.startAgain();
    await relayed(log);
    await until(async () => consumed.length === 2);
  });
});
