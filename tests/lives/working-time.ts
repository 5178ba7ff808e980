import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedFolder } from '../kit/database.js';

// Lists office hours shift by shift, directly from the seed data; simple, slow and independent of the product's code.

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** All calendars of the city use WITA. */
const zoneMs = 8 * hourMs;
const from = Date.UTC(2026, 0, 1);
const until = Date.UTC(2028, 0, 1);

const read = (file: string): string => readFileSync(join(seedFolder, file), 'utf8');
const free = new Set(
  read('holidays.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(',')[0]!),
);
/** The calendar of each office; without an office, the tenant's calendar. */
const calendarOfOffice = new Map(
  read('offices.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => {
      const cells = line.split(',');
      return [cells[0]!, cells[4]!] as const;
    }),
);

type Shift = readonly [from: number, to: number];
interface WorkingDay {
  readonly midnight: number;
  readonly shifts: readonly Shift[];
}

interface CalendarSeed {
  readonly code: string;
  readonly week: Week;
  readonly seasons: readonly { readonly from: string; readonly to: string; readonly week: Week }[];
}
type Week = Readonly<Record<string, Hours | null>>;
interface Hours {
  readonly opens: string;
  readonly closes: string;
  readonly breakFrom: string | null;
  readonly breakTo: string | null;
}

const clock = (text: string): number => (Number(text.slice(0, 2)) + Number(text.slice(3)) / 60) * hourMs;
const layOut = ({ week, seasons }: CalendarSeed): readonly WorkingDay[] => {
  const days: WorkingDay[] = [];
  for (let day = from; day < until; day += dayMs) {
    const date = new Date(day).toISOString().slice(0, 10);
    const season = seasons.find(each => each.from <= date && date <= each.to);
    const hours = (season ?? { week }).week[String(new Date(day).getUTCDay() || 7)];
    if (free.has(date) || !hours) continue;
    const shifts = hours.breakFrom
      ? [
          [hours.opens, hours.breakFrom],
          [hours.breakTo, hours.closes],
        ]
      : [[hours.opens, hours.closes]];
    days.push({
      midnight: day - zoneMs,
      shifts: shifts.map(([opens, closes]) => [day - zoneMs + clock(opens!), day - zoneMs + clock(closes!)] as const),
    });
  }
  return days;
};
const calendars = new Map<string, readonly WorkingDay[]>(
  (JSON.parse(read('calendars.json')) as CalendarSeed[]).map(calendar => [calendar.code, layOut(calendar)]),
);
const daysOf = (office: string | null): readonly WorkingDay[] =>
  calendars.get(office === null ? 'office-hours' : calendarOfOffice.get(office)!)!;

/** All shifts of a calendar, and the start of those that end after an instant. */
const shiftsOf = new Map([...calendars.values()].map(each => [each, each.flatMap(({ shifts }) => shifts)]));
const shiftsFrom = (office: string | null, instant: number): readonly Shift[] => {
  const all = shiftsOf.get(daysOf(office))!;
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]![1] <= instant) low = middle + 1;
    else high = middle;
  }
  return all.slice(low, low + 400);
};

const daysFrom = (office: string | null, midnight: number): readonly WorkingDay[] => {
  const all = daysOf(office);
  return all.slice(all.findIndex(day => day.midnight >= midnight));
};

export const hasSameCalendar = (one: string | null, other: string | null): boolean => daysOf(one) === daysOf(other);
const midnightOf = (instant: number): number => Math.floor((instant + zoneMs) / dayMs) * dayMs - zoneMs;

/** The end of office hours on the nth working day after the date of the instant. */
export const endOfWorkingDay = (office: string | null, instant: number, n: number): number =>
  daysFrom(office, midnightOf(instant) + dayMs)[n - 1]!.shifts.at(-1)![1];
/** The midnight after the nth day. */
export const endOfDay = (instant: number, n: number): number => midnightOf(instant) + (n + 1) * dayMs;

export const worked = (office: string | null, begin: number, end: number): number =>
  shiftsFrom(office, begin).reduce(
    (sum, [opens, closes]) => sum + Math.max(0, Math.min(closes, end) - Math.max(opens, begin)),
    0,
  );

/** The instant at which the given working time has passed. */
export const whenWorked = (office: string | null, begin: number, ms: number): number => {
  let left = ms;
  for (const [opens, closes] of shiftsFrom(office, begin)) {
    const start = Math.max(opens, begin);
    if (closes <= start) continue;
    if (closes - start >= left) return start + left;
    left -= closes - start;
  }
  throw new Error('beyond the listed shifts');
};
