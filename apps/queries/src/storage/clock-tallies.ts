import { Inject, Injectable } from '@nestjs/common';
import { summaryGroups } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import { Tenant } from '@tuntas/reference';

const mutableColumns = [
  'started_at',
  'due_at',
  ...summaryGroups,
  'name',
  'status',
  'runs_for',
  'worked_minutes',
] as const;
const columns = ['id', 'complaint_id', ...mutableColumns].join(', ');
const kinds = 'grouping, key, period, status, runs_for, worked_hours';
/** Selects each clock once per grouping dimension. */
const groupedClocks = (clocks: string, n: number): string => `
  SELECT g.grouping, g.key, k.period, k.status, k.runs_for, k.worked_minutes / 60 AS worked_hours, ${n} AS n
  FROM ${clocks} k
  CROSS JOIN LATERAL (
    VALUES ${summaryGroups.map(group => `('${group}', k.${group})`).join(', ')}) AS g (grouping, key)`;

const refresh = `
  WITH fresh AS (
    SELECT k.id, k.complaint_id, k.started_at, k.due_at, coalesce(k.office, '') AS office,
      coalesce(c.category, '') AS category, coalesce(c.region_code, '') AS region, c.classification,
      to_char(k.started_at AT TIME ZONE 'UTC' + make_interval(mins => $2), 'YYYY-MM') AS period, k.name, k.status,
      k.runs_for, (k.worked_ms / 60000)::integer AS worked_minutes
    FROM sla.published_clocks k JOIN complaints.published_complaints c ON c.id = k.complaint_id
    WHERE k.complaint_id = ANY($1::uuid[])
  ), before AS (SELECT ${columns} FROM queries.clocks WHERE complaint_id = ANY($1::uuid[])),
  gained AS (SELECT ${columns} FROM fresh EXCEPT SELECT ${columns} FROM before),
  lost AS (SELECT ${columns} FROM before EXCEPT SELECT ${columns} FROM fresh),
  written AS (
    INSERT INTO queries.clocks (${columns}) SELECT ${columns} FROM gained
    ON CONFLICT (id) DO UPDATE SET ${mutableColumns.map(column => `${column} = excluded.${column}`).join(', ')}
  ), differences AS (
    SELECT ${kinds}, sum(n) AS clocks
    FROM (${groupedClocks('gained', 1)} UNION ALL ${groupedClocks('lost', -1)}) AS each
    GROUP BY ${kinds} HAVING sum(n) <> 0
  ), tallied AS (
    INSERT INTO queries.clock_tallies AS t (${kinds}, clocks)
    SELECT ${kinds}, clocks FROM differences ORDER BY ${kinds}
    ON CONFLICT (${kinds}) DO UPDATE SET clocks = t.clocks + excluded.clocks
    RETURNING t.ctid, t.clocks
  ) SELECT ctid AS empty FROM tallied WHERE clocks = 0`;

/** Number of clocks per kind, derived from the published views of the owning services and updated incrementally. */
@Injectable()
export class ClockTallies {
  constructor(
    private readonly database: Database,
    @Inject(Tenant) private readonly tenant: Pick<Tenant, 'utcOffsetMinutes'>,
  ) {}

  /**
   * Refreshes the clocks of these complaints and their tallies. It must run in the transaction that has refreshed the
   * cards: the locks on the cards prevent a concurrent transaction from counting the same difference twice.
   */
  async refresh(complaintIds: readonly string[]): Promise<void> {
    if (complaintIds.length === 0) return;
    // The statement updates tallies in the order of their kinds, to avoid deadlocks between concurrent transactions.
    const empty = await this.database.sql<{ empty: string }>(refresh, [complaintIds, this.tenant.utcOffsetMinutes]);
    // Empty tallies are deleted, so that a rebuilt projection has the same rows. A row locked by this transaction keeps
    // its ctid until the commit.
    if (empty.length > 0)
      await this.database.run('DELETE FROM queries.clock_tallies WHERE ctid = ANY($1::tid[])', [
        empty.map(row => row.empty),
      ]);
  }
}
