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

/** A period in which a clock does not run; `to` is null while the pause is open. */
export interface Pause {
  readonly from: Date;
  readonly to: Date | null;
}

/** The period that a clock counts. Its budget is the time, in its unit, between `startedAt` and `dueAt`. */
export interface Term {
  readonly unit: Unit;
  readonly calendar: Calendar;
  readonly startedAt: Date;
  /** The due instant without pauses. */
  readonly dueAt: Date;
  /** Whether the term counts working days, so that a decree can move `dueAt`. */
  readonly countsWorkingDays: boolean;
}

/** The term of `length` working days (HK) or calendar days (CD) from `startedAt`. */
export const termOf = (unit: Unit, length: number, calendar: Calendar, startedAt: Date): Term => ({
  unit,
  calendar,
  startedAt,
  dueAt: unit === 'HK' ? endOfWorkingDay(calendar, startedAt, length) : endOfCalendarDay(calendar, startedAt, length),
  countsWorkingDays: unit === 'HK',
});

/** The term after a change that left no time: it ends with the first working day after the change (city policy). */
export const graceTerm = (unit: Unit, calendar: Calendar, changedAt: Date): Term => ({
  unit,
  calendar,
  startedAt: changedAt,
  dueAt: endOfWorkingDay(calendar, changedAt, 1),
  countsWorkingDays: true,
});

/**
 * Computes the term again after a change of office or classification.
 * @returns the grace term (end of the first working day after the change) if the new term would already be over
 */
export const termAfterChange = ({
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
}): Term => {
  const recomputed = termOf(unit, length, calendar, startedAt);
  return remaining(recomputed, pauses, changedAt) > 0 ? recomputed : graceTerm(unit, calendar, changedAt);
};

/** Working time (HK) or elapsed time (CD) between two instants, in ms. */
export const timeBetween = (unit: Unit, calendar: Calendar, from: Date, to: Date): number =>
  unit === 'HK' ? workingTimeBetween(calendar, from, to) : Math.max(0, to.getTime() - from.getTime());

/** The unpaused time that the term allows, in ms of its unit. */
export const budgetOf = (term: Term): number => timeBetween(term.unit, term.calendar, term.startedAt, term.dueAt);

/**
 * Yields the periods in which the term runs; the last one is open unless a pause is open. Pauses may overlap and may
 * begin before the start.
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
 * Computes the instant at which the unpaused time reaches the budget. A pause that begins at or after that instant has
 * no effect.
 * @returns null while an open pause delays it
 */
export const dueInstant = (term: Term, pauses: readonly Pause[]): Date | null =>
  pauses.length === 0 ? term.dueAt : instantAfter(term, pauses, budgetOf(term));

/**
 * Computes the first full minute at which the unpaused time has reached a percentage of the budget.
 * @returns null while an open pause delays it
 */
export const minuteOfPercent = (term: Term, pauses: readonly Pause[], percent: number): Date | null => {
  const at = instantAfter(term, pauses, Math.ceil((budgetOf(term) * percent) / 100));
  return at && new Date(Math.ceil(at.getTime() / minuteMs) * minuteMs);
};

const instantAfter = (term: Term, pauses: readonly Pause[], ms: number): Date | null => {
  let left = ms;
  for (const { from, to } of unpaused(term, pauses)) {
    const ran = to === null ? Infinity : timeBetween(term.unit, term.calendar, from, to);
    if (ran >= left)
      return term.unit === 'HK' ? addWorkingTime(term.calendar, from, left) : new Date(from.getTime() + left);
    left -= ran;
  }
  return null;
};

/** The unpaused time left at an instant, in ms of the term's unit; at least 0. */
export const remaining = (term: Term, pauses: readonly Pause[], at: Date): number => {
  let left = budgetOf(term);
  for (const { from, to } of unpaused(term, pauses)) {
    if (from >= at) break;
    left -= timeBetween(term.unit, term.calendar, from, to === null || to > at ? at : to);
  }
  return Math.max(0, left);
};

/** The working time between a start and an instant, in ms, without pauses. */
export const unpausedWorkingTime = (
  calendar: Calendar,
  startedAt: Date,
  pauses: readonly Pause[],
  until: Date,
): number => {
  let worked = 0;
  for (const { from, to } of unpaused({ startedAt }, pauses)) {
    if (from >= until) break;
    worked += workingTimeBetween(calendar, from, to === null || to > until ? until : to);
  }
  return worked;
};

/** Whether a decree may still change the due instant. */
export const isProvisional = (term: Term, dueAt: Date): boolean =>
  term.countsWorkingDays && isProvisionalBetween(term.calendar, term.startedAt, dueAt);
