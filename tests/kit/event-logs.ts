import { KafkaEventLog, PostgresEventLog, Wake, type EventLog } from '@tuntas/eventlog';
import type { BareDatabase } from './bare-database.js';
import { describeOnKafka, kafkaBrokers, uniqueTopic } from './kafka.js';

/** A kind of log: how one process opens it on a database. All processes of one database share one topic. */
export interface LogKind {
  readonly name: 'PostgreSQL' | 'Kafka';
  /** Where the kind cannot be had the specs are skipped, and counted as such. */
  readonly describeIt: jest.Describe;
  open(bare: BareDatabase): Promise<EventLog>;
}

export const onPostgres: LogKind = {
  name: 'PostgreSQL', describeIt: describe,
  open: async bare => new PostgresEventLog(await bare.openAs('relay', 2), new Wake(), () => undefined),
};

const topics = new WeakMap<BareDatabase, string>();
export const topicOf = (bare: BareDatabase): string => {
  if (!topics.has(bare)) topics.set(bare, uniqueTopic());
  return topics.get(bare)!;
};
export const partitions = 3;
export const onKafka: LogKind = {
  name: 'Kafka', describeIt: describeOnKafka,
  open: async bare => {
    const log = await KafkaEventLog.open({
      settings: { brokers: kafkaBrokers(), topic: topicOf(bare), partitions, replication: 1, tls: null, sasl: null },
      relayDatabase: await bare.openAs('relay', 3), failed: () => undefined,
    });
    bare.atEnd(() => log.close());
    return log;
  },
};

export const logKinds = [onPostgres, onKafka] as const;
