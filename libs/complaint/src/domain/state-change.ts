import type { Outcome, Act } from '@tuntas/contracts';
import type { Complaint } from './complaint.js';
import type { Fact } from './fact.js';

/** The fields of a complaint that an act changes. */
export type Change = Partial<Omit<Complaint, 'id' | 'ticket' | 'version' | 'history'>>;

/** The values of a fact that only one act has. */
export type FactDetails = Pick<Fact, 'workingDays' | 'heard' | 'archiveReason'>;

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

/** The state after an act, with an incremented version and an appended fact. */
export const nextState = (
  complaint: Complaint,
  act: Act,
  now: Date,
  change: Change,
  details: FactDetails = {},
): Complaint => {
  const next = { ...complaint, ...change, version: complaint.version + 1 };
  return { ...next, history: [...complaint.history, { ...factOf(next, act, now), ...details }] };
};

/** The changes common to every closing. */
export const closing = (outcome: Outcome, now: Date): Change => ({
  status: 'closed',
  outcome,
  closedAt: now,
  interruptedStatus: null,
  reopeningLapsed: false,
});
