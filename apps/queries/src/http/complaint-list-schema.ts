import { z } from 'zod';
import { channels, classifications, clockNames, outcomes, statuses, vulnerableGroups } from '@tuntas/contracts';
import { officeSchema, typedTicket } from '@tuntas/complaint/view';
import {
  booleanParam,
  instant,
  intParam,
  line,
  listOf,
  momentParam,
  paging,
  orderedSortKey,
  searchParam,
  updatedSinceParam,
} from '@tuntas/platform';
import { cardOrders } from '../storage/card-order.js';

const anyText = z.array(line(141)).max(50).optional();
const anyOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.array(z.enum(values)).max(values.length).optional();
const moment = momentParam.optional();

const filters = {
  ticket: z.array(typedTicket).max(50).optional().describe('Case, dashes and blanks are ignored'),
  externalId: anyText.describe('`system:id`, or the id alone'),
  status: anyOf(statuses),
  office: anyText,
  category: anyText,
  region: anyText.describe('Code of a region; includes the regions within it'),
  classification: anyOf(classifications),
  channel: anyOf(channels),
  escalationLevel: z.array(intParam(0, 3)).max(4).optional(),
  breached: booleanParam.optional(),
  dueFrom: moment.describe('Due at this time or later'),
  dueBefore: moment.describe('Exclusive'),
  lodgedFrom: moment.describe('Lodged at this time or later'),
  lodgedTo: moment.describe('Exclusive'),
  updatedSince: updatedSinceParam.optional(),
  q: searchParam,
};

const cursorByFit = z.object({ sort: z.literal('fit'), key: z.int32().min(0), id: z.uuid() });

export const countQuery = z.strictObject(filters);
export const listQuery = z
  .strictObject({
    ...filters,
    sort: z
      .enum(cardOrders)
      .optional()
      .describe(
        '`-` for descending. The default is `-lodgedAt`, or the best match with `q`. Complaints without a due time come last.',
      ),
    ...paging(z.union([orderedSortKey(cardOrders), cursorByFit])),
  })
  .refine(
    ({ sort, cursor, q }) =>
      !cursor || (cursor.sort === 'fit' ? q !== undefined && !sort : !sort || cursor.sort === sort),
    { path: ['cursor'], error: 'cursor_of_another_order' },
  );
export type ListQuery = z.infer<typeof listQuery>;

export const listSchema = listOf(
  z
    .object({
      id: z.uuid(),
      ticket: z.string(),
      version: z.int(),
      status: z.enum(statuses),
      outcome: z.enum(outcomes).nullable(),
      cycle: z.int(),
      escalationLevel: z.int(),
      classification: z.enum(classifications),
      category: z.string().nullable(),
      channel: z.enum(channels),
      subject: z.string().nullable().describe('Null if the caller may not read texts'),
      regionCode: z.string().nullable(),
      vulnerableGroups: z.array(z.enum(vulnerableGroups)),
      office: officeSchema.nullable(),
      lodgedAt: instant,
      dueAt: instant.nullable(),
      breached: z.boolean().describe('Whether a duty of this cycle is overdue and not yet met'),
      duty: z
        .object({
          name: z.enum(clockNames),
          label: z.string().describe('In the language of the request'),
          percentUsed: z
            .int()
            .min(0)
            .max(100)
            .nullable()
            .describe(
              'Percentage of its time that is used, without pauses; in working time if its length is in working days',
            ),
        })
        .meta({ id: 'DutyDue' })
        .nullable()
        .describe('The duty due at `dueAt`; null if no duty is due, for example while the citizen has to reply'),
      updatedAt: instant.describe('Time of the latest event included in this entry'),
    })
    .meta({ id: 'ComplaintCard' }),
)
  .extend({
    asOf: instant.nullable().describe('The list includes all events up to this time; usually milliseconds behind'),
  })
  .meta({ id: 'ComplaintList' });

export const listExample = {
  asOf: '2026-03-17T01:00:00.000Z',
  next: null,
  items: [
    {
      id: '01960000-0000-7000-8000-000000000001',
      ticket: 'BJM-2026-000123-D',
      version: 2,
      status: 'assigned',
      outcome: null,
      cycle: 1,
      escalationLevel: 0,
      classification: 'ordinary_complaint',
      category: 'roads.pothole',
      channel: 'counter',
      subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
      regionCode: '63.71.04.1010',
      vulnerableGroups: ['elderly'],
      office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
      lodgedAt: '2026-03-17T01:00:00.000Z',
      dueAt: '2026-03-31T08:00:00.000Z',
      breached: false,
      duty: { name: 'first_response', label: 'Tanggapan pertama', percentUsed: 0 },
      updatedAt: '2026-03-17T01:00:00.100Z',
    },
  ],
};
