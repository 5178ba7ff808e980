import { z } from 'zod';
import { clockSchema, officeSchema } from '@tuntas/complaint/view';
import {
  classifications,
  clockHolders,
  clockNames,
  clockStatuses,
  statuses,
  vulnerableGroups,
} from '@tuntas/contracts';
import {
  instant,
  intParam,
  line,
  listOf,
  momentParam,
  paging,
  orderedSortKey,
  updatedSinceParam,
} from '@tuntas/platform';
import { clockOrders } from '../use-cases/clock-register.js';

const filters = {
  status: z.array(z.enum(clockStatuses)).max(clockStatuses.length).optional(),
  name: z.array(z.enum(clockNames)).max(clockNames.length).optional(),
  office: z.array(line(40)).max(50).optional().describe('The office that owes or owed the duty'),
  dueFrom: momentParam.optional().describe('Due at this instant or later (inclusive)'),
  dueBefore: momentParam.optional().describe('Due before this instant (exclusive)'),
  runsFor: z
    .array(z.enum(clockHolders))
    .max(clockHolders.length)
    .optional()
    .describe('The party that owes the duty; `ladder` is the holder of the escalation level that was reached'),
  updatedSince: updatedSinceParam.optional(),
  warned: intParam(1, 100).optional().describe('Warned at this percentage of its time or at a higher one'),
};

export const countQuery = z.strictObject(filters);
export const listQuery = z
  .strictObject({
    ...filters,
    sort: z
      .enum(clockOrders)
      .optional()
      .describe('A leading `-` is descending; default `dueAt`. Clocks without a due instant come last.'),
    ...paging(orderedSortKey(clockOrders)),
  })
  .refine(({ sort, cursor }) => !sort || !cursor || cursor.sort === sort, {
    path: ['cursor'],
    error: 'cursor_of_another_order',
  });

export const listedClock = clockSchema
  .extend({
    complaintId: z.uuid(),
    ticket: z.string(),
    office: officeSchema
      .nullable()
      .describe('The office that owes or owed the duty; null if no office was responsible'),
    warnedPercent: z.int().nullable().describe('The highest percentage of its time at which a warning was emitted'),
    label: z.string().describe('The name of the clock in the language of the request'),
    runsFor: z.enum(clockHolders),
    percentUsed: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe(
        'Used time in whole percent, without pauses; working time if the length is in working days. ' +
          'Null once the clock is met or cancelled',
      ),
    metAt: instant.nullable().describe('When the duty was met, in time or after a breach'),
    complaint: z
      .object({
        status: z.enum(statuses),
        category: z.string().nullable(),
        classification: z.enum(classifications),
        regionCode: z.string().nullable(),
        escalationLevel: z.int(),
        vulnerableGroups: z.array(z.enum(vulnerableGroups)),
        subject: z.string().nullable().describe('Null for readers who may not read texts'),
      })
      .describe('The current state of the complaint'),
    updatedAt: instant.describe('When the clock was last written'),
  })
  .meta({ id: 'ListedClock' });
export const listSchema = listOf(listedClock).meta({ id: 'ClockList' });

export const listExample: z.infer<typeof listSchema> = {
  next: null,
  items: [
    {
      id: '019d1f0a-7c9a-7d20-b3a8-0e4f6c2a9d17',
      name: 'resolution',
      cycle: 1,
      status: 'running',
      startedAt: '2026-03-17T01:00:00.000Z',
      dueAt: '2026-04-14T08:00:00.000Z',
      pausedAt: null,
      remaining: 'PT52H30M',
      policyVersion: 1,
      calendarVersion: 1,
      provisional: false,
      basis: 'PermenPANRB 62/2018',
      warnedPercent: 50,
      complaintId: '019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
      ticket: 'BJM-2026-000123-7',
      office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
      label: 'Penyelesaian',
      runsFor: 'office',
      percentUsed: 50,
      metAt: null,
      complaint: {
        status: 'in_progress',
        category: 'roads.pothole',
        classification: 'ordinary_complaint',
        regionCode: '63.71.04.1010',
        escalationLevel: 0,
        vulnerableGroups: ['elderly'],
        subject: null,
      },
      updatedAt: '2026-03-27T03:30:00.000Z',
    },
  ],
};
