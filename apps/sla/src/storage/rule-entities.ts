import { column, defineEntity, primary } from '@tuntas/database';
import type { Calendar, PolicyRow } from '../domain/index.js';

/** A version of a policy. */
interface PolicyRecord {
  readonly name: string;
  readonly version: number;
  readonly validFrom: string;
  readonly body: PolicyRow;
}
export const policyEntity = defineEntity<PolicyRecord>('sla.policies', {
  name: primary(column.text),
  version: primary(column.integer),
  validFrom: column.date,
  body: column.json,
});

/** A version of a calendar. */
interface CalendarRecord {
  readonly code: string;
  readonly version: number;
  readonly validFrom: string;
  readonly body: Calendar;
}
export const calendarEntity = defineEntity<CalendarRecord>('sla.calendars', {
  code: primary(column.text),
  version: primary(column.integer),
  validFrom: column.date,
  body: column.json,
});

/** A shift of a calendar version, with the working time of the calendar before it. */
interface ShiftRecord {
  readonly calendar: string;
  readonly version: number;
  readonly opens: Date;
  readonly closes: Date;
  readonly workedBeforeMs: number;
}
export const shiftEntity = defineEntity<ShiftRecord>('sla.shifts', {
  calendar: primary(column.text),
  version: primary(column.integer),
  opens: primary(column.instant),
  closes: column.instant,
  workedBeforeMs: column.bigint,
});
export const ruleEntities = [policyEntity, calendarEntity, shiftEntity];
