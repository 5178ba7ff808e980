import { z } from 'zod';
import { admissibilityChecks, caseStages, maladministrations } from '@tuntas/contracts';
import { instantParam, paging } from '@tuntas/service';

const instant = z.iso.datetime({ offset: true });

export const idParam = z.object({ id: z.uuid() });

const filters = {
  complaintId: z.array(z.uuid()).optional(),
  stage: z.array(z.enum(caseStages)).optional(),
  office: z.array(z.string().max(40)).optional(),
  region: z.array(z.string().max(40)).optional().describe('Its code; with all that lies in it'),
  maladministration: z.array(z.enum(maladministrations)).optional(),
  openedFrom: instantParam.optional().describe('Opened then or later'),
};
export const listQuery = z.strictObject({ ...filters, ...paging });
export const countQuery = z.strictObject(filters);

export const caseSchema = z.object({
  id: z.uuid(), complaintId: z.uuid(), ticket: z.string(),
  registrationNumber: z.string().meta({ examples: ['0179/LM/VI/2022/BJM'] }),
  stage: z.enum(caseStages), office: z.string().nullable(), region: z.string().nullable(),
  maladministration: z.array(z.object({ type: z.enum(maladministrations), finding: z.enum(['alleged', 'found']) })),
  admissibility: z.array(z.object({
    check: z.enum(admissibilityChecks), passed: z.boolean().nullable().describe('null: not known'), note: z.string().nullable(),
  })),
  notices: z.array(z.object({ kind: z.enum(['settled_late', 'withdrawn', 'reopened', 'referred_again']), at: instant })),
  openedAt: instant, dueAt: instant.nullable(), version: z.int(),
  allowedTransitions: z.array(z.enum(caseStages)),
}).meta({ id: 'Case' });
