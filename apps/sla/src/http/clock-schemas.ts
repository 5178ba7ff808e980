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
import { instant, intParam, line, listOf, momentParam, paging, placeInOrder, updatedSinceParam } from '@tuntas/service';
import { clockOrders } from '../use-cases/clock-register.js';

const filters = {
  status: z.array(z.enum(clockStatuses)).max(clockStatuses.length).optional(),
  name: z.array(z.enum(clockNames)).max(clockNames.length).optional(),
  office: z.array(line(40)).max(50).optional().describe('Whose duty it is or was'),
  dueFrom: momentParam.optional().describe('Due then or later'),
  dueBefore: momentParam.optional().describe('Exclusive'),
  runsFor: z
    .array(z.enum(clockHolders))
    .max(clockHolders.length)
    .optional()
    .describe('Whose duty it is; `ladder`: of whoever holds the level that was reached'),
  updatedSince: updatedSinceParam.optional(),
  warned: intParam(1, 100).optional().describe('Warned at this percent of their time, or at a higher one'),
};

export const countQuery = z.strictObject(filters);
export const listQuery = z
  .strictObject({
    ...filters,
    sort: z
      .enum(clockOrders)
      .optional()
      .describe('`-` for descending; `dueAt` where nothing is said. What has no due instant comes last.'),
    ...paging(placeInOrder(clockOrders)),
  })
  .refine(({ sort, cursor }) => !sort || !cursor || cursor.sort === sort, {
    path: ['cursor'],
    error: 'cursor_of_another_order',
  });

export const listedClock = clockSchema
  .extend({
    complaintId: z.uuid(),
    ticket: z.string(),
    office: officeSchema.nullable().describe('Whose duty it is or was; null where none was known'),
    warnedPercent: z.int().nullable().describe('The highest percent of its time at which a warning was given'),
    label: z.string().describe('Its name in the language of the request'),
    runsFor: z.enum(clockHolders),
    percentUsed: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe(
        'How much of its time is used, to full percents: working time where its length is in working days, and no pause. Null once it was met or cancelled',
      ),
    metAt: instant.nullable().describe('When the duty was met, also after a breach'),
    complaint: z
      .object({
        status: z.enum(statuses),
        category: z.string().nullable(),
        classification: z.enum(classifications),
        regionCode: z.string().nullable(),
        escalationLevel: z.int(),
        vulnerableGroups: z.array(z.enum(vulnerableGroups)),
        subject: z.string().nullable().describe('Null for those who may not read texts'),
      })
      .describe('What it is about, as it stands now'),
    updatedAt: instant.describe('When it was last written'),
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
