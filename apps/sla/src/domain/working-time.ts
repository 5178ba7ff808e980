import { DomainError } from '@tuntas/kernel';
import { shiftsOf } from './calendar.js';
import type { Calendar, Holiday, Season } from './calendar.js';
import { dayOf, formatDay, isoWeekday, midnightOf, parseDay } from './local-day.js';
import type { IsoWeekday } from './local-day.js';

/** Why a date has no working time; `name` is the name of the holiday, leave or season. */
export interface Skip {
  readonly reason: 'weekend' | 'holiday' | 'joint_leave' | 'season';
  readonly name: string | null;
}

/** The working time of one date by a calendar. */
export interface DateAtWork {
  readonly date: string;
  /** Shifts as instants in ms, [from, to), in order. */
  readonly shifts: readonly (readonly [number, number])[];
  /** Working time of the date in ms. */
  readonly worked: number;
  readonly skipped: Skip | null;
  readonly season: string | null;
  /** Whether a decree may still change this date. */
  readonly provisional: boolean;
}

interface Compiled {
  readonly holidays: ReadonlyMap<number, Holiday>;
  readonly seasons: readonly { readonly from: number; readonly to: number; readonly season: Season }[];
  readonly decreedUntil: number;
  /** The last day that can be a working day; Infinity if the regular week has one. */
  readonly lastWorkable: number;
  readonly dates: Map<number, DateAtWork>;
}

const compiled = new WeakMap<Calendar, Compiled>();
const cachedDates = 20_000;

const compile = (calendar: Calendar): Compiled => {
  const cached = compiled.get(calendar);
  if (cached) return cached;
  const seasons = calendar.seasons.map(season => ({ from: parseDay(season.from), to: parseDay(season.to), season }));
  const weekWorks = Object.values(calendar.week).some(hours => shiftsOf(hours).length > 0);
  const result: Compiled = {
    holidays: new Map(calendar.holidays.map(holiday => [parseDay(holiday.date), holiday])),
    seasons,
    decreedUntil: parseDay(calendar.decreedUntil),
    lastWorkable: weekWorks ? Infinity : Math.max(-Infinity, ...seasons.map(season => season.to)),
    dates: new Map(),
  };
  compiled.set(calendar, result);
  return result;
};

/**
 * Computes the working time of a date. Only the regular week applies after the last decreed date.
 * @param day days since 1970-01-01
 */
export const dateAtWork = (calendar: Calendar, day: number): DateAtWork => {
  const { dates, holidays, seasons, decreedUntil } = compile(calendar);
  const cached = dates.get(day);
  if (cached) return cached;
  const decreed = day <= decreedUntil;
  const season = decreed ? seasons.find(({ from, to }) => from <= day && day <= to)?.season : undefined;
  const holiday = decreed ? holidays.get(day) : undefined;
  const midnight = midnightOf(calendar.zone, day);
  const weekday = isoWeekday(day);
  const shifts = holiday
    ? []
    : shiftsOf((season ?? calendar).week[weekday]).map(([from, to]) => [midnight + from, midnight + to] as const);
  const result: DateAtWork = {
    date: formatDay(day),
    shifts,
    worked: shifts.reduce((sum, [from, to]) => sum + to - from, 0),
    skipped: shifts.length > 0 ? null : skipOf(calendar, weekday, holiday, season),
    season: season?.name ?? null,
    provisional: !decreed || (holiday?.provisional ?? false) || (season?.provisional ?? false),
  };
  if (dates.size < cachedDates) dates.set(day, result);
  return result;
};

const skipOf = (
  calendar: Calendar,
  weekday: IsoWeekday,
  holiday: Holiday | undefined,
  season: Season | undefined,
): Skip => {
  if (calendar.week[weekday] === null && !(season && season.week[weekday]))
    return { reason: 'weekend', name: holiday?.name ?? null };
  if (holiday) return { reason: holiday.kind, name: holiday.name };
  return season ? { reason: 'season', name: season.name } : { reason: 'weekend', name: null };
};

/** Working time in ms between two instants; 0 if `to` is not after `from`. */
export const workingTimeBetween = (calendar: Calendar, from: Date, to: Date): number => {
  const start = from.getTime();
  const end = to.getTime();
  if (end <= start) return 0;
  const lastDay = dayOf(calendar.zone, end);
  let sum = 0;
  for (let day = dayOf(calendar.zone, start); day <= lastDay; day++) {
    for (const [opens, closes] of dateAtWork(calendar, day).shifts)
      sum += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
  }
  return sum;
};

/**
 * Computes the earliest instant at which `ms` of working time have passed since `from`.
 * @throws DomainError invalid `calendar.without-working-day` if the calendar has no working day left
 */
export const addWorkingTime = (calendar: Calendar, from: Date, ms: number): Date => {
  if (ms <= 0) return from;
  const start = from.getTime();
  let left = ms;
  for (let day = dayOf(calendar.zone, start); ; day++) {
    for (const [opens, closes] of workableDate(calendar, day).shifts) {
      const begin = Math.max(opens, start);
      if (closes - begin >= left) return new Date(begin + left);
      left -= Math.max(0, closes - begin);
    }
  }
};

/**
 * Computes the end of office hours of the n-th working day (n >= 1). Day 1 is the next working day after the date of
 * `start` in the calendar's zone.
 * @throws DomainError invalid `calendar.without-working-day`
 */
export const endOfWorkingDay = (calendar: Calendar, start: Date, n: number): Date => {
  let counted = 0;
  for (let day = dayOf(calendar.zone, start.getTime()) + 1; ; day++) {
    const last = workableDate(calendar, day).shifts.at(-1);
    if (last && ++counted >= n) return new Date(last[1]);
  }
};

/** The midnight that ends the n-th calendar day (exclusive). Day 1 is the day after the date of `start`. */
export const endOfCalendarDay = (calendar: Calendar, start: Date, n: number): Date =>
  new Date(midnightOf(calendar.zone, dayOf(calendar.zone, start.getTime()) + n + 1));

/** Whether a decree may still change a date after that of `from`, up to and including that of `to`. */
export const isProvisionalBetween = (calendar: Calendar, from: Date, to: Date): boolean => {
  const lastDay = dayOf(calendar.zone, to.getTime());
  for (let day = dayOf(calendar.zone, from.getTime()) + 1; day <= lastDay; day++)
    if (dateAtWork(calendar, day).provisional) return true;
  return false;
};

const workableDate = (calendar: Calendar, day: number): DateAtWork => {
  if (day > compile(calendar).lastWorkable) {
    throw new DomainError('invalid', 'calendar.without-working-day', `calendar ${calendar.code} has no working day`, {
      calendar: calendar.code,
    });
  }
  return dateAtWork(calendar, day);
};
