import * as fc from 'fast-check';
import { calendarFrom } from './calendar.js';
import type { Calendar, Week } from './calendar.js';
import { minuteMs } from './local-day.js';
import { calendarRows, calendars, holidays, officeHours as office, wita } from './seed.spec-kit.js';
import {
  addWorkingTime,
  dateAtWork,
  endOfCalendarDay,
  endOfWorkingDay,
  isProvisionalBetween,
  workingTimeBetween,
} from './working-time.js';

const never: Week = { 1: null, 2: null, 3: null, 4: null, 5: null, 6: null, 7: null };

describe('working days', () => {
  it.each([
    ['2026-03-17T10:00', 3, '2026-03-27T16:30'], // a Friday
    ['2026-03-17T10:00', 5, '2026-03-31T16:00'],
    ['2026-03-17T10:00', 14, '2026-04-14T16:00'],
    ['2026-03-17T10:00', 60, '2026-06-26T16:30'],
    ['2025-08-14T23:59', 3, '2025-08-20T16:00'],
    ['2025-08-14T00:00', 5, '2025-08-22T16:30'],
    ['2025-08-14T09:00', 14, '2025-09-04T16:00'],
    ['2025-08-14T09:00', 60, '2025-11-10T16:00'],
    ['2026-12-22T09:00', 3, '2026-12-29T16:00'],
    ['2026-12-22T09:00', 5, '2026-12-31T16:00'],
    ['2026-12-22T09:00', 14, '2027-01-15T16:30'],
    ['2026-12-22T09:00', 60, '2027-04-02T16:30'],
    ['2026-02-20T09:00', 1, '2026-02-23T15:00'], // Ramadan, Monday
    ['2026-02-23T09:00', 4, '2026-02-27T15:30'], // Ramadan, Friday
  ])('from %s, %i HK end at %s', (start, n, due) => {
    expect(endOfWorkingDay(office, wita(start), n)).toEqual(wita(due));
  });

  it.each([
    ['2026-03-17T10:00', '2026-04-01T00:00'],
    ['2025-08-14T10:00', '2025-08-29T00:00'],
    ['2026-12-22T10:00', '2027-01-06T00:00'],
  ])('from %s, 14 CD end at the midnight %s', (start, due) => {
    expect(endOfCalendarDay(office, wita(start), 14)).toEqual(wita(due));
  });

  it('use the date in the zone of the calendar: 23:30 WIB is the next day in WITA', () => {
    const jakarta: Calendar = { ...office, zone: 'Asia/Jakarta' };
    const start = new Date('2026-11-02T23:30:00+07:00');
    expect(endOfWorkingDay(office, start, 1)).toEqual(wita('2026-11-04T16:00'));
    expect(endOfWorkingDay(jakarta, start, 1)).toEqual(new Date('2026-11-03T16:00:00+07:00'));
  });

  it('are skipped with their reason', () => {
    const reasonOn = (date: string) => dateAtWork(office, Date.parse(date) / 86_400_000).skipped;
    expect(reasonOn('2026-03-18')).toEqual({ reason: 'joint_leave', name: 'Cuti Bersama Hari Suci Nyepi' });
    expect(reasonOn('2026-03-19')).toEqual({ reason: 'holiday', name: 'Hari Suci Nyepi' });
    expect(reasonOn('2026-03-28')).toEqual({ reason: 'weekend', name: null });
    expect(reasonOn('2026-03-25')).toBeNull();
  });

  it('sum up to 37.5 hours a week, 32.5 in Ramadan', () => {
    const week = (from: string, to: string) =>
      workingTimeBetween(office, wita(`${from}T00:00`), wita(`${to}T00:00`)) / 3_600_000;
    expect(week('2026-11-02', '2026-11-09')).toBe(37.5);
    expect(week('2026-03-02', '2026-03-09')).toBe(32.5);
  });

  it('skip only weekends after the last decreed date, and are marked provisional', () => {
    const newYear = wita('2027-12-31T09:00');
    expect(endOfWorkingDay(office, newYear, 1)).toEqual(wita('2028-01-03T16:00'));
    expect(isProvisionalBetween(office, newYear, wita('2028-01-03T16:00'))).toBe(true);
    expect(isProvisionalBetween(office, wita('2026-11-02T09:00'), wita('2026-11-20T16:00'))).toBe(false);
    expect(isProvisionalBetween(office, wita('2027-01-04T09:00'), wita('2027-01-06T16:00'))).toBe(true);
  });

  it('throw calendar.without-working-day if the calendar has none, instead of looping', () => {
    const idle: Calendar = { ...office, week: never, seasons: [] };
    expect(() => endOfWorkingDay(idle, wita('2026-01-01T00:00'), 1)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'calendar.without-working-day' }),
    );
    expect(() => addWorkingTime({ ...office, week: never }, wita('2026-01-01T00:00'), 1e12)).toThrow(/no working day/);
    expect(workingTimeBetween(idle, wita('2026-01-01T00:00'), wita('2026-02-01T00:00'))).toBe(0);
  });
});

describe('workingTimeBetween and addWorkingTime', () => {
  it.each(calendars.map(calendar => [calendar.code, calendar] as const))(
    'agree with counting minute by minute for the calendar %s',
    (_, calendar) => {
      fc.assert(
        fc.property(minutes('2026-02-10', 60), fc.integer({ min: 0, max: 20_000 }), (from, length) => {
          const to = new Date(from.getTime() + length * minuteMs);
          const counted = walk(calendar, from, to);
          expect(workingTimeBetween(calendar, from, to)).toBe(counted * minuteMs);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('add working time up to the earliest instant at which it has passed', () => {
    fc.assert(
      fc.property(minutes('2026-02-10', 600), fc.integer({ min: 1, max: 100_000_000 }), (from, ms) => {
        const to = addWorkingTime(office, from, ms);
        expect(workingTimeBetween(office, from, to)).toBe(ms);
        expect(workingTimeBetween(office, from, new Date(to.getTime() - 1))).toBe(ms - 1);
      }),
    );
  });

  it('are additive over an instant in between', () => {
    fc.assert(
      fc.property(fc.array(minutes('2025-01-01', 1000), { minLength: 3, maxLength: 3 }), instants => {
        const [a, b, c] = instants.sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date];
        expect(workingTimeBetween(office, a, b) + workingTimeBetween(office, b, c)).toBe(
          workingTimeBetween(office, a, c),
        );
      }),
    );
  });
});

describe('calendarFrom', () => {
  const row = calendarRows[0]!;
  it.each([
    ['an unknown zone', { ...row, zone: 'Asia/Singapore' }, 'calendar.unknown-zone'],
    [
      'hours that close before they open',
      { ...row, week: { ...row.week, 1: { opens: '16:00', breakFrom: null, breakTo: null, closes: '08:00' } } },
      'calendar.bad-hours',
    ],
    [
      'half a break',
      { ...row, week: { ...row.week, 1: { opens: '08:00', breakFrom: '12:00', breakTo: null, closes: '16:00' } } },
      'calendar.bad-hours',
    ],
    [
      'a time of day that does not exist',
      { ...row, week: { ...row.week, 1: { opens: '8', breakFrom: null, breakTo: null, closes: '16:00' } } },
      'calendar.bad-hours',
    ],
    ['a date that does not exist', { ...row, decreedUntil: '2027-02-30' }, 'calendar.bad-date'],
  ])('rejects %s', (_, bad, code) => {
    expect(() => calendarFrom(bad, holidays)).toThrow(expect.objectContaining({ kind: 'invalid', code }));
  });

  it('marks the holidays that may still move as provisional', () => {
    const provisional = office.holidays.filter(holiday => holiday.provisional).map(({ date }) => date);
    expect(provisional).toEqual(expect.arrayContaining(['2027-01-05', '2027-03-10', '2027-05-17']));
    expect(provisional.every(date => date.startsWith('2027'))).toBe(true);
  });
});

/** An arbitrary full minute within a number of days. */
const minutes = (from: string, days: number): fc.Arbitrary<Date> =>
  fc.integer({ min: 0, max: days * 1440 }).map(n => new Date(Date.parse(`${from}T00:00:00Z`) + n * minuteMs));

/** Counts working minutes one by one, independently of the code under test. */
const walk = (calendar: Calendar, from: Date, to: Date): number => {
  let counted = 0;
  for (let at = from.getTime(); at < to.getTime(); at += minuteMs) {
    const local = new Date(at + 8 * 3_600_000).toISOString();
    const [date, time] = [local.slice(0, 10), local.slice(11, 16)];
    const season = calendar.seasons.find(one => one.from <= date && date <= one.to);
    const hours = (season ?? calendar).week[(((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1) as 1];
    const works =
      hours &&
      hours.opens <= time &&
      time < hours.closes &&
      !(hours.breakFrom && hours.breakTo && hours.breakFrom <= time && time < hours.breakTo);
    if (works && !calendar.holidays.some(holiday => holiday.date === date)) counted++;
  }
  return counted;
};
