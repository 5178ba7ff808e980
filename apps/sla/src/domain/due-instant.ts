import type { Calendar } from './calendar.js';
import { minuteMs } from './local-day.js';
import type { Unit } from './sla-policy.js';
import {
  addWorkingTime,
  endOfCalendarDay,
  endOfWorkingDay,
  isProvisionalBetween,
  workingTimeBetween,
} from './working-time.js';

/** A stretch of time that does not count; `to` is null while it lasts. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
}

/**
 * What a clock has to count: its budget is the time of its unit between `startedAt` and `dueAt`, the due instant
 * without pauses.
 */
export interface Term {
  readonly unit: Unit;
  readonly calendar: Calendar;
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** False where no decree can move `dueAt`. */
  readonly countsWorkingDays: boolean;
}

/** `length` working days (HK) or calendar days (CD) from `startedAt`. */
export const termOf = (unit: Unit, length: number, calendar: Calendar, startedAt: Date): Term => ({
  unit,
  calendar,
  startedAt,
  dueAt: unit === 'HK' ? endOfWorkingDay(calendar, startedAt, length) : endOfCalendarDay(calendar, startedAt, length),
  countsWorkingDays: unit === 'HK',
});

/** To the end of the first working day after a change that left no time (city policy). */
export const graceTerm = (unit: Unit, calendar: Calendar, changedAt: Date): Term => ({
  unit,
  calendar,
  startedAt: changedAt,
  dueAt: endOfWorkingDay(calendar, changedAt, 1),
  countsWorkingDays: true,
});

/** Counted anew after a change; what would be over by then lasts to the end of the first working day after it. */
export function termAfterChange({
  unit,
  length,
  calendar,
  startedAt,
  pauses,
  changedAt,
}: {
  readonly unit: Unit;
  readonly length: number;
  readonly calendar: Calendar;
  readonly startedAt: Date;
  readonly pauses: readonly Pause[];
  readonly changedAt: Date;
}): Term {
  const anew = termOf(unit, length, calendar, startedAt);
  return remaining(anew, pauses, changedAt) > 0 ? anew : graceTerm(unit, calendar, changedAt);
}

/** Working time (HK) or elapsed time (CD) between two instants, in ms. */
export const timeBetween = (unit: Unit, calendar: Calendar, from: Date, to: Date): number =>
  unit === 'HK' ? workingTimeBetween(calendar, from, to) : Math.max(0, to.getTime() - from.getTime());

/** The unpaused time that the term allows, in ms of its unit. */
export const budgetOf = (term: Term): number => timeBetween(term.unit, term.calendar, term.startedAt, term.dueAt);

/**
 * Stretches in which the term counts, the last one open unless a pause lasts. Pauses may overlap and lie before the
 * start.
 */
function* unpaused(
  { startedAt }: Pick<Term, 'startedAt'>,
  pauses: readonly Pause[],
): Generator<{ from: Date; to: Date | null }> {
  let from = startedAt;
  for (const pause of [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    if (pause.to !== null && pause.to <= from) continue;
    if (pause.from > from) yield { from, to: pause.from };
    if (pause.to === null) return;
    from = pause.to;
  }
  yield { from, to: null };
}

/**
 * The instant at which the unpaused time reaches the budget; null while a pause lasts that keeps it away.
 * A pause that begins at or after the due instant counts nothing.
 */
export function dueInstant(term: Term, pauses: readonly Pause[]): Date | null {
  return pauses.length === 0 ? term.dueAt : instantAfter(term, pauses, budgetOf(term));
}

/**
 * The first full minute at which the unpaused time has reached so many percent of the budget; null while a pause lasts
 * that keeps it away.
 */
export function minuteOfPercent(term: Term, pauses: readonly Pause[], percent: number): Date | null {
  const at = instantAfter(term, pauses, Math.ceil((budgetOf(term) * percent) / 100));
  return at && new Date(Math.ceil(at.getTime() / minuteMs) * minuteMs);
}

function instantAfter(term: Term, pauses: readonly Pause[], ms: number): Date | null {
  let left = ms;
  for (const { from, to } of unpaused(term, pauses)) {
    const ran = to === null ? Infinity : timeBetween(term.unit, term.calendar, from, to);
    if (ran >= left)
      return term.unit === 'HK' ? addWorkingTime(term.calendar, from, left) : new Date(from.getTime() + left);
    left -= ran;
  }
  return null;
}

/** Unpaused time left at an instant, in ms of the term's unit; never below 0. */
export function remaining(term: Term, pauses: readonly Pause[], at: Date): number {
  let left = budgetOf(term);
  for (const { from, to } of unpaused(term, pauses)) {
    if (from >= at) break;
    left -= timeBetween(term.unit, term.calendar, from, to === null || to > at ? at : to);
  }
  return Math.max(0, left);
}

/** Working time from a start to an instant, in ms, without what was paused. */
export function unpausedWorkingTime(
  calendar: Calendar,
  startedAt: Date,
  pauses: readonly Pause[],
  until: Date,
): number {
  let worked = 0;
  for (const { from, to } of unpaused({ startedAt }, pauses)) {
    if (from >= until) break;
    worked += workingTimeBetween(calendar, from, to === null || to > until ? until : to);
  }
  return worked;
}

/** Whether the due instant may still change by decree. */
export const isProvisional = (term: Term, dueAt: Date): boolean =>
  term.countsWorkingDays && isProvisionalBetween(term.calendar, term.startedAt, dueAt);
