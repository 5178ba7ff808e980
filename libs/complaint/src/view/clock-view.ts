import type { ClockHolder, ClockName, ClockStatus } from '@tuntas/contracts';
import type { ComplaintAnswer } from './complaint-schema.js';

/** The visible columns of `sla.published_clocks`; instants are `Date` from the driver or strings from JSON. */
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

/** Maps a clock row to the `Clock` schema of the API. */
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
 * The used share of a clock's time in whole percents: working time if its length is in working days, without paused
 * time.
 * @returns null for a clock that was met or cancelled
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

/** Maps the API's clock holder to the stored one: policies and tables use `holder` for the API's `ladder`. */
export const storedHolder = (holder: ClockHolder): string => (holder === 'ladder' ? 'holder' : holder);
export const shownHolder = (stored: string): ClockHolder => (stored === 'holder' ? 'ladder' : (stored as ClockHolder));

const iso = (instant: Date | string): string => new Date(instant).toISOString();

const minuteMs = 60_000;

/** Formats an ISO 8601 duration in hours, minutes and seconds, such as `PT26H30M`. @param ms non-negative */
export const durationOf = (ms: number): string => {
  const hours = Math.floor(ms / (60 * minuteMs));
  const minutes = Math.floor(ms / minuteMs) % 60;
  const seconds = (ms % minuteMs) / 1_000;
  const parts = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  return `PT${parts || '0S'}`;
};
