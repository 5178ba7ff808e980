import type { Database } from '@tuntas/database';

/** The number of clocks over the whole city, and the delay of the sweep. */
export interface ClockCounts {
  readonly byStatus: Readonly<Record<string, number>>;
  readonly dueWithinHour: number;
  /** Seconds of business time since the oldest due instant that waits for the sweep. */
  readonly overdueSeconds: number;
  /** Seconds by which business time is ahead of the clock of the database. */
  readonly offsetSeconds: number;
}

const byStatus = 'SELECT status, count(*)::int AS clocks FROM sla.clocks GROUP BY status';
/** The instant is a parameter: a comparison with the volatile `clock.now()` would read every running clock. */
const atInstant = `
  SELECT
    (SELECT count(*)::int FROM sla.clocks
     WHERE status = 'running'
       AND coalesce(due_at, 'infinity') > $1
       AND coalesce(due_at, 'infinity') <= $1::timestamptz + interval '1 hour') AS soon,
    coalesce(
      extract(epoch FROM $1::timestamptz - (SELECT min(next_due) FROM sla.heads WHERE next_due <= $1)),
      0
    )::float8 AS overdue`;

export class PgClockCounts {
  constructor(private readonly database: Database) {}

  async now(): Promise<ClockCounts> {
    const rows = await this.database.sql<{ status: string; clocks: number }>(byStatus);
    const [clock] = await this.database.sql<{ now: Date; offset: number }>(
      'SELECT clock.now() AS now, extract(epoch FROM clock.now() - clock_timestamp())::float8 AS offset',
    );
    const [due] = await this.database.sql<{ soon: number; overdue: number }>(atInstant, [clock!.now]);
    return {
      byStatus: Object.fromEntries(rows.map(row => [row.status, row.clocks])),
      dueWithinHour: due!.soon,
      overdueSeconds: due!.overdue,
      offsetSeconds: clock!.offset,
    };
  }
}
