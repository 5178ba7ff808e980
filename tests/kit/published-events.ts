import { randomBytes } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaSettings } from '@tuntas/eventlog';
import type { City } from './city.js';

/** An event as it is stored in the log. */
export interface PublishedEvent {
  readonly source: string;
  readonly subject: string;
  readonly sequence: number;
  readonly type: string;
  readonly data: string;
}

export const publishedOnPostgres = (city: City, subject: string | null = null): Promise<readonly PublishedEvent[]> =>
  city.sql(
    `SELECT source, subject, sequence, type, data
     FROM eventlog.log
     WHERE $1::text IS NULL OR subject = $1
     ORDER BY position`,
    [subject],
  );

/**
 * Reads the whole topic with a client other than Tuntas's own adapter. Duplicates, which Kafka may contain, are left
 * out.
 */
export const publishedOnKafka = async (
  { brokers, topic }: Pick<KafkaSettings, 'brokers' | 'topic'>,
  subject?: string,
): Promise<readonly PublishedEvent[]> => {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]));
  await admin.disconnect();
  const events = new Map<string, PublishedEvent>();
  const consumer = kafka.consumer({ groupId: `reader-${randomBytes(6).toString('hex')}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>(resolve => {
    let left = [...ends.values()].reduce((sum, end) => sum + end, 0);
    if (left === 0) resolve();
    void consumer.run({
      eachMessage: async ({ message: { headers = {}, value, key } }) => {
        const {
          ce_id: id,
          ce_source: source,
          ce_type: type,
          ce_sequence: sequence,
        } = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
        if (!events.has(id!))
          events.set(id!, {
            source: source!,
            subject: String(key),
            sequence: Number(sequence),
            type: type!,
            data: String(value),
          });
        left -= 1;
        if (left <= 0) resolve();
      },
    });
  });
  await consumer.disconnect();
  return [...events.values()].filter(event => subject === undefined || event.subject === subject);
};
