import { Kafka, logLevel } from 'kafkajs';
import type { LogEntry, SystemUnderTest } from './model.js';
import { rowsOf, type Reader } from './rows.js';

/** The event types whose data the checkers read. */
const typesWithData = new Set([
  'clock.warned.v1',
  'clock.breached.v1',
  'escalation.raised.v1',
  'escalation.acknowledged.v1',
  'referral.offered.v1',
  'case.opened.v1',
  'case.referral-attached.v1',
]);
const nothing = {};

/** Interns equal strings, to save memory. */
const interner = (): ((text: string) => string) => {
  const known = new Map<string, string>();
  return text => {
    const one = known.get(text);
    if (one === undefined) known.set(text, text);
    return one ?? text;
  };
};

interface EventHeader {
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly sequence: number;
  readonly type: string;
  readonly time: string;
}

const entryOf = (
  same: (text: string) => string,
  partition: number,
  offset: number,
  header: EventHeader,
  data: string,
): LogEntry => ({
  partition,
  offset,
  id: header.id,
  source: same(header.source),
  subject: same(header.subject),
  sequence: header.sequence,
  type: same(header.type),
  time: new Date(header.time),
  data: typesWithData.has(header.type) ? objectIn(data) : nothing,
});

const objectIn = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return nothing;
  }
};

export const readPostgresLog = async (reader: Reader): Promise<LogEntry[]> => {
  const [log, same] = [[] as LogEntry[], interner()];
  const types = [...typesWithData].map(type => `'${type}'`).join(', ');
  const statement = `
    SELECT position, event_id AS id, source, subject, sequence::int, type,
      substring(envelope from '"time":"([^"]+)"') AS time,
      CASE WHEN type IN (${types}) THEN data END AS data
    FROM eventlog.log
    ORDER BY position`;
  for await (const row of rowsOf<EventHeader & { position: string; data: string | null }>(reader, statement))
    log.push(entryOf(same, 0, Number(row.position), row, row.data ?? ''));
  return log;
};

/** Reads the whole topic with an independent client, partition by partition. */
export const readTopic = async ({ broker, name }: NonNullable<SystemUnderTest['topic']>): Promise<LogEntry[]> => {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const left = new Map(
    (await admin.fetchTopicOffsets(name))
      .filter(({ high }) => high !== '0')
      .map(({ partition, high }) => [partition, Number(high)]),
  );
  await admin.disconnect();
  if (left.size === 0) return [];
  const [partitions, same] = [
    new Map([...left.keys()].sort((a, b) => a - b).map(partition => [partition, [] as LogEntry[]])),
    interner(),
  ];
  const consumer = kafka.consumer({
    groupId: `evidence-${process.pid}-${Date.now()}`,
    maxBytesPerPartition: 4_194_304,
  });
  await consumer.connect();
  await consumer.subscribe({ topic: name, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
      if (!restart) reject(error);
    });
    void consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch: { partition, messages } }) => {
        const end = left.get(partition);
        for (const { offset, headers = {}, key, value } of messages) {
          const of = (header: string): string => String(headers[`ce_${header}`]);
          if (end !== undefined && Number(offset) < end)
            partitions.get(partition)!.push(
              entryOf(
                same,
                partition,
                Number(offset),
                {
                  id: of('id'),
                  source: of('source'),
                  subject: String(key),
                  sequence: Number(of('sequence')),
                  type: of('type'),
                  time: of('time'),
                },
                String(value),
              ),
            );
        }
        if (end !== undefined && Number(messages.at(-1)?.offset ?? -1) + 1 >= end) left.delete(partition);
        if (left.size === 0) resolve();
      },
    });
  });
  await consumer.disconnect();
  return [...partitions.values()].flat();
};
