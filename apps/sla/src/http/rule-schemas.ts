import { z } from 'zod';
import { clockNames, type Classification } from '@tuntas/contracts';
import { listOf, paging } from '@tuntas/service';

const named = z.string().max(100);
export const policiesQuery = z.strictObject(paging(z.object({ name: named, version: z.int32() }), 200));
export const calendarsQuery = z.strictObject(paging(z.object({ code: named, version: z.int32() }), 200));

const date = z.iso.date();
/**
 * A value for each classification, also where they are all the same: of one shape, so that clients can be generated
 * from it.
 */
const byClassification = <T extends z.ZodType>(value: T) =>
  z.object({
    information_request: value,
    aspiration: value,
    ordinary_complaint: value,
    supervisory_complaint: value,
  } satisfies Record<Classification, T>);

const policySchema = z
  .object({
    name: z.enum(clockNames),
    version: z.int(),
    validFrom: date.describe('A clock obeys the policy that was valid on the local date of its start'),
    unit: z.enum(['HK', 'CD']).describe('HK: working days of a calendar; CD: calendar days'),
    length: byClassification(z.int()).describe('In the unit, for each classification'),
    runsFor: z.enum(['citizen', 'office', 'coordinator', 'holder']).describe('Whose duty it is'),
    maxLevel: byClassification(z.int()).describe(
      'The highest level that its expiry may raise; 0 where it escalates nothing',
    ),
    warnAt: byClassification(z.array(z.int())).describe(
      'At which percents of its time whoever owes the duty is warned; of the clocks that cover one duty only the one due first does',
    ),
    basis: z.string().describe('The legal basis'),
    mark: z
      .enum(['v', 'u', 'city'])
      .describe('v: the basis was seen in its source; u: still to be checked; city: policy of the city'),
  })
  .meta({ id: 'SlaPolicy' });
export const policiesSchema = listOf(policySchema).meta({ id: 'SlaPolicyList' });

const hours = z
  .object({ opens: z.string(), breakFrom: z.string().nullable(), breakTo: z.string().nullable(), closes: z.string() })
  .meta({ id: 'OfficeHours' })
  .nullable();
const weekSchema = z
  .object({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours })
  .describe('Local office hours by ISO weekday, 1 Monday .. 7 Sunday; null where nobody works')
  .meta({ id: 'OfficeWeek' });
const calendarSchema = z
  .object({
    code: z.string(),
    version: z.int(),
    validFrom: date,
    zone: z.string(),
    week: weekSchema,
    seasons: z
      .array(
        z.object({
          from: date,
          to: date,
          week: weekSchema,
          name: z.string(),
          provisional: z.boolean(),
          source: z.string(),
        }),
      )
      .describe('Stretches of dates, both included, with hours of their own'),
    holidays: z.array(
      z.object({
        date,
        kind: z.enum(['holiday', 'joint_leave']),
        name: z.string(),
        provisional: z.boolean().describe('May still move by decree'),
      }),
    ),
    decreedUntil: date.describe('Beyond it only weekends are known, and what is counted is provisional'),
    source: z.string(),
  })
  .meta({ id: 'WorkingCalendar' });
export const calendarsSchema = listOf(calendarSchema).meta({ id: 'WorkingCalendarList' });

const forAll = <T>(value: T) => ({
  information_request: value,
  aspiration: value,
  ordinary_complaint: value,
  supervisory_complaint: value,
});
export const policiesExample: z.infer<typeof policiesSchema> = {
  next: null,
  items: [
    {
      name: 'resolution',
      version: 1,
      validFrom: '2025-01-01',
      unit: 'HK',
      runsFor: 'office',
      maxLevel: forAll(3),
      warnAt: forAll([50, 75, 90]),
      basis: 'PermenPANRB 62/2018',
      mark: 'v',
      length: { information_request: 5, aspiration: 5, ordinary_complaint: 14, supervisory_complaint: 60 },
    },
  ],
};

const day = { opens: '07:30', breakFrom: '12:00', breakTo: '13:00', closes: '16:00' };
export const calendarsExample: z.infer<typeof calendarsSchema> = {
  next: null,
  items: [
    {
      code: 'office-hours',
      version: 1,
      validFrom: '2025-01-01',
      zone: 'Asia/Makassar',
      week: { 1: day, 2: day, 3: day, 4: day, 5: { ...day, breakFrom: '11:30', closes: '16:30' }, 6: null, 7: null },
      seasons: [],
      holidays: [{ date: '2026-03-19', kind: 'holiday', name: 'Hari Suci Nyepi', provisional: false }],
      decreedUntil: '2027-12-31',
      source: 'Perpres 21/2023: 37.5 h a week',
    },
  ],
};
