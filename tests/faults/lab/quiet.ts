import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import type { Finding, SystemUnderTest } from './model.js';

const lookMs = 200;
const requiredQuietChecks = 3;

const pendingWork = `
  SELECT 'the outbox' AS subject, count(*)::int AS n, 'unpublished events' AS what
  FROM eventlog.outbox
  UNION ALL
  SELECT consumer, behind::int, 'events behind'
  FROM eventlog.lag
  UNION ALL
  SELECT p.consumer, count(*)::int, 'parked events'
  FROM eventlog.parked p
  WHERE p.subject <> ALL ($2)
  GROUP BY 1
  UNION ALL
  SELECT 'sla', count(*)::int, 'clocks past their due time'
  FROM sla.heads
  WHERE next_due <= clock.now() - $1::double precision * interval '1 millisecond'`;

type Pending = Pick<Finding, 'subject' | 'what'>;
export interface Tolerance {
  /** The tolerated lateness of clocks in business milliseconds, while time runs fast. */
  readonly pastDue: number;
  /** Subjects whose events may stay parked. */
  readonly poisoned: readonly string[];
  /** In real milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Waits until all events are handled, according to the tables and the log.
 * @returns what is still pending at the timeout
 */
export const untilQuiet = async (system: SystemUnderTest, tolerance: Tolerance): Promise<readonly Finding[]> => {
  const deadline = performance.now() + tolerance.timeoutMs;
  for (let quiet = 0; ;) {
    const left = await readPending(system, tolerance).catch((error: unknown): Pending[] => [
      { subject: 'the lab', what: `could not read the state: ${String(error)}` },
    ]);
    quiet = left.length === 0 ? quiet + 1 : 0;
    if (quiet === requiredQuietChecks) return [];
    if (performance.now() > deadline) return left.map(each => ({ checker: 'stuck', ...each }));
    await pause(lookMs);
  }
};

const readPending = async (system: SystemUnderTest, { pastDue, poisoned }: Tolerance): Promise<Pending[]> => {
  const admin = new pg.Client({
    connectionString: system.adminUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    const { rows } = await admin.query<{ subject: string; n: number; what: string }>(pendingWork, [pastDue, poisoned]);
    return [
      ...rows.filter(({ n }) => n > 0).map(({ subject, n, what }) => ({ subject, what: `${n} ${what}` })),
      ...(await behindOnTopic(system, admin)),
    ];
  } finally {
    await admin.end().catch(() => undefined);
  }
};

/** Counts the events on the topic that a consumer has not handled, also those unknown to the relay. */
const behindOnTopic = async ({ topic }: SystemUnderTest, admin: pg.Client): Promise<Pending[]> => {
  if (!topic) return [];
  const kafka = new Kafka({ brokers: [topic.broker], logLevel: logLevel.NOTHING }).admin();
  await kafka.connect();
  try {
    const ends = new Map(
      (await kafka.fetchTopicOffsets(topic.name)).map(({ partition, high }) => [partition, Number(high)]),
    );
    const { rows } = await admin.query<{ consumer: string; partition: number; position: string }>(
      'SELECT consumer, partition, position FROM eventlog.positions',
    );
    return rows.flatMap(({ consumer, partition, position }) => {
      const behind = (ends.get(partition) ?? 0) - Number(position);
      return behind > 0 ? [{ subject: consumer, what: `${behind} events behind in partition ${partition}` }] : [];
    });
  } finally {
    await kafka.disconnect();
  }
};
