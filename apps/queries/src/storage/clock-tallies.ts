import type { Database } from '@tuntas/database';
import type { Tenant } from '@tuntas/reference';
import { summaryGroups } from '../domain/group-labels.js';

const changing = ['started_at', 'due_at', ...summaryGroups, 'name', 'status', 'runs_for', 'worked_minutes'] as const;
const columns = ['id', 'complaint_id', ...changing].join(', ');
const kinds = 'grouping, key, period, status, runs_for, worked_hours';
/** Each clock once for each thing that it may be grouped by. */
const counted = (clocks: string, n: number): string => `
  SELECT g.grouping, g.key, k.period, k.status, k.runs_for, k.worked_minutes / 60 AS worked_hours, ${n} AS n
  FROM ${clocks} k CROSS JOIN LATERAL (VALUES ${summaryGroups.map(group => `('${group}', k.${group})`).join(', ')}) AS g (grouping, key)`;

const refresh = `
  WITH fresh AS (
    SELECT k.id, k.complaint_id, k.started_at, k.due_at, coalesce(k.office, '') AS office, coalesce(c.category, '') AS category, coalesce(c.region_code, '') AS region,
      c.classification, to_char(k.started_at AT TIME ZONE 'UTC' + make_interval(mins => $2), 'YYYY-MM') AS period, k.name, k.status, k.runs_for, (k.worked_ms / 60000)::integer AS worked_minutes
    FROM sla.published_clocks k JOIN complaints.published_complaints c ON c.id = k.complaint_id
    WHERE k.complaint_id = ANY($1::uuid[])
  ), before AS (SELECT ${columns} FROM queries.clocks WHERE complaint_id = ANY($1::uuid[])),
  gained AS (SELECT ${columns} FROM fresh EXCEPT SELECT ${columns} FROM before),
  lost AS (SELECT ${columns} FROM before EXCEPT SELECT ${columns} FROM fresh),
  written AS (
    INSERT INTO queries.clocks (${columns}) SELECT ${columns} FROM gained
    ON CONFLICT (id) DO UPDATE SET ${changing.map(column => `${column} = excluded.${column}`).join(', ')}
  ), differences AS (
    SELECT ${kinds}, sum(n) AS clocks FROM (${counted('gained', 1)} UNION ALL ${counted('lost', -1)}) AS each GROUP BY ${kinds} HAVING sum(n) <> 0
  ), tallied AS (
    INSERT INTO queries.clock_tallies AS t (${kinds}, clocks) SELECT ${kinds}, clocks FROM differences ORDER BY ${kinds}
    ON CONFLICT (${kinds}) DO UPDATE SET clocks = t.clocks + excluded.clocks
    RETURNING t.ctid, t.clocks
  ) SELECT ctid AS spent FROM tallied WHERE clocks = 0`;

/** How many clocks there are of each kind: made from what the owners publish, and changed by the difference. */
export class ClockTallies {
  constructor(
    private readonly database: Database,
    private readonly tenant: Pick<Tenant, 'utcOffsetMinutes'>,
  ) {}

  /**
   * Brings the clocks of these complaints, and what is counted of them, to how they stand now. Within the transaction
   * that has refreshed their cards and so holds them: what it counts as gone must not be counted by another at the same
   * time.
   */
  async refresh(complaintIds: readonly string[]): Promise<void> {
    if (complaintIds.length === 0) return;
    // In the order of the kinds: two transactions that count the same kinds must not wait for each other in a circle.
    const spent = await this.database.sql<{ spent: string }>(refresh, [complaintIds, this.tenant.utcOffsetMinutes]);
    // What nobody counts any more is not there, so that tallies made anew are the same. A row that we hold stays at its
    // place until we commit.
    if (spent.length > 0)
      await this.database.run('DELETE FROM queries.clock_tallies WHERE ctid = ANY($1::tid[])', [
        spent.map(row => row.spent),
      ]);
  }
}
