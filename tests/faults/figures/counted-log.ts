import { Kafka, logLevel } from 'kafkajs';
import type { Database } from '@tuntas/database';
import {
  EventLog,
  KafkaEventLog,
  PostgresEventLog,
  type Batch,
  type Subscription,
  type LoopNotifier,
} from '@tuntas/eventlog';
import type { BareDatabase } from '../../kit/bare-database.js';

let topics = 0;

/** Wraps the product's log and counts the events that it delivers to consumers. */
export class CountedLog extends EventLog {
  delivered = 0;

  private constructor(
    private readonly log: EventLog,
    readonly topic: { readonly broker: string; readonly name: string } | null,
  ) {
    super();
  }

  /** @param brokers null for the log in PostgreSQL */
  static async open(
    bare: BareDatabase,
    brokers: readonly string[] | null,
    notifier: LoopNotifier,
  ): Promise<CountedLog> {
    if (!brokers)
      return new CountedLog(new PostgresEventLog(await bare.openAs('relay', 2), notifier, () => undefined), null);
    const topic = `figure-${++topics}`;
    const log = await KafkaEventLog.open({
      settings: { brokers, topic, partitions: 3, replication: 1, tls: null, sasl: null },
      relayDatabase: await bare.openAs('relay', 3),
      failed: () => undefined,
    });
    bare.atEnd(() => log.close());
    return new CountedLog(log, { broker: brokers[0]!, name: topic });
  }

  relay(): Promise<number> {
    return this.log.relay();
  }
  isLeader(): boolean {
    return this.log.isLeader();
  }
  isReachable(): Promise<boolean> {
    return this.log.isReachable();
  }
  subscribe(consumer: string, database: Database, handle: (batch: Batch) => Promise<void>): Promise<Subscription> {
    return this.log.subscribe(consumer, database, batch => {
      this.delivered += batch.deliveries.length;
      return handle(batch);
    });
  }

  /** The end position of each partition. */
  async ends(bare: BareDatabase): Promise<readonly { readonly partition: number; readonly end: number }[]> {
    if (!this.topic)
      return await bare.sql('SELECT 0 AS partition, coalesce(max(position), 0)::int AS end FROM eventlog.log');
    const admin = new Kafka({ brokers: [this.topic.broker], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      return (await admin.fetchTopicOffsets(this.topic.name)).map(({ partition, high }) => ({
        partition,
        end: Number(high),
      }));
    } finally {
      await admin.disconnect();
    }
  }
}
