import { z } from 'zod';
import { classifications, clockNames, escalationEnds, escalationStatuses, escalationTargets } from '@tuntas/contracts';
import { clockSchema, complaintSchema } from '@tuntas/complaint/view';
import { instant } from '@tuntas/platform';
import { caseExample, caseSchema } from './case-schemas.js';

const hash = z.string().meta({ examples: ['b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c'] });
const position = z.int().describe('Position in the audit log');

const dossierStage = caseSchema.shape.stages.element.extend({
  basis: z.string().nullable().describe('Legal basis of the ground'),
});
const dossierCase = caseSchema
  .omit({ allowedTransitions: true, stages: true })
  .extend({ stages: z.array(dossierStage) });

const dossierComplaint = complaintSchema
  .omit({ clocks: true, clocksAsOf: true, dueAt: true, allowedActions: true, complainant: true })
  .extend({
    complainant: z.object({
      ref: z.string().nullable(),
      disclosure: z
        .string()
        .nullable()
        .describe('Path for the disclosure of the identity: POST with a reason. Each disclosure is recorded'),
    }),
  });

const answer = z.object({
  position,
  at: instant,
  type: z.string(),
  office: z.string().nullable(),
  decision: z.string().nullable(),
  textIds: z.array(z.uuid()).describe('Ids of entries in `texts`'),
});
const text = z.object({
  position,
  field: z.string(),
  textId: z.uuid(),
  status: z
    .enum(['kept', 'erased', 'withheld'])
    .describe('withheld: an internal note that only staff of its office may read'),
  salt: z.string().nullable().describe('Hex'),
  body: z.string().nullable(),
  hash: hash.describe('Hash in the event: hex SHA-256 of the salt and the text in UTF-8'),
});
const clock = clockSchema.omit({ remaining: true }).extend({
  n: z.int().describe('Number of this start within the cycle, from 1'),
  runsFor: z.string(),
  office: z.string().nullable(),
  classification: z.enum(classifications),
  maxLevel: z.int(),
  escalationId: z.uuid().nullable(),
  metAt: instant.nullable(),
  breachedAt: instant.nullable(),
  stoppedAt: instant.nullable(),
  endedAt: instant.nullable(),
  pauses: z.array(z.object({ from: instant, to: instant.nullable() })),
});
const escalation = z.object({
  id: z.uuid(),
  clockId: z.uuid().nullable(),
  clock: z.enum(clockNames).nullable(),
  level: z.int(),
  cycle: z.int(),
  target: z.enum(escalationTargets),
  targetMissing: z.boolean(),
  office: z.string().nullable(),
  reason: z.enum(['breach', 'ladder', 'manual', 'referral']),
  explanation: z.string().nullable(),
  status: z.enum(escalationStatuses),
  raisedAt: instant,
  acknowledgedAt: instant.nullable(),
  endedAt: instant.nullable(),
  endReason: z.enum(escalationEnds).nullable(),
  referralOfferedAt: instant.nullable(),
});
const entry = z.object({
  position,
  at: instant,
  type: z.string(),
  source: z.string(),
  sequence: z.int(),
  actor: z.object({ role: z.string(), ref: z.string(), office: z.string().nullable() }),
  data: z.looseObject({}),
  envelope: z.looseObject({}),
  leafHash: hash.describe(
    'Hash in the audit log: hex SHA-256 of 0x00 and the canonical JSON (RFC 8785) of {data, envelope}',
  ),
});

export const dossierSchema = z
  .object({
    case: dossierCase.describe('The case with its admissibility checks, its notices, and every stage with its note'),
    complaint: dossierComplaint,
    answers: z.array(answer).describe('Replies and decisions of offices, in order'),
    texts: z.array(text).describe('Every text that an event refers to, in the order of the events'),
    clocks: z.array(clock),
    escalations: z.array(escalation),
    timeline: z.array(entry).describe('Every event, in the order of the audit log'),
    isWhole: z
      .boolean()
      .describe(
        'Whether the audit log holds every published event of the complaint; false for a short time after a new event',
      ),
    hash: hash.describe('Hex SHA-256 of the canonical JSON (RFC 8785) of all other fields'),
  })
  .meta({ id: 'Dossier' });

const textId = '019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b60';
const leafHash = 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c';
const { allowedTransitions: _omitted, stages, ...caseFacts } = caseExample;
const at = '2026-03-17T01:00:00.000Z';

export const dossierExample: z.infer<typeof dossierSchema> = {
  case: { ...caseFacts, stages: stages.map(reached => ({ ...reached, basis: null })) },
  complaint: {
    id: caseExample.complaintId,
    ticket: caseExample.ticket,
    version: 4,
    status: 'resolved',
    outcome: null,
    cycle: 1,
    escalationLevel: 3,
    classification: 'ordinary_complaint',
    category: 'roads.pothole',
    channel: 'counter',
    counter: 'MPP-03',
    subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
    description: 'Sudah tiga minggu ada lubang besar di depan sekolah.',
    requestedSettlement: 'Mohon ditambal',
    incidentAt: null,
    location: null,
    vulnerableGroups: ['elderly'],
    allegedMaladministration: ['undue_delay'],
    isAnonymous: false,
    isConfidential: true,
    consentToOmbudsman: true,
    complainant: {
      ref: '019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b5f',
      disclosure: `/v1/complaints/${caseExample.complaintId}/identity-disclosure`,
    },
    office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
    suggestedOffice: null,
    bounces: 0,
    lodgedAt: at,
    assignedAt: at,
    resolvedAt: '2026-04-14T02:10:00.000Z',
    closedAt: null,
    links: {
      timeline: `/v1/complaints/${caseExample.complaintId}/timeline`,
      audit: `/v1/complaints/${caseExample.complaintId}/audit`,
    },
  },
  answers: [
    {
      position: 88,
      at: '2026-04-14T02:10:00.000Z',
      type: 'complaint.resolved.v1',
      office: 'PUPR',
      decision: 'granted',
      textIds: [textId],
    },
  ],
  texts: [
    {
      position: 88,
      field: 'explanation',
      textId,
      status: 'kept',
      salt: '00112233445566778899aabbccddeeff',
      body: 'Lubang sudah ditambal hari Selasa.',
      hash: leafHash,
    },
  ],
  clocks: [
    {
      id: '019d1f0a-7c9a-7d20-b3a8-0e4f6c2a9d17',
      name: 'resolution',
      cycle: 1,
      status: 'breached',
      startedAt: at,
      dueAt: '2026-04-14T08:00:00.000Z',
      pausedAt: null,
      policyVersion: 1,
      calendarVersion: 1,
      provisional: false,
      basis: 'PermenPANRB 62/2018',
      n: 1,
      runsFor: 'office',
      office: 'PUPR',
      classification: 'ordinary_complaint',
      maxLevel: 3,
      escalationId: null,
      metAt: null,
      breachedAt: '2026-04-14T08:00:00.000Z',
      stoppedAt: null,
      endedAt: null,
      pauses: [{ from: '2026-03-18T01:00:00.000Z', to: '2026-03-19T01:00:00.000Z' }],
    },
  ],
  escalations: [
    {
      id: '019d6e2c-3b1f-7a55-9c04-52d1f0a7e6b1',
      clockId: null,
      clock: null,
      level: 3,
      cycle: 1,
      target: 'ombudsman',
      targetMissing: false,
      office: 'PUPR',
      reason: 'referral',
      explanation: null,
      status: 'open',
      raisedAt: '2026-04-09T08:00:00.000Z',
      acknowledgedAt: null,
      endedAt: null,
      endReason: null,
      referralOfferedAt: null,
    },
  ],
  timeline: [
    {
      position: 41,
      at,
      type: 'complaint.lodged.v1',
      source: 'complaints',
      sequence: 1,
      actor: { role: 'counter_clerk', ref: 'dev-5d41402abc4b2a76b9719d91', office: null },
      data: { cycle: 1, texts: [] },
      envelope: { specversion: '1.0', type: 'complaint.lodged.v1' },
      leafHash,
    },
  ],
  isWhole: true,
  hash: leafHash,
};
