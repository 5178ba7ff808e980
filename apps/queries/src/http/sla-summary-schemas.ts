import { z } from 'zod';
import { classifications, clockHolders, clockNames, summaryGroups } from '@tuntas/contracts';
import { instant, line, momentParam } from '@tuntas/platform';

const codes = z.array(line(40)).max(50).optional();

export const summaryQuery = z.strictObject({
  groupBy: z
    .enum(summaryGroups)
    .default('office')
    .describe('`period`: the month in which the clock started, in the time zone of the city'),
  from: momentParam
    .optional()
    .describe(
      'Clocks that started at this time or later. A timestamp, or a date that begins at midnight in the time zone of the city',
    ),
  to: momentParam.optional().describe('Exclusive, like `from`'),
  office: codes.describe('The responsible office'),
  category: codes,
  region: codes.describe('Code of a region; includes the regions within it'),
  classification: z.array(z.enum(classifications)).max(classifications.length).optional(),
  name: z.array(z.enum(clockNames)).max(clockNames.length).optional().describe('Names of clocks'),
  runsFor: z
    .array(z.enum(clockHolders))
    .max(clockHolders.length)
    .optional()
    .describe(
      'Whose clocks to count. The default is `office`, unless `name` is given. `ladder`: the holder of the escalation level that was reached',
    ),
});
export type SummaryQuery = z.infer<typeof summaryQuery>;

const count = z.int().min(0);
const hours = z.number().min(0).nullable();

const group = z
  .object({
    key: z
      .string()
      .nullable()
      .describe(
        'Code of the group: the responsible office, or the present property of the complaint; null if it is not known',
      ),
    label: z.string().describe('In the language of the request'),
    running: count.describe('Clocks that run now, without clocks that are paused for a reply of the citizen'),
    dueWithin24Hours: count.describe('Running clocks that are due within 24 hours from now'),
    breached: count.describe(
      'Duties that missed their deadline, including duties that were met late. Lapsed windows of the citizen are not counted here',
    ),
    met: count.describe('Duties and windows of the citizen that were met in time'),
    compliancePercent: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .describe('`met` divided by the sum of `met` and `breached`, in percent with two decimals; null if both are 0'),
    medianWorkingHours: hours.describe(
      'Median working time from the start until the clock was met, in time or late, without pauses, by the calendar of the clock. Full minutes, as hours with two decimals: ' +
        'the smallest value that at least half of the clocks did not exceed',
    ),
    p90WorkingHours: hours.describe(
      '90th percentile of the working time: the smallest value that at least nine of ten clocks did not exceed',
    ),
  })
  .meta({ id: 'SlaGroup' });

export const summarySchema = z
  .object({
    asOf: instant.nullable().describe('The summary includes all events up to this time; usually milliseconds behind'),
    groups: z
      .array(group)
      .describe('Groups with at least one clock, ordered by key; the group without a key comes last'),
  })
  .meta({ id: 'SlaSummary' });
export const summaryRows = { row: group, of: ({ groups }: z.infer<typeof summarySchema>): readonly object[] => groups };

export const summaryExample: z.infer<typeof summarySchema> = {
  asOf: '2026-06-30T08:00:00.000Z',
  groups: [
    {
      key: 'PUPR',
      label: 'Dinas Pekerjaan Umum dan Penataan Ruang',
      running: 12,
      dueWithin24Hours: 2,
      breached: 3,
      met: 41,
      compliancePercent: 93.18,
      medianWorkingHours: 21.5,
      p90WorkingHours: 84.25,
    },
    {
      key: null,
      label: 'Belum ada instansi',
      running: 4,
      dueWithin24Hours: 1,
      breached: 0,
      met: 9,
      compliancePercent: 100,
      medianWorkingHours: 6.02,
      p90WorkingHours: 14,
    },
  ],
};
