import { z } from 'zod';
import { clockNames, escalationEnds, escalationStatuses, escalationTargets } from '@tuntas/contracts';
import { instantParam, paging } from '@tuntas/service';

const instant = z.iso.datetime({ offset: true });

export const idParam = z.object({ id: z.uuid() });
export const acknowledgementSchema = z.strictObject({}).meta({ id: 'Acknowledgement' });

const filters = {
  complaintId: z.array(z.uuid()).optional(),
  targetMissing: z.enum(['true', 'false']).transform(text => text === 'true').optional(),
  level: z.array(z.coerce.number().int().min(1).max(3)).optional(),
  status: z.array(z.enum(escalationStatuses)).optional(),
  office: z.array(z.string().max(40)).optional().describe('The office that was responsible when the level was reached'),
  raisedFrom: instantParam.optional().describe('Raised then or later'),
  raisedTo: instantParam.optional().describe('Raised before'),
};
export const listQuery = z.strictObject({ ...filters, ...paging });
export const countQuery = z.strictObject(filters);

export const escalationSchema = z.object({
  id: z.uuid(), complaintId: z.uuid(), ticket: z.string(),
  clock: z.enum(clockNames).nullable().describe('Whose breach is at the root; null where a person raised it or the citizen asked'),
  clockId: z.uuid().nullable(),
  level: z.int().min(1).max(3), cycle: z.int(), target: z.enum(escalationTargets),
  targetMissing: z.boolean().describe('The office had neither head nor deputy: a task for the coordinator'),
  office: z.string().nullable(), status: z.enum(escalationStatuses), reason: z.enum(['breach', 'ladder', 'manual', 'referral']),
  nextRung: z.object({ level: z.int(), afterWorkingDays: z.int() }).nullable(),
  raisedAt: instant, acknowledgedAt: instant.nullable(), endedAt: instant.nullable(), endReason: z.enum(escalationEnds).nullable(),
  referralOfferedAt: instant.nullable().describe('When the citizen was offered the Ombudsman, for want of consent'),
}).meta({ id: 'Escalation' });
