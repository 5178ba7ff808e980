import type { Database } from '@tuntas/database';
import type { Tenant } from '@tuntas/reference';

/** What clocks are counted by. */
const kind = ['day', 'office', 'category', 'region_code', 'classification', 'name', 'status', 'worked_minutes'] as const;
const columns = ['id', 'complaint_id', 'started_at', 'due_at', ...kind].join(', ');
const kinds = kind.join(', ');

const refresh = `
  WITH fresh AS (
    SELECT k.id, k.complaint_id, k.started_at, k.due_at, (k.started_at AT TIME ZONE 'UTC' + make_interval(mins => $2))::date AS day,
      k.office, c.category, c.region_code, c.classification, k.name, k.status, (k.worked_ms / 60000)::integer AS worked_minutes
    FROM sla.published_clocks k JOIN complaints.published_complaints c ON c.id = k.complaint_id
    WHERE k.complaint_id = ANY($1::uuid[])
  ), before AS (SELECT ${columns} FROM queries.clocks WHERE complaint_id = ANY($1::uuid[])),
  gained AS (SELECT ${columns} FROM fresh EXCEPT SELECT ${columns} FROM before),
  lost AS (SELECT ${columns} FROM before EXCEPT SELECT ${columns} FROM fresh),
  written AS (
    INSERT INTO queries.clocks (${columns}) SELECT ${columns} FROM gained
    ON CONFLICT (id) DO UPDATE SET ${['started_at', 'due_at', ...kind].map(column => `${column} = excluded.${column}`).join(', ')}
  ), differences AS (
    SELECT ${kinds}, sum(n) AS clocks
    FROM (SELECT ${kinds}, 1 AS n FROM gained UNION ALL SELECT ${kinds}, -1 FROM lost) AS each
    GROUP BY ${kinds} HAVING sum(n) <> 0
  ), tallied AS (
    INSERT INTO queries.clock_tallies AS t (${kinds}, clocks) SELECT ${kinds}, clocks FROM differences ORDER BY ${kinds}
    ON CONFLICT (${kinds}) DO UPDATE SET clocks = t.clocks + excluded.clocks
    RETURNING t.ctid, t.clocks
  ) SELECT ctid AS spent FROM tallied WHERE clocks = 0`;

/** How many clocks there are of each kind: made from what the owners publish, and changed by the difference. */
export class ClockTallies {
  constructor(private readonly database: Database, private readonly tenant: Pick<Tenant, 'utcOffsetMinutes'>) {}

  /**
   * Brings the clocks of these complaints, and what is counted of them, to how they stand now. Within the transaction that has
   * refreshed their cards and so holds them: what it counts as gone must not be counted by another at the same time.
   */
  async refresh(complaintIds: readonly string[]): Promise<void> {
    if (complaintIds.length === 0) return;
    // In the order of the kinds: two transactions that count the same kinds must not wait for each other.
    const spent = await this.database.sql<{ spent: string }>(refresh, [complaintIds, this.tenant.utcOffsetMinutes]);
    // What nobody counts any more is not there, so that tallies made anew are the same. A row that we hold stays at its place until we commit.
    if (spent.length > 0) await this.database.execute('DELETE FROM queries.clock_tallies WHERE ctid = ANY($1::tid[])', [spent.map(row => row.spent)]);
  }
}
