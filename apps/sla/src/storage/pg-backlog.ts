import { madeAt, type Database } from '@tuntas/database';
import { BehindSince } from './behind-since.js';

/** What lies between a decision and those who have to hear of it. */
export interface Backlog {
  readonly waiting: number;
  readonly oldestWaitingAt: Date | null;
  /** Outbox rows that were set aside and that no operator has settled. */
  readonly rejected: number;
  /** Of every consumer that has ever listened. */
  readonly consumers: readonly {
    readonly name: string;
    readonly behind: number;
    readonly behindSince: Date | null;
    readonly retrying: number;
    readonly givenUp: number;
  }[];
}

/** Nobody needs to know more exactly how many too many there are. */
const countedTo = 100_000;
const waiting = `
  SELECT (SELECT count(*)::int FROM (SELECT FROM eventlog.outbox LIMIT ${countedTo}) AS counted) AS events,
    (SELECT event_id FROM eventlog.outbox ORDER BY id LIMIT 1) AS oldest,
    (SELECT count(*)::int FROM (SELECT FROM eventlog.outbox_rejected WHERE settled_at IS NULL LIMIT ${countedTo}) AS counted) AS rejected`;
const consumers = `
  SELECT lag.consumer, lag.behind, heard.position,
    (SELECT event_id FROM eventlog.log WHERE log.position > heard.position ORDER BY log.position LIMIT 1) AS unheard,
    coalesce(parked.retrying, 0) AS retrying, coalesce(parked.given_up, 0) AS given_up
  FROM eventlog.lag
  JOIN (SELECT consumer, sum(position)::bigint AS position FROM eventlog.positions GROUP BY 1) AS heard USING (consumer)
  LEFT JOIN (
    SELECT consumer, count(retry_at)::int AS retrying, (count(*) - count(retry_at))::int AS given_up FROM eventlog.parked GROUP BY 1
  ) AS parked USING (consumer) ORDER BY 1`;

interface ConsumerRow {
  readonly consumer: string;
  readonly behind: number;
  readonly position: number;
  readonly unheard: string | null;
  readonly retrying: number;
  readonly given_up: number;
  readonly [column: string]: unknown;
}

/** Reads the tables of the event log. An event is as old as its id, in real time. */
export class PgBacklog {
  /**
   * On Kafka only how many events a consumer has not heard can be read here; which the oldest is lies with the broker.
   */
  private readonly sinceSeen = new BehindSince();

  constructor(private readonly database: Database) {}

  async now(): Promise<Backlog> {
    const [outbox] = await this.database.sql<{ events: number; oldest: string | null; rejected: number }>(waiting);
    const rows = await this.database.sql<ConsumerRow>(consumers);
    return {
      waiting: outbox!.events,
      rejected: outbox!.rejected,
      oldestWaitingAt: outbox!.oldest === null ? null : madeAt(outbox!.oldest),
      consumers: rows.map(row => ({
        name: row.consumer,
        behind: row.behind,
        behindSince: this.behindSince(row),
        retrying: row.retrying,
        givenUp: row.given_up,
      })),
    };
  }

  private behindSince({ consumer, position, behind, unheard }: ConsumerRow): Date | null {
    const seen = this.sinceSeen.look(consumer, position, position + behind, Date.now());
    if (seen === null) return null;
    return (unheard === null ? null : madeAt(unheard)) ?? new Date(seen);
  }
}
