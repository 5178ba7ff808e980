import type { ClockName, TextRef } from '@tuntas/contracts';
import { systemActor, type Actor, type Role } from '@tuntas/kernel';
import { lodge, type Lodging } from './acts/lodge.js';
import type { Complaint } from './complaint.js';
import type { Act } from './fact.js';
import type { Lapse } from './acts/define-lapse.js';
import type { CommandContext } from './define-act.js';
import { decide } from './decide.js';
import type { Ruling } from './define-act.js';
import { accept } from './acts/accept.js';
import { answer } from './acts/answer.js';
import { archive } from './acts/archive.js';
import { ask } from './acts/ask.js';
import { assign } from './acts/assign.js';
import { complete } from './acts/complete.js';
import { confirm } from './acts/confirm.js';
import { contact } from './acts/contact.js';
import { disclose } from './acts/disclose.js';
import { lapseAnswer } from './acts/lapse-answer.js';
import { lapseCompletion } from './acts/lapse-completion.js';
import { lapseReopening } from './acts/lapse-reopening.js';
import { lapseReply } from './acts/lapse-reply.js';
import { note } from './acts/note.js';
import { object } from './acts/object.js';
import { reclassify } from './acts/reclassify.js';
import { referOut } from './acts/refer-out.js';
import { reopen } from './acts/reopen.js';
import { requestCompletion } from './acts/request-completion.js';
import { requestReferral } from './acts/request-referral.js';
import { resolve } from './acts/resolve.js';
import { respond } from './acts/respond.js';
import { transfer } from './acts/transfer.js';
import { verify } from './acts/verify.js';
import { withdraw } from './acts/withdraw.js';

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

/**
 * Each act with a valid command, so that only the transition table decides; `choice` varies the command. Consent is
 * given with the referral.
 */
export const attempts: Readonly<
  Record<Exclude<Act, 'lodge' | 'consent'>, (c: Complaint, by: Actor, now: Date, choice: number) => Ruling>
> = {
  verify: (c, by, now) => decide(verify, c, by, { texts: [] }, now),
  request_completion: (c, by, now) =>
    decide(
      requestCompletion,
      c,
      by,
      { missing: [{ field: 'location', note: 'Di mana?' }], texts: [text('missing')] },
      now,
    ),
  complete: (c, by, now) => decide(complete, c, by, { texts: [text('note')] }, now),
  lapse_completion: (c, by, now) => decide(lapseCompletion, c, by, clockOf(c, 'completion'), now),
  reclassify: (c, by, now, choice) =>
    decide(
      reclassify,
      c,
      by,
      { classification: choice % 2 ? 'supervisory_complaint' : 'aspiration', texts: [text('reason')] },
      now,
    ),
  assign: (c, by, now, choice) =>
    decide(assign, c, by, { office: offices[choice % 3] ?? 'PUPR', ruleVersion: null, texts: [text('reason')] }, now),
  accept: (c, by, now) => decide(accept, c, by, { officer: null, texts: [] }, now),
  contact: (c, by, now) => decide(contact, c, by, { by: 'phone', texts: [text('note')] }, now),
  respond: (c, by, now) => decide(respond, c, by, { isPublic: true, texts: [text('text')] }, now),
  ask: (c, by, now, choice) =>
    decide(ask, c, by, { dueInWorkingDays: 1 + (choice % 10), texts: [text('question')] }, now),
  answer: (c, by, now) => decide(answer, c, by, { texts: [text('text')] }, now),
  lapse_answer: (c, by, now) => decide(lapseAnswer, c, by, clockOf(c, 'complainant_answer'), now),
  resolve: (c, by, now, choice) =>
    decide(
      resolve,
      c,
      by,
      { decision: choice % 2 ? 'denied' : 'granted', texts: [text('explanation'), text('remedy')] },
      now,
    ),
  transfer: (c, by, now, choice) => {
    const elsewhere = offices.filter(office => office !== c.office);
    return decide(
      transfer,
      c,
      by,
      { toOffice: elsewhere[choice % elsewhere.length] ?? 'PUPR', texts: [text('reason')] },
      now,
    );
  },
  refer_out: (c, by, now) => decide(referOut, c, by, { texts: [text('name'), text('channel'), text('reason')] }, now),
  confirm: (c, by, now, choice) => decide(confirm, c, by, { heard: choice % 2 === 1, rating: null, texts: [] }, now),
  object: (c, by, now) => decide(object, c, by, { texts: [text('reason')] }, now),
  lapse_reply: (c, by, now) => decide(lapseReply, c, by, clockOf(c, 'complainant_reply'), now),
  withdraw: (c, by, now) => decide(withdraw, c, by, { texts: [text('reason')] }, now),
  archive: (c, by, now) =>
    decide(archive, c, by, { reasonCode: 'spam', texts: [text('explanation'), text('remedy')] }, now),
  reopen: (c, by, now) => decide(reopen, c, by, { texts: [text('reason')] }, now),
  lapse_reopening: (c, by, now) => decide(lapseReopening, c, by, clockOf(c, 'reopening'), now),
  request_referral: (c, by, now) => decide(requestReferral, c, by, { texts: [] }, now),
  note: (c, by, now) => decide(note, c, by, { texts: [text('text')] }, now),
  disclose: (c, by, now) => decide(disclose, c, by, { texts: [text('reason')] }, now),
};
