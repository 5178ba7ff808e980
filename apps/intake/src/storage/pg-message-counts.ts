import type { Database } from '@tuntas/database';

/** Messages to citizens that wait, or that were given up. */
export interface MessageCount {
  readonly channel: string;
  readonly status: string;
  readonly messages: number;
  /** How long the oldest of them has been decided, in business time. */
  readonly oldestSeconds: number;
}

export class PgMessageCounts {
  constructor(private readonly database: Database) {}

  now(): Promise<readonly MessageCount[]> {
    return this.database.sql<MessageCount & { [column: string]: unknown }>(
      `SELECT channel, status, count(*)::int AS messages, greatest(0, extract(epoch FROM clock.now() - min(decided_at)))::float8 AS "oldestSeconds"
       FROM complaints.messages WHERE status IN ('pending', 'failed') GROUP BY 1, 2`);
  }
}
