import type { Database } from '@tuntas/database';

/** How clocks stand, over the whole city. */
export interface ClockCounts {
  readonly byStatus: Readonly<Record<string, number>>;
  readonly dueWithinHour: number;
  /** How long the complaint that is due since longest waits for the sweep, in business time. */
  readonly overdueSeconds: number;
  /** How far business time is ahead of the database's own clock. */
  readonly offsetSeconds: number;
}

const byStatus = 'SELECT status, count(*)::int AS clocks FROM sla.clocks GROUP BY status';
/** The instant is bound: comparing with a volatile call would read every running clock. */
const atInstant = `
  SELECT (SELECT count(*)::int FROM sla.clocks WHERE status = 'running' AND coalesce(due_at, 'infinity') > $1 AND coalesce(due_at, 'infinity') <= $1::timestamptz + interval '1 hour') AS soon,
    coalesce(extract(epoch FROM $1::timestamptz - (SELECT min(next_due) FROM sla.heads WHERE next_due <= $1)), 0)::float8 AS overdue`;

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
