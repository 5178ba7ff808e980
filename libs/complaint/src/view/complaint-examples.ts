import type { ComplaintAnswer } from './complaint-schema.js';

const id = '01960000-0000-7000-8000-000000000001';

const response: ComplaintAnswer['clocks'][number] = {
  id: '01960000-0000-7000-8000-000000000003',
  name: 'first_response',
  cycle: 1,
  status: 'running',
  startedAt: '2026-03-17T01:00:00.100Z',
  dueAt: '2026-03-31T08:00:00.000Z',
  pausedAt: null,
  remaining: 'PT37H30M',
  policyVersion: 1,
  calendarVersion: 1,
  provisional: false,
  basis: 'SP4N-LAPOR!',
};
const decision: ComplaintAnswer['clocks'][number] = {
  ...response,
  id: '01960000-0000-7000-8000-000000000004',
  name: 'resolution',
  startedAt: '2026-03-17T01:00:00.000Z',
  dueAt: '2026-04-14T08:00:00.000Z',
  remaining: 'PT105H',
  basis: 'PermenPANRB 62/2018',
};
const paused = { status: 'paused', dueAt: null, pausedAt: '2026-03-26T02:00:00.000Z' } as const;
const met = { status: 'met', remaining: null } as const;
const cancelled = { status: 'cancelled', remaining: null } as const;

/** Lodged and assigned on the same morning, as the responsible office sees it. */
const assigned: ComplaintAnswer = {
  id,
  ticket: 'BJM-2026-000123-D',
  version: 2,
  status: 'assigned',
  outcome: null,
  cycle: 1,
  escalationLevel: 0,
  classification: 'ordinary_complaint',
  category: 'roads.pothole',
  channel: 'counter',
  counter: 'MPP-03',
  subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
  description: 'Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.',
  requestedSettlement: 'Mohon ditambal',
  incidentAt: '2026-03-10T00:00:00.000Z',
  location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya' },
  vulnerableGroups: ['elderly'],
  allegedMaladministration: [],
  isAnonymous: false,
  isConfidential: false,
  consentToOmbudsman: true,
  complainant: { ref: '01960000-0000-7000-8000-000000000002' },
  office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
  suggestedOffice: null,
  bounces: 0,
  lodgedAt: '2026-03-17T01:00:00.000Z',
  assignedAt: '2026-03-17T01:00:00.100Z',
  resolvedAt: null,
  closedAt: null,
  dueAt: '2026-03-31T08:00:00.000Z',
  clocksAsOf: '2026-03-17T01:00:00.150Z',
  clocks: [decision, response],
  allowedActions: ['acceptance', 'contact', 'transfer', 'internal-notes', 'identity-disclosure'],
  links: { timeline: `/v1/complaints/${id}/timeline`, audit: `/v1/complaints/${id}/audit` },
};
const received: ComplaintAnswer = {
  ...assigned,
  version: 1,
  status: 'received',
  office: null,
  assignedAt: null,
  dueAt: null,
  clocksAsOf: null,
  clocks: [],
  allowedActions: ['citizen-acts:withdrawal', 'citizen-acts:referral'],
};
const inProgress: ComplaintAnswer = {
  ...assigned,
  version: 3,
  status: 'in_progress',
  allowedActions: [
    'contact',
    'response',
    'information-request',
    'resolution',
    'transfer',
    'internal-notes',
    'identity-disclosure',
  ],
};
const waiting: ComplaintAnswer = {
  ...inProgress,
  version: 4,
  dueAt: null,
  clocks: [
    { ...decision, ...paused },
    { ...response, ...paused },
  ],
  allowedActions: ['internal-notes', 'identity-disclosure'],
};
const resolved: ComplaintAnswer = {
  ...inProgress,
  version: 4,
  status: 'resolved',
  resolvedAt: '2026-03-27T03:00:00.000Z',
  dueAt: null,
  clocks: [
    { ...decision, ...met },
    { ...response, ...met },
  ],
  allowedActions: ['internal-notes', 'identity-disclosure'],
};
const archived: ComplaintAnswer = {
  ...assigned,
  version: 3,
  status: 'archived',
  closedAt: '2026-03-27T03:00:00.000Z',
  dueAt: null,
  clocks: [
    { ...decision, ...cancelled },
    { ...response, ...cancelled },
  ],
  allowedActions: ['reopening', 'internal-notes', 'identity-disclosure'],
};

/** One complaint after each act, for the OpenAPI examples of every service that shows it. */
export const complaintExamples = {
  received,
  assigned,
  inProgress,
  resolved,
  archived,
  responded: {
    ...inProgress,
    version: 4,
    dueAt: '2026-04-14T08:00:00.000Z',
    clocks: [decision, { ...response, ...met }],
  },
  awaitingCompletion: {
    ...waiting,
    status: 'awaiting_completion',
    allowedActions: ['classification', 'internal-notes', 'identity-disclosure'],
  },
  awaitingComplainant: { ...waiting, status: 'awaiting_complainant' },
  /** In progress again after an objection. */
  secondRound: {
    ...inProgress,
    version: 5,
    cycle: 2,
    clocks: [
      { ...decision, cycle: 2 },
      { ...response, cycle: 2 },
    ],
    allowedActions: ['citizen-acts:withdrawal', 'citizen-acts:referral'],
  },
  reopened: {
    ...assigned,
    version: 6,
    cycle: 2,
    clocks: [
      { ...decision, cycle: 2 },
      { ...response, cycle: 2 },
    ],
  },
  referredOut: { ...archived, status: 'closed', outcome: 'referred_out' },
} as const satisfies Record<string, ComplaintAnswer>;
