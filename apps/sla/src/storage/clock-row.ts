import type { ClockState, StoredClock } from '../domain/index.js';

/**
 * The columns of `sla.clocks` with the getter of their value in the state. The columns `id`, `complaint_id`, `told`
 * (the number of emitted transitions), `traceparent` and `updated_at` are not in the state.
 */
const columns = {
  name: (c: ClockState) => c.key.name,
  cycle: (c: ClockState) => c.key.cycle,
  n: (c: ClockState) => c.key.n,
  escalation_id: (c: ClockState) => c.key.escalationId,
  status: (c: ClockState) => c.status,
  runs_for: (c: ClockState) => c.runsFor,
  office: (c: ClockState) => c.office,
  classification: (c: ClockState) => c.classification,
  max_level: (c: ClockState) => c.maxLevel,
  started_at: (c: ClockState) => c.startedAt,
  due_at: (c: ClockState) => c.dueAt,
  warned_percent: (c: ClockState) => c.warnedPercent,
  paused_at: (c: ClockState) => c.pausedAt,
  remaining_ms: (c: ClockState) => c.remainingMs,
  met_at: (c: ClockState) => c.metAt,
  worked_ms: (c: ClockState) => c.workedMs,
  breached_at: (c: ClockState) => c.breachedAt,
  stopped_at: (c: ClockState) => c.stoppedAt,
  ended_at: (c: ClockState) => c.endedAt,
  unit: (c: ClockState) => c.unit,
  budget_ms: (c: ClockState) => c.budgetMs,
  basis: (c: ClockState) => c.basis,
  policy_version: (c: ClockState) => c.policyVersion,
  calendar_code: (c: ClockState) => c.calendarCode,
  calendar_version: (c: ClockState) => c.calendarVersion,
  provisional: (c: ClockState) => c.provisional,
} as const;

/**
 * A row of `sla.clocks` as JSON, for a set-based write.
 * @param traceparent stored only for a new clock
 * @param updatedAt business time of the write
 */
export const rowOf = (
  complaintId: string,
  { id, clock, emitted }: StoredClock,
  traceparent: string | null,
  updatedAt: Date,
): Record<string, unknown> => ({
  id,
  complaint_id: complaintId,
  told: emitted,
  traceparent,
  updated_at: updatedAt,
  ...Object.fromEntries(Object.entries(columns).map(([column, of]) => [column, of(clock)])),
});

const writtenColumns = ['id', 'complaint_id', 'traceparent', 'told', 'updated_at', ...Object.keys(columns)];
export const upsertClocks = `
  INSERT INTO sla.clocks (${writtenColumns.join(', ')})
  SELECT ${writtenColumns.join(', ')} FROM jsonb_populate_recordset(NULL::sla.clocks, $1::jsonb)
  ON CONFLICT (id) DO UPDATE SET ${writtenColumns
    .slice(3)
    .map(column => `${column} = excluded.${column}`)
    .join(', ')}
  RETURNING id, traceparent`;

export interface ClockRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly complaint_id: string;
  readonly told: number;
}
export const storedClockOf = (row: ClockRow): StoredClock => ({
  id: row.id,
  emitted: row.told,
  clock: {
    key: { name: row['name'], cycle: row['cycle'], n: row['n'], escalationId: row['escalation_id'] },
    status: row['status'],
    runsFor: row['runs_for'],
    office: row['office'],
    classification: row['classification'],
    maxLevel: row['max_level'],
    startedAt: row['started_at'],
    dueAt: row['due_at'],
    pausedAt: row['paused_at'],
    remainingMs: row['remaining_ms'],
    metAt: row['met_at'],
    workedMs: row['worked_ms'],
    breachedAt: row['breached_at'],
    stoppedAt: row['stopped_at'],
    endedAt: row['ended_at'],
    unit: row['unit'],
    budgetMs: row['budget_ms'],
    basis: row['basis'],
    policyVersion: row['policy_version'],
    calendarCode: row['calendar_code'],
    calendarVersion: row['calendar_version'],
    provisional: row['provisional'],
    warnedPercent: row['warned_percent'],
    nextWarningAt: null,
    pauses: [],
    transitions: [],
  } as ClockState,
});
