import type { ComplaintEvent, Events, Outcome, TextRef } from '@tuntas/contracts';
import { DomainError, type Actor, type Decision } from '@tuntas/kernel';
import { allowedActions } from './allowed-actions.js';
import type { Complaint } from './complaint.js';
import type { Act, Fact } from './fact.js';
import { maxRounds, may } from './transitions.js';

/** What an act on a complaint decides. */
export type Ruling = Decision<Complaint, ComplaintEvent>;

/**
 * An act: pure, refused with a `DomainError` when the table does not allow it. `texts` is what was typed, by reference.
 */
export type ActOn<Facts extends object = object> = (
  complaint: Complaint,
  by: Actor,
  command: Facts & { readonly texts: readonly TextRef[] },
  now: Date,
) => Ruling;

/** @throws DomainError conflict `complaint.act-not-allowed`, with the status and what this actor may do instead */
export const demand = (act: Act, complaint: Complaint, by: Actor): void => {
  if (may(act, complaint, by)) return;
  throw new DomainError('conflict', 'complaint.act-not-allowed', `${act} by ${by.role} while ${complaint.status}`, {
    status: complaint.status,
    ...whyNotReopened(act, complaint),
    allowedActions: allowedActions(complaint, by),
  });
};

/** Of a closed complaint, why the citizen may not have it reopened. */
const whyNotReopened = (
  act: Act,
  { status, reopeningLapsed, rounds }: Complaint,
): { readonly reason?: 'reopening_over' | 'rounds_used' } => {
  if (act !== 'reopen' || status !== 'closed') return {};
  if (rounds >= maxRounds) return { reason: 'rounds_used' };
  return reopeningLapsed ? { reason: 'reopening_over' } : {};
};

/** @throws DomainError invalid with this code when one of these texts was not given */
export const demandTexts = (code: string, texts: readonly TextRef[], fields: readonly string[]): void => {
  const missing = fields.filter(field => !texts.some(text => text.field === field));
  if (missing.length > 0) throw new DomainError('invalid', code, `missing ${missing.join(', ')}`, { missing });
};

const dayMs = 86_400_000;
/**
 * Nothing is complained about before it happens; a day is left to clocks and zones that go wrong.
 * @param pointer where it was typed.
 * @throws DomainError invalid `complaint.incident-ahead`
 */
export const demandPast = (incidentAt: Date | null | undefined, now: Date, pointer: string): void => {
  if (!incidentAt || incidentAt.getTime() <= now.getTime() + dayMs) return;
  throw new DomainError('invalid', 'complaint.incident-ahead', 'the incident lies ahead', {
    errors: [{ pointer, code: 'incident_ahead' }],
  });
};

/** What the history keeps of an act, from the state after it. */
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

/** The state after a deciding act: one version and one fact more. */
export const after = (
  complaint: Complaint,
  act: Act,
  now: Date,
  change: Change,
  more: Pick<Fact, 'workingDays' | 'heard' | 'archiveReason'> = {},
): Complaint => {
  const next = { ...complaint, ...change, version: complaint.version + 1 };
  return { ...next, history: [...complaint.history, { ...factOf(next, act, now), ...more }] };
};

/** What every closing changes. */
export const closing = (outcome: Outcome, now: Date): Change => ({
  status: 'closed',
  outcome,
  closedAt: now,
  interruptedStatus: null,
  reopeningLapsed: false,
});

/** An event about the state after the act. */
export const event = <T extends ComplaintEvent['type']>(
  type: T,
  state: Complaint,
  texts: readonly TextRef[],
  facts: Omit<Events[T], 'cycle' | 'texts'>,
): ComplaintEvent => ({ type, data: { cycle: state.cycle, texts, ...facts } }) as unknown as ComplaintEvent;

export const ruling = (state: Complaint, ...events: readonly ComplaintEvent[]): Ruling => ({ state, events });

/** Nothing happened. */
export const unchanged = (complaint: Complaint): Ruling => ruling(complaint);

/** The responsible office of a complaint in a status that cannot be without one. */
export const officeOf = (complaint: Complaint): string => {
  if (complaint.office === null) throw new Error(`complaint ${complaint.id} is ${complaint.status} without an office`);
  return complaint.office;
};

/** Whether the citizen asked for the Ombudsman in the present cycle. */
export const referralRequested = (complaint: Complaint): boolean =>
  complaint.history.some(fact => fact.act === 'request_referral' && fact.cycle === complaint.cycle);
