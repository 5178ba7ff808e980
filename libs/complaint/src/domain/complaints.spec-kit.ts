import { acts, type Act, type ClockName, type TextRef } from '@tuntas/contracts';
import { systemActor, type Actor, type Role } from '@tuntas/kernel';
import type { Lapse } from './acts/define-lapse.js';
import { complaintActs } from './acts/index.js';
import { lodge, type Lodging } from './acts/lodge.js';
import type { Complaint } from './complaint.js';
import { decide } from './decide.js';
import type { ActDefinition, CommandContext, Ruling } from './define-act.js';
import { exampleBodies } from './example-bodies.spec-kit.js';

// Test fixtures of this folder: actors, a complaint, and a valid command for every act.

const person = (role: Role | 'citizen', office: string | null = null): Actor => ({
  role,
  ref: `${role}-${office ?? 'city'}`,
  office,
  client: null,
});

export const offices = ['PUPR', 'DLH', 'DISHUB'] as const;
export const coordinator = person('coordinator');
export const citizen = person('citizen');
export const clerk = person('counter_clerk');
export const integrator = person('integrator');
export const ombudsman = person('ombudsman');
export const inspectorate = person('inspectorate');
export const officer = (office: string): Actor => person('officer', office);
export const head = (office: string): Actor => person('office_head', office);
export const rule = systemActor('rule');
export const timer = systemActor('timer');
export const allActors: readonly Actor[] = [
  coordinator,
  citizen,
  clerk,
  integrator,
  ombudsman,
  inspectorate,
  ...offices.flatMap(office => [officer(office), head(office)]),
  person('sla_operator'),
  person('auditor'),
  person('admin'),
  rule,
  timer,
];

export const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 17, 1) + minutes * 60_000);
export const text = (field: string): TextRef => ({ field, textId: `text-${field}`, hash: '00' });

export const lodging: Lodging = {
  id: '01960000-0000-7000-8000-000000000001',
  ticket: 'BJM-2026-000123-X',
  channel: 'counter',
  counter: 'MPP-03',
  classification: null,
  category: 'roads.pothole',
  regionCode: '63.71.04.1010',
  location: null,
  vulnerableGroups: ['elderly'],
  isAnonymous: false,
  isConfidential: false,
  consentToOmbudsman: false,
  allegedMaladministration: [],
  incidentAt: null,
  officeHint: null,
  complainantRef: 'person-1',
  texts: [text('subject'), text('description')],
};
export const lodged = (given: Partial<Lodging> = {}): Complaint => lodge({ ...lodging, ...given }, clerk, at(0)).state;

/** The latest start of a clock in the current cycle, counted by the acts that start it. */
export const clockOf = (complaint: Complaint, name: ClockName): Lapse & CommandContext => {
  const starter: Partial<Record<ClockName, Act>> = {
    completion: 'request_completion',
    complainant_answer: 'ask',
    complainant_reply: 'resolve',
  };
  const n = complaint.history.filter(fact => fact.cycle === complaint.cycle && fact.act === starter[name]).length;
  return {
    clockId: `${name}-${complaint.cycle}`,
    clock: { name, cycle: complaint.cycle, n: name === 'reopening' ? 1 : n },
    texts: [],
  };
};

type Attempt = (c: Complaint, by: Actor, now: Date, choice: number) => Ruling;

/** Attempts an act with its example body. */
const byExample =
  (act: Exclude<Act, 'lodge'>): Attempt =>
  (c, by, now) => {
    const definition = complaintActs[act] as ActDefinition<object, object, never>;
    const body = exampleBodies[act] ?? {};
    const fields = [definition.texts?.(body) ?? []].flat().flatMap(record => Object.keys(record));
    return decide(definition, c, by, { ...body, texts: fields.map(text) }, now);
  };
const byTimer =
  (act: 'lapse_completion' | 'lapse_answer' | 'lapse_reply' | 'lapse_reopening'): Attempt =>
  (c, by, now) =>
    decide(complaintActs[act], c, by, clockOf(c, complaintActs[act].clock), now);

/**
 * Each act with a valid command, so that only the transition table decides; `choice` varies the command. Consent is
 * given with the referral.
 */
export const attempts: Readonly<Record<Exclude<Act, 'lodge' | 'consent'>, Attempt>> = {
  ...(Object.fromEntries(
    acts.flatMap(act => (act === 'lodge' || act === 'consent' ? [] : [[act, byExample(act)]])),
  ) as Record<Exclude<Act, 'lodge' | 'consent'>, Attempt>),
  lapse_completion: byTimer('lapse_completion'),
  lapse_answer: byTimer('lapse_answer'),
  lapse_reply: byTimer('lapse_reply'),
  lapse_reopening: byTimer('lapse_reopening'),
  reclassify: (c, by, now, choice) =>
    decide(
      complaintActs.reclassify,
      c,
      by,
      { classification: choice % 2 ? 'supervisory_complaint' : 'aspiration', texts: [text('reason')] },
      now,
    ),
  assign: (c, by, now, choice) =>
    decide(complaintActs.assign, c, by, { office: offices[choice % 3] ?? 'PUPR', texts: [text('reason')] }, now),
  accept: (c, by, now) => decide(complaintActs.accept, c, by, { officer: null, texts: [] }, now),
  ask: (c, by, now, choice) =>
    decide(complaintActs.ask, c, by, { dueInWorkingDays: 1 + (choice % 10), texts: [text('question')] }, now),
  resolve: (c, by, now, choice) =>
    decide(
      complaintActs.resolve,
      c,
      by,
      { decision: choice % 2 ? 'denied' : 'granted', texts: [text('explanation'), text('remedy')] },
      now,
    ),
  transfer: (c, by, now, choice) => {
    const elsewhere = offices.filter(office => office !== c.office);
    const toOffice = elsewhere[choice % elsewhere.length] ?? 'PUPR';
    return decide(complaintActs.transfer, c, by, { toOffice, texts: [text('reason')] }, now);
  },
  confirm: (c, by, now, choice) =>
    decide(complaintActs.confirm, c, by, { heard: choice % 2 === 1, rating: null, texts: [] }, now),
};
