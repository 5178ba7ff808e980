import type { ComplaintEvent, Events, Outcome, TextRef } from '@tuntas/contracts';
import { DomainError, type Actor, type Decision } from '@tuntas/kernel';
import { allowedActions } from './allowed-actions.js';
import type { Complaint } from './complaint.js';
import type { Act, Fact } from './fact.js';
import { maxRounds, may } from './transitions.js';

/** The decision of an act: the new state and its events. */
export type Ruling = Decision<Complaint, ComplaintEvent>;

/**
 * An act as a pure function. It throws a `DomainError` if the transition table does not allow it. `texts` are
 * references.
 */
export type ActOn<Facts extends object = object> = (
  complaint: Complaint,
  by: Actor,
  command: Facts & { readonly texts: readonly TextRef[] },
  now: Date,
) => Ruling;

/** @throws DomainError conflict `complaint.act-not-allowed`, with the status and the actor's allowed actions */
export const requireAllowed = (act: Act, complaint: Complaint, by: Actor): void => {
  if (may(act, complaint, by)) return;
  throw new DomainError('conflict', 'complaint.act-not-allowed', `${act} by ${by.role} while ${complaint.status}`, {
    status: complaint.status,
    ...whyNotReopened(act, complaint),
    allowedActions: allowedActions(complaint, by),
  });
};

/** The reason why the citizen may not reopen a closed complaint. */
const whyNotReopened = (
  act: Act,
  { status, reopeningLapsed, rounds }: Complaint,
): { readonly reason?: 'reopening_over' | 'rounds_used' } => {
  if (act !== 'reopen' || status !== 'closed') return {};
  if (rounds >= maxRounds) return { reason: 'rounds_used' };
  return reopeningLapsed ? { reason: 'reopening_over' } : {};
};

/** @throws DomainError invalid with this code if one of these texts is missing */
export const requireTexts = (code: string, texts: readonly TextRef[], fields: readonly string[]): void => {
  const missing = fields.filter(field => !texts.some(text => text.field === field));
  if (missing.length > 0) throw new DomainError('invalid', code, `missing ${missing.join(', ')}`, { missing });
};

const dayMs = 86_400_000;
/**
 * Rejects an incident in the future, with a tolerance of one day for wrong clocks and time zones.
 * @param pointer JSON pointer of the field
 * @throws DomainError invalid `complaint.incident-ahead`
 */
export const requirePast = (incidentAt: Date | null | undefined, now: Date, pointer: string): void => {
  if (!incidentAt || incidentAt.getTime() <= now.getTime() + dayMs) return;
  throw new DomainError('invalid', 'complaint.incident-ahead', 'the incident is in the future', {
    errors: [{ pointer, code: 'incident_ahead' }],
  });
};

/** The fact of an act, from the state after it. */
export const factOf = (state: Complaint, act: Act, at: Date): Fact => ({
  act,
  at,
  cycle: state.cycle,
  status: state.status,
  office: state.office,
  classification: state.classification,
  verified: state.verified,
});

type Change = Partial<Omit<Complaint, 'id' | 'ticket' | 'version' | 'history'>>;

/** The state after an act, with an incremented version and an appended fact. */
export const nextState = (
  complaint: Complaint,
  act: Act,
  now: Date,
  change: Change,
  more: Pick<Fact, 'workingDays' | 'heard' | 'archiveReason'> = {},
): Complaint => {
  const next = { ...complaint, ...change, version: complaint.version + 1 };
  return { ...next, history: [...complaint.history, { ...factOf(next, act, now), ...more }] };
};

/** The changes common to every closing. */
export const closing = (outcome: Outcome, now: Date): Change => ({
  status: 'closed',
  outcome,
  closedAt: now,
  interruptedStatus: null,
  reopeningLapsed: false,
});

/** Builds an event from the state after the act. */
export const event = <T extends ComplaintEvent['type']>(
  type: T,
  state: Complaint,
  texts: readonly TextRef[],
  facts: Omit<Events[T], 'cycle' | 'texts'>,
): ComplaintEvent => ({ type, data: { cycle: state.cycle, texts, ...facts } }) as unknown as ComplaintEvent;

export const ruling = (state: Complaint, ...events: readonly ComplaintEvent[]): Ruling => ({ state, events });

/** The ruling of an act that changes nothing. */
export const unchanged = (complaint: Complaint): Ruling => ruling(complaint);

/** The responsible office. @throws Error if there is none, which its status excludes */
export const officeOf = (complaint: Complaint): string => {
  if (complaint.office === null) throw new Error(`complaint ${complaint.id} is ${complaint.status} without an office`);
  return complaint.office;
};

/** Whether the citizen requested a referral to the Ombudsman in the current cycle. */
export const referralRequested = (complaint: Complaint): boolean =>
  complaint.history.some(fact => fact.act === 'request_referral' && fact.cycle === complaint.cycle);
