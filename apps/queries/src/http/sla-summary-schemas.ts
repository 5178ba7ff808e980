import { z } from 'zod';
import { classifications, clockHolders, clockNames } from '@tuntas/contracts';
import { instant, line, momentParam } from '@tuntas/service';
import { summaryGroups } from '../storage/sla-summary.js';

const codes = z.array(line(40)).max(50).optional();

export const summaryQuery = z.strictObject({
  groupBy: z
    .enum(summaryGroups)
    .default('office')
    .describe('`period`: the month of the start, in the zone of the city'),
  from: momentParam
    .optional()
    .describe(
      'Clocks that started then or later: an instant, or a date, which begins at midnight in the zone of the city',
    ),
  to: momentParam.optional().describe('Exclusive, like `from`'),
  office: codes.describe('Whose duty it is or was'),
  category: codes,
  region: codes.describe('A region and everything in it'),
  classification: z.array(z.enum(classifications)).max(classifications.length).optional(),
  name: z.array(z.enum(clockNames)).max(clockNames.length).optional().describe('Names of clocks'),
  runsFor: z
    .array(z.enum(clockHolders))
    .max(clockHolders.length)
    .optional()
    .describe(
      'Whose duties or windows to count; `office` alone where neither this nor `name` is given. `ladder`: of whoever holds the level that was reached',
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
      .describe('Whose duty it is or was, or what its complaint is about now; null where that is not known'),
    label: z.string().describe('In the language of the request'),
    running: count.describe('Clocks that run now; not those that are paused while the citizen is waited for'),
    dueWithin24Hours: count.describe('Of those that run: due within 24 hours from now'),
    breached: count.describe(
      'Duties that missed their time; they stay so when they are met after all. A window of the citizen lapses and is not counted here',
    ),
    met: count.describe('Duties and windows that were met in time'),
    compliancePercent: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .describe('`met` of `met` and `breached` together, to two decimals; null where there are neither'),
    medianWorkingHours: hours.describe(
      'Working time of what was met, in time or late, from its start and without pauses, by the calendar of the clock, in full minutes, as hours to two decimals: ' +
        'the least that at least half of them did not exceed',
    ),
    p90WorkingHours: hours.describe('The least working time that at least nine of ten did not exceed'),
  })
  .meta({ id: 'SlaGroup' });

export const summarySchema = z
  .object({
    asOf: instant.nullable().describe('The summary knows everything up to here; milliseconds behind the clocks'),
    groups: z.array(group).describe('Those that have clocks, by key; what has none comes last'),
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
