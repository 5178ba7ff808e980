import { KafkaEventLog, PostgresEventLog, LoopNotifier, type EventLog, type KafkaSettings } from '@tuntas/eventlog';
import type { BareDatabase } from './bare-database.js';
import { describeOnKafka, kafkaSettings } from './kafka.js';

/** An implementation of the event log; the same specs run on each. */
export interface LogKind {
  readonly name: 'PostgreSQL' | 'Kafka';
  /** Skips the specs if the log is not available. */
  readonly describeIt: jest.Describe;
  /** The Kafka settings for a whole system; null for PostgreSQL. */
  settings(): KafkaSettings | null;
  /** Opens the log as one process does; all processes on one database share one log. */
  open(bare: BareDatabase): Promise<EventLog>;
}

export const onPostgres: LogKind = {
  name: 'PostgreSQL',
  describeIt: describe,
  settings: () => null,
  open: async bare => new PostgresEventLog(await bare.openAs('relay', 2), new LoopNotifier(), () => undefined),
};

const settingsOf = new WeakMap<BareDatabase, KafkaSettings>();
/** The Kafka settings, with their topic, of the processes on this database. */
export const kafkaOf = (bare: BareDatabase): KafkaSettings => {
  if (!settingsOf.has(bare)) settingsOf.set(bare, kafkaSettings());
  return settingsOf.get(bare)!;
};
export const openOnKafka = async (bare: BareDatabase, settings: KafkaSettings): Promise<KafkaEventLog> => {
  const log = await KafkaEventLog.open({
    settings,
    relayDatabase: await bare.openAs('relay', 3),
    failed: () => undefined,
  });
  bare.atEnd(() => log.close());
  return log;
};
export const onKafka: LogKind = {
  name: 'Kafka',
  describeIt: describeOnKafka,
  settings: kafkaSettings,
  open: bare => openOnKafka(bare, kafkaOf(bare)),
};

export const logKinds = [onPostgres, onKafka] as const;
