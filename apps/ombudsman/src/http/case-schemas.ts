import { z } from 'zod';
import { admissibilityChecks, caseStages, maladministrations } from '@tuntas/contracts';
import { instant, instantParam, line, listOf, paging, placeInTime } from '@tuntas/service';

const filters = {
  complaintId: z.array(z.uuid()).optional(),
  stage: z.array(z.enum(caseStages)).optional(),
  office: z.array(line(40)).optional(),
  region: z.array(line(40)).optional().describe('Its code; with all that lies in it'),
  maladministration: z.array(z.enum(maladministrations)).optional(),
  openedFrom: instantParam.optional().describe('Opened then or later'),
};
export const listQuery = z.strictObject({ ...filters, ...paging(placeInTime) });
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
export const listSchema = listOf(caseSchema).meta({ id: 'CaseList' });

export const caseExample: z.infer<typeof caseSchema> = {
  id: '019d96b4-1f20-7c3e-a1d5-84c0b2f7e913', complaintId: '019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58', ticket: 'BJM-2026-000123-7',
  registrationNumber: '0179/LM/IV/2026/BJM', stage: 'intake_formal', office: 'PUPR', region: '63.71.04.1010',
  maladministration: [{ type: 'undue_delay', finding: 'alleged' }],
  admissibility: [{ check: 'agency_asked_first', passed: true, note: null }, { check: 'not_before_court', passed: null, note: null }],
  notices: [{ kind: 'settled_late', at: '2026-04-14T02:10:00.000Z' }], openedAt: '2026-04-09T08:00:00.000Z', dueAt: null, version: 2,
  allowedTransitions: ['intake_material', 'not_admissible', 'deemed_withdrawn', 'withdrawn'],
};
