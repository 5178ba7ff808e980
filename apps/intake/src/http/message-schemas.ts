import { z } from 'zod';
import {
  deliveryProblems,
  messageChannels,
  messageLanguages,
  messageStatuses,
  messageTemplates,
} from '@tuntas/contracts';
import { instant, line, listOf, paging, timeSortKey, updatedSinceParam } from '@tuntas/platform';

export const handoverSchema = z.strictObject({}).meta({ id: 'MessageHandover' });

const filters = {
  complaintId: z.array(z.uuid()).optional(),
  channel: z.array(z.enum(messageChannels)).optional(),
  status: z.array(z.enum(messageStatuses)).optional(),
  updatedSince: updatedSinceParam.optional(),
};
export const listQuery = z.strictObject({ ...filters, ...paging(timeSortKey) });
export const countQuery = z.strictObject(filters);

const waiting = {
  counter: z.array(line(40)).optional().describe('Messages that wait at this counter, and those for any counter'),
};
export const printQueueQuery = z.strictObject({ ...waiting, ...paging(timeSortKey) });
export const printQueueCountQuery = z.strictObject(waiting);

export const messageSchema = z
  .object({
    id: z.uuid(),
    complaintId: z.uuid(),
    ticket: z.string(),
    kind: z.enum(messageTemplates),
    channel: z.enum(messageChannels),
    language: z.enum(messageLanguages),
    counter: z.string().nullable().describe('Counter where a printed message waits; null for any counter'),
    status: z.enum(messageStatuses),
    decidedAt: instant,
    settledAt: instant.nullable().describe('When it was delivered, failed finally or was handed over'),
    attempts: z.int().min(0).describe('Number of delivery attempts'),
    problem: z
      .object({ code: z.enum(deliveryProblems), detail: z.string() })
      .meta({ id: 'DeliveryProblem' })
      .nullable()
      .describe('Reason why the last attempt failed'),
    subject: z.string(),
    text: z.string().describe('Text of the message in its language'),
    updatedAt: instant.describe(
      'When it was delivered, failed finally or was handed over, otherwise when it was decided; attempts do not change it',
    ),
  })
  .meta({ id: 'Message' });
export const listSchema = listOf(messageSchema).meta({ id: 'MessageList' });

export const messageExample: z.infer<typeof messageSchema> = {
  id: '019d6e2c-4d10-7b31-a2c4-6f0b1e8d9a57',
  complaintId: '019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
  ticket: 'BJM-2026-000123-7',
  kind: 'question',
  channel: 'print',
  language: 'id',
  counter: 'MPP-03',
  status: 'pending',
  decidedAt: '2026-03-25T02:00:00.000Z',
  settledAt: null,
  attempts: 0,
  problem: null,
  subject: 'Ada pertanyaan untuk Anda (BJM-2026-000123-7)',
  text:
    'Nomor tiket: BJM-2026-000123-7\n\nDinas Pekerjaan Umum dan Penataan Ruang menanyakan sesuatu kepada Anda.\n\nPertanyaannya:\n  Lajur kiri atau kanan, Bu?\n\n' +
    'Anda dapat menjawab pertanyaan dari Dinas Pekerjaan Umum dan Penataan Ruang.\n\nKota Banjarmasin\n',
  updatedAt: '2026-03-25T02:00:00.000Z',
};
