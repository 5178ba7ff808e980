import { z } from 'zod';
import { clockNames, type Classification } from '@tuntas/contracts';
import { listOf, paging } from '@tuntas/platform';

const named = z.string().max(100);
export const policiesQuery = z.strictObject(paging(z.object({ name: named, version: z.int32() }), 200));
export const calendarsQuery = z.strictObject(paging(z.object({ code: named, version: z.int32() }), 200));

const date = z.iso.date();
/**
 * One value per classification, also if all are equal. The fixed shape allows clients to be generated from the schema.
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
    validFrom: date.describe('A clock uses the policy that is valid on the local date of its start'),
    unit: z.enum(['HK', 'CD']).describe('HK: working days of a calendar; CD: calendar days'),
    length: byClassification(z.int()).describe('Length in the unit, per classification'),
    runsFor: z.enum(['citizen', 'office', 'coordinator', 'holder']).describe('The party that owes the duty'),
    maxLevel: byClassification(z.int()).describe(
      'The highest level that an expiry may escalate to; 0 if it escalates nothing',
    ),
    warnAt: byClassification(z.array(z.int())).describe(
      'Percentages of the time at which the clock warns; of the clocks of one duty only the one due first warns',
    ),
    basis: z.string().describe('The legal basis'),
    mark: z
      .enum(['v', 'u', 'city'])
      .describe('v: the legal basis was verified in its source; u: it is unverified; city: policy of the city'),
  })
  .meta({ id: 'SlaPolicy' });
export const policiesSchema = listOf(policySchema).meta({ id: 'SlaPolicyList' });

const hours = z
  .object({ opens: z.string(), breakFrom: z.string().nullable(), breakTo: z.string().nullable(), closes: z.string() })
  .meta({ id: 'OfficeHours' })
  .nullable();
const weekSchema = z
  .object({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours })
  .describe('Local office hours by ISO weekday, 1 Monday .. 7 Sunday; null on a day off')
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
      .describe('Periods (both dates included) with their own office hours'),
    holidays: z.array(
      z.object({
        date,
        kind: z.enum(['holiday', 'joint_leave']),
        name: z.string(),
        provisional: z.boolean().describe('Whether a decree may still move it'),
      }),
    ),
    decreedUntil: date.describe(
      'Last date for which holidays are decreed; after it only weekends are known and due instants are provisional',
    ),
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
