import { statuses, type ClockName, type Status } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import type { Act } from './fact.js';

/**
 * The kinds of actor. `citizen`: a citizen through tracking, or a clerk on behalf of a present citizen; `office`: an
 * officer or the head of the responsible office.
 */
export type Who = 'integrator' | 'clerk' | 'coordinator' | 'office' | 'citizen' | 'ombudsman' | 'rule' | 'timer';

/** The last path segment of an act over HTTP. */
export type ActPath =
  | 'verification'
  | 'classification'
  | 'assignment'
  | 'transfer'
  | 'referral-out'
  | 'archiving'
  | 'reopening'
  | 'acceptance'
  | 'contact'
  | 'response'
  | 'information-request'
  | 'resolution'
  | 'completion'
  | 'answer'
  | 'confirmation'
  | 'objection'
  | 'withdrawal'
  | 'referral'
  | 'internal-notes'
  | 'identity-disclosure';

export interface Transition {
  readonly act: Act;
  readonly who: readonly Who[];
  readonly from: readonly Status[];
  /** The possible statuses after the act. */
  readonly to: readonly Status[] | 'same';
  readonly route?: ActPath;
  /** For a timer: the clock whose expiry triggers the act. */
  readonly clock?: ClockName;
  readonly when?: (complaint: Complaint) => boolean;
}

/** The maximum of objections and reopenings by the citizen together, over the life of a complaint. */
export const maxRounds = 2;
/** From this transfer by an office on, the complaint returns to the coordinator instead. */
export const bouncesUntilReturn = 3;

const any = statuses;
const open = statuses.filter(status => status !== 'closed' && status !== 'archived');
/** With the coordinator or an office, before a decision and not waiting for the citizen. */
const early = ['received', 'assigned', 'in_progress'] as const;
const withOffice = ['assigned', 'in_progress', 'awaiting_complainant'] as const;
const same = 'same';

const unverified = (c: Complaint): boolean => !c.verified;
const neverHadOffice = (c: Complaint): boolean => c.history.every(fact => fact.office === null);
const mayStillReopen = (c: Complaint): boolean => !c.reopeningLapsed && c.rounds < maxRounds;
const windowLasts = (c: Complaint): boolean => !c.reopeningLapsed;
const withoutConsent = (c: Complaint): boolean => !c.consentToOmbudsman;
const identityKnown = (c: Complaint): boolean => c.complainantRef !== null;
const named = (c: Complaint): boolean => identityKnown(c) && !c.isAnonymous;

/**
 * The state machine of a complaint. This table decides every act, every refusal and every list of allowed actions.
 */
export const transitions: readonly Transition[] = [
  { act: 'lodge', who: ['integrator', 'clerk', 'coordinator'], from: [], to: ['received'] },

  {
    act: 'verify',
    who: ['coordinator', 'rule'],
    from: ['received'],
    to: same,
    route: 'verification',
    when: unverified,
  },
  { act: 'request_completion', who: ['coordinator'], from: early, to: ['awaiting_completion'], route: 'verification' },
  { act: 'complete', who: ['citizen'], from: ['awaiting_completion'], to: early, route: 'completion' },
  { act: 'lapse_completion', who: ['timer'], from: ['awaiting_completion'], to: ['closed'], clock: 'completion' },

  { act: 'reclassify', who: ['coordinator'], from: open, to: same, route: 'classification' },
  { act: 'assign', who: ['coordinator'], from: ['received'], to: ['assigned'], route: 'assignment' },
  { act: 'assign', who: ['rule'], from: ['received'], to: ['assigned'], when: neverHadOffice },

  { act: 'accept', who: ['office'], from: ['assigned'], to: ['in_progress'], route: 'acceptance' },
  { act: 'contact', who: ['office'], from: withOffice, to: same, route: 'contact' },
  { act: 'respond', who: ['office'], from: ['in_progress', 'awaiting_complainant'], to: same, route: 'response' },
  { act: 'ask', who: ['office'], from: ['in_progress'], to: ['awaiting_complainant'], route: 'information-request' },
  { act: 'answer', who: ['citizen'], from: ['awaiting_complainant'], to: ['in_progress'], route: 'answer' },
  {
    act: 'lapse_answer',
    who: ['timer'],
    from: ['awaiting_complainant'],
    to: ['in_progress'],
    clock: 'complainant_answer',
  },
  {
    act: 'resolve',
    who: ['office'],
    from: ['in_progress', 'awaiting_complainant'],
    to: ['resolved'],
    route: 'resolution',
  },

  {
    act: 'transfer',
    who: ['office', 'coordinator'],
    from: withOffice,
    to: ['assigned', 'received'],
    route: 'transfer',
  },
  { act: 'refer_out', who: ['coordinator'], from: early, to: ['closed'], route: 'referral-out' },

  { act: 'confirm', who: ['citizen'], from: ['resolved'], to: ['closed'], route: 'confirmation' },
  { act: 'object', who: ['citizen'], from: ['resolved'], to: ['in_progress', 'closed'], route: 'objection' },
  { act: 'lapse_reply', who: ['timer'], from: ['resolved'], to: ['closed'], clock: 'complainant_reply' },
  { act: 'withdraw', who: ['citizen'], from: open, to: ['closed'], route: 'withdrawal' },
  { act: 'archive', who: ['coordinator'], from: early, to: ['archived'], route: 'archiving' },

  {
    act: 'reopen',
    who: ['citizen'],
    from: ['closed'],
    to: ['in_progress', 'received'],
    route: 'reopening',
    when: mayStillReopen,
  },
  {
    act: 'reopen',
    who: ['coordinator'],
    from: ['closed', 'archived'],
    to: ['in_progress', 'received'],
    route: 'reopening',
  },
  { act: 'lapse_reopening', who: ['timer'], from: ['closed'], to: same, clock: 'reopening', when: windowLasts },

  { act: 'consent', who: ['citizen'], from: any, to: same, route: 'referral', when: withoutConsent },
  { act: 'request_referral', who: ['citizen'], from: any, to: same, route: 'referral' },
  { act: 'note', who: ['office', 'coordinator'], from: any, to: same, route: 'internal-notes' },
  { act: 'disclose', who: ['office', 'coordinator'], from: any, to: same, route: 'identity-disclosure', when: named },
  { act: 'disclose', who: ['ombudsman'], from: any, to: same, route: 'identity-disclosure', when: identityKnown },
  // A reissued receipt contains the name, so it is a disclosure too.
  { act: 'disclose', who: ['integrator', 'clerk'], from: any, to: same, when: named },
];

/** The routes that exist over HTTP. `citizen-acts` is the clerk's endpoint for acts on behalf of a citizen. */
export const servedRoutes: readonly (ActPath | 'citizen-acts')[] = [
  'verification',
  'classification',
  'assignment',
  'acceptance',
  'contact',
  'response',
  'information-request',
  'resolution',
  'transfer',
  'referral-out',
  'archiving',
  'reopening',
  'internal-notes',
  'completion',
  'answer',
  'confirmation',
  'objection',
  'withdrawal',
  'referral',
  'citizen-acts',
  'identity-disclosure',
];

const actorMatches: Readonly<Record<Who, (by: Actor, responsible: string | null) => boolean>> = {
  integrator: by => by.role === 'integrator',
  clerk: by => by.role === 'counter_clerk',
  coordinator: by => by.role === 'coordinator',
  office: (by, responsible) =>
    (by.role === 'officer' || by.role === 'office_head') && responsible !== null && by.office === responsible,
  citizen: by => by.role === 'citizen' || by.role === 'counter_clerk',
  ombudsman: by => by.role === 'ombudsman',
  rule: by => by.role === 'system',
  timer: by => by.role === 'system',
};

/** The transitions open to this actor in the current state of the complaint. */
export const transitionsOpenTo = (complaint: Complaint, by: Actor): readonly Transition[] =>
  transitions.filter(
    row =>
      row.from.includes(complaint.status) &&
      row.who.some(who => actorMatches[who](by, complaint.office)) &&
      (row.when?.(complaint) ?? true),
  );

/** Whether the table allows this act to this actor now. */
export const may = (act: Act, complaint: Complaint, by: Actor): boolean =>
  transitionsOpenTo(complaint, by).some(row => row.act === act);

/** Whether this actor may lodge complaints. */
export const mayLodge = (by: Actor): boolean =>
  transitions.some(row => row.act === 'lodge' && row.who.some(who => actorMatches[who](by, null)));

/**
 * Whether a routing rule may assign the complaint: it is received and never had an office. The coordinator assigns all
 * others.
 */
export const mayBeAssignedByRule = (complaint: Complaint): boolean =>
  complaint.status === 'received' && neverHadOffice(complaint);
