import { ensureLogLocation, type EventLog } from '@tuntas/eventlog';
import { until } from '../kit/app.js';
import { BareDatabase, Publisher } from '../kit/bare-database.js';
import { kafkaOf, onKafka, onPostgres } from '../kit/event-logs.js';
import { describeOnKafka } from '../kit/kafka.js';
import { publishedOnKafka } from '../kit/published-events.js';
import { kinds, makeEffects, ToyProcess } from '../kit/toy-consumer.js';

describeOnKafka('migration of the event log from PostgreSQL to Kafka', () => {
  const [, kind] = kinds;
  let bare: BareDatabase;
  let publisher: Publisher;
  beforeEach(async () => {
    bare = await BareDatabase.make();
    publisher = await Publisher.on(bare);
    await makeEffects(bare);
  });
  afterEach(() => bare.drop());

  const relayed = (log: EventLog) =>
    until(async () => {
      await log.relay();
      return bare.outboxIsEmpty();
    });
  const allConsumed = () =>
    until(
      async () =>
        (await bare.sql('SELECT FROM eventlog.lag WHERE consumer = $1 AND behind = 0', [kind.name])).length === 1,
    );
  const effects = async (): Promise<string[]> =>
    (await bare.sql('SELECT subject, sequence FROM toy.effects ORDER BY subject, n')).map(
      row => `${row.subject}#${row.sequence}`,
    );

  test('moves the whole log in order, and no consumer misses or repeats an effect', async () => {
    const table = await onPostgres.open(bare);
    const before = await ToyProcess.start(bare, onPostgres, kind, ({ poison }) => poison.add('bad#1'));
    await publisher.publish('heard', 3);
    await publisher.publish('bad', 1);
    await relayed(table);
    await allConsumed();
    await before.stop();
    await publisher.publish('heard', 2);
    await publisher.publish('bad', 1);
    await relayed(table); // on the log, without a consumer
    await publisher.publish('heard', 1); // not even on the log
    await table.close();
    expect(await effects()).toEqual(['heard#1', 'heard#2', 'heard#3']);

    expect(await ensureLogLocation(bare.adminUrl, 'kafka')).toBe(7);
    expect(await ensureLogLocation(bare.adminUrl, 'kafka')).toBe(0);
    const topic = await onKafka.open(bare);
    await relayed(topic);
    const after = await ToyProcess.start(bare, onKafka, kind);
    await allConsumed();
    await until(async () => {
      await bare.sql('UPDATE eventlog.parked SET retry_at = clock_timestamp()');
      return (await bare.sql('SELECT FROM eventlog.parked')).length === 0;
    });
    await after.stop();
    expect(await effects()).toEqual([
      'bad#1',
      'bad#2',
      'heard#1',
      'heard#2',
      'heard#3',
      'heard#4',
      'heard#5',
      'heard#6',
    ]);
    const published = (await publishedOnKafka(kafkaOf(bare))).toSorted((one, other) =>
      one.subject.localeCompare(other.subject),
    );
    expect(published.map(({ subject, sequence }) => `${subject}#${sequence}`)).toEqual(await effects());
  });

  test('cannot be reversed, because the table would lack the events in Kafka', async () => {
    const topic = await onKafka.open(bare);
    await publisher.publish('a');
    await relayed(topic);
    await expect(ensureLogLocation(bare.adminUrl, 'postgres')).rejects.toThrow(
      /are stored on Kafka: set KAFKA_BROKERS/,
    );
  });
});
