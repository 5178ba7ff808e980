import type { ClockName, TextRef } from '@tuntas/contracts';
import { systemActor, type Actor, type Role } from '@tuntas/kernel';
import { answer, complete, confirm, consentAndRefer, object, reopen, withdraw } from './acts/citizen-acts.js';
import { archive, assign, reclassify, referOut, requestCompletion, verify } from './acts/coordinator-acts.js';
import { lodge, type Lodging } from './acts/lodging.js';
import { accept, ask, contact, resolve, respond, transfer } from './acts/office-acts.js';
import { addNote, disclose } from './acts/staff-acts.js';
import { closeBySilence, lapseAnswer, lapseCompletion, lapseReopening, type Lapse } from './acts/timer-acts.js';
import type { Complaint } from './complaint.js';
import type { Act } from './fact.js';
import type { Ruling } from './ruling.js';

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
export const clockOf = (complaint: Complaint, name: ClockName): Lapse => {
  const starter: Partial<Record<ClockName, Act>> = {
    completion: 'request_completion',
    complainant_answer: 'ask',
    complainant_reply: 'resolve',
  };
  const n = complaint.history.filter(fact => fact.cycle === complaint.cycle && fact.act === starter[name]).length;
  return {
    clockId: `${name}-${complaint.cycle}`,
    clock: { name, cycle: complaint.cycle, n: name === 'reopening' ? 1 : n },
  };
};

/**
 * Each act with a valid command, so that only the transition table decides; `choice` varies the command. Consent is
 * given with the referral.
 */
export const attempts: Readonly<
  Record<Exclude<Act, 'lodge' | 'consent'>, (c: Complaint, by: Actor, now: Date, choice: number) => Ruling>
> = {
  verify: (c, by, now) => verify(c, by, { texts: [] }, now),
  request_completion: (c, by, now) =>
    requestCompletion(c, by, { missing: ['location'], texts: [text('missing')] }, now),
  complete: (c, by, now) => complete(c, by, { texts: [text('note')] }, now),
  lapse_completion: (c, by, now) => lapseCompletion(c, by, clockOf(c, 'completion'), now),
  reclassify: (c, by, now, choice) =>
    reclassify(
      c,
      by,
      { classification: choice % 2 ? 'supervisory_complaint' : 'aspiration', texts: [text('reason')] },
      now,
    ),
  assign: (c, by, now, choice) =>
    assign(c, by, { office: offices[choice % 3] ?? 'PUPR', ruleVersion: null, texts: [text('reason')] }, now),
  accept: (c, by, now) => accept(c, by, { officer: 'officer-7', texts: [] }, now),
  contact: (c, by, now) => contact(c, by, { kind: 'phone', texts: [text('note')] }, now),
  respond: (c, by, now) => respond(c, by, { isPublic: true, texts: [text('text')] }, now),
  ask: (c, by, now, choice) => ask(c, by, { dueInWorkingDays: 1 + (choice % 10), texts: [text('question')] }, now),
  answer: (c, by, now) => answer(c, by, { texts: [text('text')] }, now),
  lapse_answer: (c, by, now) => lapseAnswer(c, by, clockOf(c, 'complainant_answer'), now),
  resolve: (c, by, now, choice) =>
    resolve(c, by, { decision: choice % 2 ? 'denied' : 'granted', texts: [text('explanation'), text('remedy')] }, now),
  transfer: (c, by, now, choice) => {
    const elsewhere = offices.filter(office => office !== c.office);
    return transfer(c, by, { toOffice: elsewhere[choice % elsewhere.length] ?? 'PUPR', texts: [text('reason')] }, now);
  },
  refer_out: (c, by, now) => referOut(c, by, { texts: [text('name'), text('channel'), text('reason')] }, now),
  confirm: (c, by, now, choice) => confirm(c, by, { heard: choice % 2 === 1, rating: null, texts: [] }, now),
  object: (c, by, now) => object(c, by, { texts: [text('reason')] }, now),
  lapse_reply: (c, by, now) => closeBySilence(c, by, clockOf(c, 'complainant_reply'), now),
  withdraw: (c, by, now) => withdraw(c, by, { texts: [text('reason')] }, now),
  archive: (c, by, now) => archive(c, by, { reasonCode: 'spam', texts: [text('explanation'), text('remedy')] }, now),
  reopen: (c, by, now) => reopen(c, by, { texts: [text('reason')] }, now),
  lapse_reopening: (c, by, now) => lapseReopening(c, by, clockOf(c, 'reopening'), now),
  request_referral: (c, by, now) => consentAndRefer(c, by, { texts: [] }, now),
  note: (c, by, now) => addNote(c, by, { texts: [text('text')] }, now),
  disclose: (c, by, now) => disclose(c, by, { texts: [text('reason')] }, now),
};
