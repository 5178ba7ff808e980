import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarFrom, type Calendar, type CalendarRow, type HolidayRow } from './calendar.js';
import type { SlaPolicy } from './sla-policy.js';

const read = (file: string): string =>
  readFileSync(join(__dirname, '../../../../deploy/seed/banjarmasin', file), 'utf8');

const [, ...lines] = read('holidays.csv').trim().split('\n');
export const holidays = lines.map((line): HolidayRow => {
  const [date = '', , kind = '', name = ''] = line.split(',');
  return { date, kind, name };
});
/** The calendars and policies of the city's seed: the specs test the deployed data. */
export const calendarRows = JSON.parse(read('calendars.json')) as CalendarRow[];
export const calendars = calendarRows.map(row => calendarFrom(row, holidays));
/** The calendars with five and six working days a week. */
export const [officeHours, sixDays] = calendars as [Calendar, Calendar];
export const policies = JSON.parse(read('policies.json')) as SlaPolicy[];

/**
 * Parses the city's local time (WITA).
 * @param local such as `2026-03-17T09:00`
 */
export const wita = (local: string): Date => new Date(`${local}:00+08:00`);
