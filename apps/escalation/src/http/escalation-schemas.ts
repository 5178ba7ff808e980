import { z } from 'zod';
import { clockNames, escalationEnds, escalationStatuses, escalationTargets } from '@tuntas/contracts';
import {
  booleanParam,
  instant,
  intParam,
  line,
  listOf,
  momentParam,
  paging,
  timeSortKey,
  updatedSinceParam,
} from '@tuntas/platform';

export const acknowledgementSchema = z.strictObject({}).meta({ id: 'Acknowledgement' });
export const raisingSchema = z
  .strictObject({
    level: z.int().min(1).max(3).describe('1: the head of the office, 2: the city, 3: the Ombudsman'),
    reason: line(2_000),
  })
  .meta({ id: 'Raising' });

const filters = {
  complaintId: z.array(z.uuid()).optional(),
  targetMissing: booleanParam.optional(),
  level: z.array(intParam(1, 3)).optional(),
  status: z.array(z.enum(escalationStatuses)).optional(),
  office: z.array(line(40)).optional().describe('The office that was responsible when the level was reached'),
  raisedFrom: momentParam.optional().describe('Raised at this instant or later (inclusive)'),
  raisedTo: momentParam.optional().describe('Raised before this instant (exclusive)'),
  updatedSince: updatedSinceParam.optional(),
};
export const listQuery = z.strictObject({ ...filters, ...paging(timeSortKey) });
export const countQuery = z.strictObject(filters);

export const escalationSchema = z
  .object({
    id: z.uuid(),
    complaintId: z.uuid(),
    ticket: z.string(),
    clock: z
      .enum(clockNames)
      .nullable()
      .describe('The clock whose breach is the root cause; null if a person raised it or the citizen requested it'),
    clockId: z.uuid().nullable(),
    level: z.int().min(1).max(3),
    cycle: z.int(),
    target: z.enum(escalationTargets),
    targetMissing: z.boolean().describe('The office had neither head nor deputy: a task for the coordinator'),
    office: z.string().nullable(),
    status: z.enum(escalationStatuses),
    reason: z.enum(['breach', 'ladder', 'manual', 'referral']),
    explanation: z
      .string()
      .nullable()
      .describe('The reason given by the person who raised it; null otherwise, and for readers who may not read texts'),
    nextRung: z.object({ level: z.int(), afterWorkingDays: z.int() }).meta({ id: 'NextRung' }).nullable(),
    raisedAt: instant,
    acknowledgedAt: instant.nullable(),
    endedAt: instant.nullable(),
    endReason: z.enum(escalationEnds).nullable(),
    referralOfferedAt: instant
      .nullable()
      .describe('When the citizen was offered the referral to the Ombudsman because the consent was missing'),
    updatedAt: instant.describe('When the escalation was last written'),
  })
  .meta({ id: 'Escalation' });
export const listSchema = listOf(escalationSchema).meta({ id: 'EscalationList' });

export const escalationExample: z.infer<typeof escalationSchema> = {
  id: '019d6e2c-3b1f-7a55-9c04-52d1f0a7e6b1',
  complaintId: '019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
  ticket: 'BJM-2026-000123-7',
  clock: 'resolution',
  clockId: '019d1f0a-7c9a-7d20-b3a8-0e4f6c2a9d17',
  level: 2,
  cycle: 1,
  target: 'coordinator',
  targetMissing: false,
  office: 'PUPR',
  status: 'open',
  reason: 'ladder',
  explanation: null,
  nextRung: { level: 3, afterWorkingDays: 5 },
  raisedAt: '2026-04-01T08:00:00.000Z',
  acknowledgedAt: null,
  endedAt: null,
  endReason: null,
  referralOfferedAt: null,
  updatedAt: '2026-04-01T08:00:00.120Z',
};
