import { column, defineEntity, fixed, nullable, primary, Table, type StoredRow } from '@tuntas/database';
import type { StreamRow } from '@tuntas/eventlog';
import type { ClockKey, ClockState, StoredClock } from '../domain/index.js';

/** A row of `sla.clocks`: the state without what is recomputed from the history. */
interface ClockRecord extends ClockKey, Omit<ClockState, 'key' | 'nextWarningAt' | 'pauses' | 'transitions'> {
  readonly id: string;
  readonly complaintId: string;
  /** The number of emitted transitions. */
  readonly emitted: number;
  /** The trace in which the clock started. */
  readonly traceparent: string | null;
  /** Business time of the last change. */
  readonly updatedAt: Date | null;
}
export const clockEntity = defineEntity<ClockRecord>('sla.clocks', {
  id: primary(column.uuid),
  complaintId: fixed(column.uuid),
  traceparent: fixed(nullable(column.text)),
  emitted: { ...column.integer, name: 'told' },
  updatedAt: nullable(column.instant),
  name: column.text,
  cycle: column.integer,
  n: column.integer,
  escalationId: nullable(column.uuid),
  status: column.text,
  runsFor: column.text,
  office: nullable(column.text),
  classification: column.text,
  maxLevel: column.integer,
  startedAt: column.instant,
  dueAt: nullable(column.instant),
  warnedPercent: nullable(column.integer),
  pausedAt: nullable(column.instant),
  remainingMs: nullable(column.bigint),
  metAt: nullable(column.instant),
  workedMs: nullable(column.bigint),
  breachedAt: nullable(column.instant),
  stoppedAt: nullable(column.instant),
  endedAt: nullable(column.instant),
  unit: column.text,
  budgetMs: column.bigint,
  basis: column.text,
  policyVersion: column.integer,
  calendarCode: column.text,
  calendarVersion: column.integer,
  provisional: column.flag,
});
export const clocks = Table.of(clockEntity);

/** The stream of a complaint in `sla.heads`. */
export interface ClockHead extends StreamRow {
  /** The time up to which the clocks are judged; -Infinity before the first judgement. */
  readonly settledUntil: Date | number;
  readonly nextDue: Date | null;
  /** Real time until which the sweep skips the complaint. */
  readonly postponedUntil: Date | null;
  readonly seenVersion: number;
  readonly seenEscalation: number;
  readonly reconciledAt: Date | null;
}
export const clockHeadEntity = defineEntity<ClockHead>('sla.heads', {
  complaintId: primary(column.uuid),
  sequence: column.bigint,
  settledUntil: column.instant,
  nextDue: nullable(column.instant),
  postponedUntil: nullable(column.instant),
  seenVersion: column.integer,
  seenEscalation: column.bigint,
  reconciledAt: nullable(column.instant),
});
export const clockHeads = Table.of(clockHeadEntity);

export const upsertClocks = `${clocks.upsert}
  RETURNING id, traceparent`;

/**
 * Maps a clock to its row.
 * @param traceparent stored only for a new clock
 * @param updatedAt business time of the write
 */
export const recordOf = (
  complaintId: string,
  { id, clock, emitted }: StoredClock,
  traceparent: string | null,
  updatedAt: Date,
): ClockRecord => {
  const { key, nextWarningAt: _next, pauses: _pauses, transitions: _transitions, ...state } = clock;
  return { id, complaintId, emitted, traceparent, updatedAt, ...key, ...state };
};

/** Maps a row to its complaint and the clock. */
export const storedClockOf = (row: StoredRow): StoredClock & { readonly complaintId: string } => {
  const {
    id,
    complaintId,
    emitted,
    traceparent: _traceparent,
    updatedAt: _updatedAt,
    name,
    cycle,
    n,
    escalationId,
    ...state
  } = clocks.fromRow(row);
  return {
    id,
    complaintId,
    emitted,
    clock: {
      ...state,
      key: { name, cycle, n, escalationId },
      nextWarningAt: null,
      pauses: [],
      transitions: [],
    },
  };
};
