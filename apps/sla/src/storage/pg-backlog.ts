import { createdAt, type Database } from '@tuntas/database';
import { BehindSince } from './behind-since.js';

/** The outbox and the lag of all consumers. */
export interface Backlog {
  readonly waiting: number;
  readonly oldestWaitingAt: Date | null;
  /** Rejected outbox rows that no operator has settled. */
  readonly rejected: number;
  /** Every consumer that has ever committed an offset. */
  readonly consumers: readonly {
    readonly name: string;
    readonly behind: number;
    readonly behindSince: Date | null;
    readonly retrying: number;
    readonly givenUp: number;
  }[];
}

/** Counts stop here, to bound the cost of the query. */
const countedTo = 100_000;
const waiting = `
  SELECT (SELECT count(*)::int FROM (SELECT FROM eventlog.outbox LIMIT ${countedTo}) AS counted) AS events,
    (SELECT event_id FROM eventlog.outbox ORDER BY id LIMIT 1) AS oldest,
    (SELECT count(*)::int
     FROM (SELECT FROM eventlog.outbox_rejected WHERE settled_at IS NULL LIMIT ${countedTo}) AS counted) AS rejected`;
const consumers = `
  SELECT lag.consumer, lag.behind, consumed.position,
    (SELECT event_id FROM eventlog.log
     WHERE log.position > consumed.position
     ORDER BY log.position LIMIT 1) AS oldest_unconsumed,
    coalesce(parked.retrying, 0) AS retrying, coalesce(parked.given_up, 0) AS given_up
  FROM eventlog.lag
  JOIN (
    SELECT consumer, sum(position)::bigint AS position FROM eventlog.positions GROUP BY 1
  ) AS consumed USING (consumer)
  LEFT JOIN (
    SELECT consumer, count(retry_at)::int AS retrying, (count(*) - count(retry_at))::int AS given_up
    FROM eventlog.parked
    GROUP BY 1
  ) AS parked USING (consumer)
  ORDER BY 1`;

interface ConsumerRow {
  readonly consumer: string;
  readonly behind: number;
  readonly position: number;
  readonly oldest_unconsumed: string | null;
  readonly retrying: number;
  readonly given_up: number;
  readonly [column: string]: unknown;
}

/** Reads the tables of the event log. The age of an event is computed from its UUIDv7 id, in real time. */
export class PgBacklog {
  /** Estimates the age of the lag on Kafka. There the tables hold only the number of unconsumed events. */
  private readonly lagging = new BehindSince();

  constructor(private readonly database: Database) {}

  async now(): Promise<Backlog> {
    const [outbox] = await this.database.sql<{ events: number; oldest: string | null; rejected: number }>(waiting);
    const rows = await this.database.sql<ConsumerRow>(consumers);
    return {
      waiting: outbox!.events,
      rejected: outbox!.rejected,
      oldestWaitingAt: outbox!.oldest === null ? null : createdAt(outbox!.oldest),
      consumers: rows.map(row => ({
        name: row.consumer,
        behind: row.behind,
        behindSince: this.behindSince(row),
        retrying: row.retrying,
        givenUp: row.given_up,
      })),
    };
  }

  private behindSince({ consumer, position, behind, oldest_unconsumed: oldest }: ConsumerRow): Date | null {
    const since = this.lagging.observe(consumer, position, position + behind, Date.now());
    if (since === null) return null;
    return (oldest === null ? null : createdAt(oldest)) ?? new Date(since);
  }
}
