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
/** The city's own calendars and policies: the specs speak of what is deployed. */
export const calendarRows = JSON.parse(read('calendars.json')) as CalendarRow[];
export const calendars = calendarRows.map(row => calendarFrom(row, holidays));
/** Five days a week, and six. */
export const [officeHours, sixDays] = calendars as [Calendar, Calendar];
export const policies = JSON.parse(read('policies.json')) as SlaPolicy[];

/** An instant of the city's local time. @param local such as `2026-03-17T09:00` */
export const wita = (local: string): Date => new Date(`${local}:00+08:00`);
