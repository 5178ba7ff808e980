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
  placeInOrder,
  searchParam,
  updatedSinceParam,
} from '@tuntas/service';
import { cardOrders } from '../storage/card-order.js';

const anyText = z.array(line(141)).max(50).optional();
const anyOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.array(z.enum(words)).max(words.length).optional();
const moment = momentParam.optional();

const filters = {
  ticket: z.array(typedTicket).max(50).optional().describe('In capital or small letters, with any dashes or blanks'),
  externalId: anyText.describe('As `system:id`, or the id alone'),
  status: anyOf(statuses),
  office: anyText,
  category: anyText,
  region: anyText.describe('A region and everything in it'),
  classification: anyOf(classifications),
  channel: anyOf(channels),
  escalationLevel: z.array(intParam(0, 3)).max(4).optional(),
  breached: booleanParam.optional(),
  dueFrom: moment.describe('Due then or later'),
  dueBefore: moment.describe('Exclusive'),
  lodgedFrom: moment.describe('Lodged then or later'),
  lodgedTo: moment.describe('Exclusive'),
  updatedSince: updatedSinceParam.optional(),
  q: searchParam,
};

const placeByFit = z.object({ sort: z.literal('fit'), key: z.int32().min(0), id: z.uuid() });

export const countQuery = z.strictObject(filters);
export const listQuery = z
  .strictObject({
    ...filters,
    sort: z
      .enum(cardOrders)
      .optional()
      .describe(
        '`-` for descending; where nothing is said, `-lodgedAt`, or with `q` what fits best. What has no due instant comes last.',
      ),
    ...paging(z.union([placeInOrder(cardOrders), placeByFit])),
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
      subject: z.string().nullable().describe('Null for those who may not read texts'),
      regionCode: z.string().nullable(),
      vulnerableGroups: z.array(z.enum(vulnerableGroups)),
      office: officeSchema.nullable(),
      lodgedAt: instant,
      dueAt: instant.nullable(),
      breached: z.boolean().describe('A duty of this cycle is overdue and still owed'),
      duty: z
        .object({
          name: z.enum(clockNames),
          label: z.string().describe('In the language of the request'),
          percentUsed: z
            .int()
            .min(0)
            .max(100)
            .nullable()
            .describe('How much of its time is used; working time where its length is in working days, and no pause'),
        })
        .meta({ id: 'DutyDue' })
        .nullable()
        .describe('What is due at `dueAt`; null where nothing is, as while the citizen is waited for'),
      updatedAt: instant.describe('When the newest event that the card knows was told'),
    })
    .meta({ id: 'ComplaintCard' }),
)
  .extend({
    asOf: instant.nullable().describe('The list knows everything up to here; milliseconds behind the complaints'),
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
