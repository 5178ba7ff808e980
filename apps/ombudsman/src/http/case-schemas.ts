import { z } from 'zod';
import {
  admissibilityChecks,
  caseStages,
  examinationFindings,
  inadmissibilityGrounds,
  maladministrations,
  noticeKinds,
} from '@tuntas/contracts';
import {
  customIssue,
  instant,
  line,
  listOf,
  momentParam,
  paging,
  timeSortKey,
  searchParam,
  updatedSinceParam,
} from '@tuntas/platform';

const filters = {
  complaintId: z.array(z.uuid()).optional(),
  stage: z.array(z.enum(caseStages)).optional(),
  office: z.array(line(40)).optional(),
  region: z.array(line(40)).optional().describe('Code of a region; includes the regions within it'),
  maladministration: z.array(z.enum(maladministrations)).optional(),
  notice: z.array(z.enum(noticeKinds)).optional().describe('Cases with a notice of this kind'),
  openedFrom: momentParam.optional().describe('Opened at this time or later'),
  updatedSince: updatedSinceParam.optional(),
  q: searchParam,
};
export const listQuery = z.strictObject({ ...filters, ...paging(timeSortKey) });
export const countQuery = z.strictObject(filters);

const note = line(2_000).describe('Internal note for the file: what staff did and why');
export const transitionSchema = z
  .discriminatedUnion('to', [
    z
      .strictObject({
        to: z.literal('not_admissible'),
        ground: z
          .enum(inadmissibilityGrounds)
          .describe(
            'Why the Ombudsman may not examine the complaint. Each ground has its own explanation for the citizen, with the remaining options',
          ),
        note,
      })
      .meta({ id: 'CaseNotAdmissible' }),
    z
      .strictObject({
        to: z.literal('report'),
        finding: z.enum(examinationFindings).describe('Finding of the examination report (LHP)'),
        maladministration: z
          .array(z.enum(maladministrations))
          .max(maladministrations.length)
          .optional()
          .describe(
            'Types of maladministration found: at least one if `finding` is `maladministration_found`, otherwise none',
          ),
        note,
      })
      .check(({ value: { finding: reportFinding, maladministration = [] }, issues }) => {
        if (reportFinding !== 'maladministration_found' && maladministration.length > 0)
          issues.push(customIssue('types_without_finding', maladministration, ['maladministration']));
        if (reportFinding === 'maladministration_found' && maladministration.length === 0)
          issues.push(customIssue('types_missing', maladministration, ['maladministration']));
      })
      .meta({ id: 'CaseReport' }),
    z.strictObject({ to: z.enum(caseStages).exclude(['not_admissible', 'report']), note }).meta({ id: 'CaseStep' }),
  ])
  .meta({ id: 'CaseTransition' });

const ground = z
  .enum(inadmissibilityGrounds)
  .nullable()
  .describe('Ground of inadmissibility; null while the case is admissible');
const finding = z.enum(examinationFindings).nullable().describe('Finding of the examination report');

export const caseSchema = z
  .object({
    id: z.uuid(),
    complaintId: z.uuid(),
    ticket: z.string(),
    registrationNumber: z.string().meta({ examples: ['0179/LM/VI/2022/BJM'] }),
    stage: z.enum(caseStages),
    ground,
    finding,
    stages: z
      .array(
        z.object({
          stage: z.enum(caseStages),
          at: instant,
          ground,
          finding,
          maladministration: z
            .array(z.enum(maladministrations))
            .describe('Types of maladministration that the report found'),
          note: z.string().nullable().describe('Null if the caller may not read texts'),
        }),
      )
      .describe('Every stage so far, in order'),
    office: z.string().nullable(),
    region: z.string().nullable(),
    maladministration: z
      .array(z.object({ type: z.enum(maladministrations), finding: z.enum(['alleged', 'found']) }))
      .describe('Types alleged by the complaint, and types found by the current report'),
    admissibility: z.array(
      z.object({
        check: z.enum(admissibilityChecks),
        passed: z.boolean().nullable().describe('null: not known'),
        note: z.string().nullable(),
      }),
    ),
    notices: z.array(z.object({ kind: z.enum(noticeKinds), at: instant })),
    openedAt: instant,
    dueAt: instant.nullable(),
    endedAt: instant.nullable().describe('When the case ended; null while it is open'),
    version: z.int(),
    allowedTransitions: z.array(z.enum(caseStages)),
    updatedAt: instant.describe('When the case last changed'),
  })
  .meta({ id: 'OmbudsmanCase' });
export const listSchema = listOf(caseSchema).meta({ id: 'CaseList' });

export const caseExample: z.infer<typeof caseSchema> = {
  id: '019d96b4-1f20-7c3e-a1d5-84c0b2f7e913',
  complaintId: '019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
  ticket: 'BJM-2026-000123-7',
  registrationNumber: '0179/LM/IV/2026/BJM',
  stage: 'intake_formal',
  ground: null,
  finding: null,
  stages: [
    {
      stage: 'intake_formal',
      at: '2026-04-09T08:00:00.000Z',
      ground: null,
      finding: null,
      maladministration: [],
      note: null,
    },
  ],
  office: 'PUPR',
  region: '63.71.04.1010',
  maladministration: [{ type: 'undue_delay', finding: 'alleged' }],
  admissibility: [
    { check: 'agency_asked_first', passed: true, note: null },
    { check: 'not_before_court', passed: null, note: null },
  ],
  notices: [{ kind: 'settled_late', at: '2026-04-14T02:10:00.000Z' }],
  openedAt: '2026-04-09T08:00:00.000Z',
  dueAt: null,
  endedAt: null,
  version: 2,
  allowedTransitions: ['intake_material', 'rapid_response', 'not_admissible', 'deemed_withdrawn', 'withdrawn'],
  updatedAt: '2026-04-14T02:10:00.150Z',
};

export const transitionExample = {
  body: { to: 'intake_material', note: 'Syarat formil lengkap; pelapor dikonfirmasi lewat telepon.' },
  answer: {
    ...caseExample,
    stage: 'intake_material' as const,
    version: 3,
    allowedTransitions: ['rapid_response', 'examination', 'not_admissible', 'deemed_withdrawn', 'withdrawn'],
    stages: [
      ...caseExample.stages,
      {
        stage: 'intake_material' as const,
        at: '2026-04-10T02:00:00.000Z',
        ground: null,
        finding: null,
        maladministration: [],
        note: 'Syarat formil lengkap; pelapor dikonfirmasi lewat telepon.',
      },
    ],
  },
};
