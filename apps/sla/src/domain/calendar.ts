import { DomainError } from '@tuntas/kernel';
import { minuteMs, parseDay, zoneOffsets } from './local-day.js';
import type { IsoWeekday, Zone } from './local-day.js';

/** Office hours of one day as local 'HH:MM'. Both ends of the break are set, or neither. */
export interface OfficeHours {
  readonly opens: string;
  readonly breakFrom: string | null;
  readonly breakTo: string | null;
  readonly closes: string;
}

/** Office hours by ISO weekday, 1 Monday .. 7 Sunday; null on a day off. */
export type Week = Readonly<Record<IsoWeekday, OfficeHours | null>>;

/** A period (both dates included) with its own office hours, e.g. Ramadan. */
export interface Season {
  readonly from: string;
  readonly to: string;
  readonly week: Week;
  readonly name: string;
  /** Whether its dates are not decreed yet. */
  readonly provisional: boolean;
  readonly source: string;
}

export interface Holiday {
  readonly date: string;
  readonly kind: 'holiday' | 'joint_leave';
  readonly name: string;
  readonly provisional: boolean;
}

/** The working calendar of an office: versioned data with a source. Dates are local 'YYYY-MM-DD'. */
export interface Calendar {
  readonly code: string;
  readonly version: number;
  readonly validFrom: string;
  readonly zone: Zone;
  readonly week: Week;
  readonly seasons: readonly Season[];
  readonly holidays: readonly Holiday[];
  /**
   * Last date for which holidays are decreed. After it only weekends are known, and due instants are provisional.
   */
  readonly decreedUntil: string;
  readonly source: string;
}

/** A calendar as the seed or a request carries it; its holidays come from the list of decreed holidays. */
export interface CalendarRow extends Omit<Calendar, 'holidays' | 'zone'> {
  readonly zone: string;
  /** Listed holidays that may still move by a day. */
  readonly provisionalDates?: readonly string[];
}

/** One line of the list of decreed holidays. */
export interface HolidayRow {
  readonly date: string;
  readonly kind: string;
  readonly name: string;
}

const kinds: Readonly<Record<string, Holiday['kind']>> = { LIBUR_NASIONAL: 'holiday', CUTI_BERSAMA: 'joint_leave' };

/**
 * Validates a row and builds a calendar from it.
 * @throws DomainError invalid `calendar.unknown-zone`, `calendar.unknown-kind`, `calendar.bad-date`,
 *   `calendar.bad-hours`
 */
export const calendarFrom = (
  { provisionalDates = [], ...row }: CalendarRow,
  holidays: readonly HolidayRow[],
): Calendar => {
  if (!Object.hasOwn(zoneOffsets, row.zone)) {
    throw new DomainError('invalid', 'calendar.unknown-zone', `${row.zone} is not a zone of Indonesia`, {
      zone: row.zone,
    });
  }
  for (const date of [
    row.validFrom,
    row.decreedUntil,
    ...provisionalDates,
    ...row.seasons.flatMap(s => [s.from, s.to]),
  ])
    parseDay(date);
  for (const week of [row.week, ...row.seasons.map(season => season.week)]) Object.values(week).forEach(shiftsOf);
  return { ...row, zone: row.zone as Zone, holidays: holidays.map(holiday => holidayFrom(holiday, provisionalDates)) };
};

const holidayFrom = ({ date, kind, name }: HolidayRow, provisionalDates: readonly string[]): Holiday => {
  const known = kinds[kind];
  if (!known) throw new DomainError('invalid', 'calendar.unknown-kind', `${kind} is no kind of holiday`, { kind });
  parseDay(date);
  return {
    date,
    kind: known,
    name: name.trim(),
    provisional: provisionalDates.includes(date) || name.includes('(perkiraan)'),
  };
};

/**
 * The shifts of a day as [from, to) in ms after local midnight; empty on a day off.
 * @throws DomainError invalid `calendar.bad-hours`
 */
export const shiftsOf = (hours: OfficeHours | null): readonly (readonly [number, number])[] => {
  if (!hours) return [];
  const opens = timeOfDay(hours.opens);
  const closes = timeOfDay(hours.closes);
  const breakFrom = hours.breakFrom === null ? closes : timeOfDay(hours.breakFrom);
  const breakTo = hours.breakTo === null ? closes : timeOfDay(hours.breakTo);
  if (
    opens > breakFrom ||
    breakFrom > breakTo ||
    breakTo > closes ||
    (hours.breakFrom === null) !== (hours.breakTo === null)
  ) {
    throw new DomainError('invalid', 'calendar.bad-hours', 'office hours are not in order', { ...hours });
  }
  const shifts = [
    [opens, breakFrom],
    [breakTo, closes],
  ] as const;
  return shifts.filter(([from, to]) => from < to);
};

const timeOfDay = (text: string): number => {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const value = (Number(hours) * 60 + Number(minutes)) * minuteMs;
  if (!(value <= 24 * 60 * minuteMs))
    throw new DomainError('invalid', 'calendar.bad-hours', `${text} is not a time HH:MM`, { time: text });
  return value;
};
