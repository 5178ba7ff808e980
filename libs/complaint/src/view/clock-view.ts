import type { ClockHolder, ClockName, ClockStatus } from '@tuntas/contracts';
import type { ComplaintAnswer } from './complaint-schema.js';
import { durationOf } from './duration.js';

/** What is shown of a clock, as `sla.published_clocks` has it; instants as the driver or as JSON gives them. */
export interface ClockRow {
  readonly id: string;
  readonly name: ClockName;
  readonly cycle: number;
  readonly status: ClockStatus;
  readonly started_at: Date | string;
  readonly due_at: Date | string | null;
  readonly paused_at: Date | string | null;
  readonly remaining_ms: number | null;
  readonly policy_version: number;
  readonly calendar_version: number;
  readonly provisional: boolean;
  readonly basis: string;
}

/** A clock as it is shown wherever it is shown. */
export const clockOf = (row: ClockRow): ComplaintAnswer['clocks'][number] => ({
  id: row.id,
  name: row.name,
  cycle: row.cycle,
  status: row.status,
  startedAt: iso(row.started_at),
  dueAt: row.due_at && iso(row.due_at),
  pausedAt: row.paused_at && iso(row.paused_at),
  remaining: row.remaining_ms === null ? null : durationOf(row.remaining_ms),
  policyVersion: row.policy_version,
  calendarVersion: row.calendar_version,
  provisional: row.provisional,
  basis: row.basis,
});

/**
 * How much of a clock's time is used, to full percents: working time where its length is in working days, and none of
 * what was paused; null once it was met or cancelled.
 */
export const percentUsedOf = ({
  status,
  remaining_ms,
  budget_ms,
}: Pick<ClockRow, 'status' | 'remaining_ms'> & { readonly budget_ms: number }): number | null => {
  if (status === 'breached' || status === 'lapsed') return 100;
  return remaining_ms === null
    ? null
    : Math.min(100, Math.max(0, Math.floor((100 * (budget_ms - remaining_ms)) / budget_ms)));
};

/** Policies and tables say `holder` where the API says `ladder`. */
export const storedHolder = (holder: ClockHolder): string => (holder === 'ladder' ? 'holder' : holder);
export const shownHolder = (stored: string): ClockHolder => (stored === 'holder' ? 'ladder' : (stored as ClockHolder));

const iso = (instant: Date | string): string => new Date(instant).toISOString();
