import type { ClockName, Status } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import type { Act } from '../fact.js';
import { nextState, closing, event, referralRequested, ruling, unchanged, type Ruling } from '../ruling.js';
import { transitionsOpenTo } from '../transitions.js';

/** The expired clock of a citizen: its id, and its name, cycle and number. */
export interface Lapse {
  readonly clockId: string;
  /** `n` counts the starts of this clock within the cycle. */
  readonly clock: { readonly name: ClockName; readonly cycle: number; readonly n: number };
}

/** An act of a timer. It changes nothing, and does not throw, if the waiting period has already ended. */
export type TimerAct = (complaint: Complaint, by: Actor, command: Lapse, now: Date) => Ruling;

/** The number of times that this status was entered in the current cycle. */
const entries = ({ history, cycle }: Complaint, status: Status): number =>
  history.filter((fact, i) => {
    const before = history[i - 1];
    return fact.cycle === cycle && fact.status === status && !(before?.status === status && before.cycle === cycle);
  }).length;

/** Whether the act belongs to this clock, and the waiting period of the clock still lasts. */
const isStillWaiting = (act: Act, complaint: Complaint, by: Actor, { clock }: Lapse): boolean =>
  transitionsOpenTo(complaint, by).some(row => row.act === act && row.clock === clock.name) &&
  clock.cycle === complaint.cycle &&
  clock.n === entries(complaint, complaint.status);

export const lapseCompletion: TimerAct = (complaint, by, command, now) => {
  if (!isStillWaiting('lapse_completion', complaint, by, command)) return unchanged(complaint);
  const next = nextState(complaint, 'lapse_completion', now, closing('deemed_withdrawn', now));
  return ruling(next, event('complaint.deemed-withdrawn.v1', next, [], { clockId: command.clockId }));
};

/** Ends the wait for an answer; the office continues without it. */
export const lapseAnswer: TimerAct = (complaint, by, command, now) => {
  if (!isStillWaiting('lapse_answer', complaint, by, command)) return unchanged(complaint);
  const next = nextState(complaint, 'lapse_answer', now, { status: 'in_progress' });
  return ruling(next, event('complaint.answer-lapsed.v1', next, [], { clockId: command.clockId }));
};

/** Closes after no reply: as contested if the citizen requested the Ombudsman in this cycle. */
export const closeBySilence: TimerAct = (complaint, by, command, now) => {
  if (!isStillWaiting('lapse_reply', complaint, by, command)) return unchanged(complaint);
  const contested = referralRequested(complaint);
  const next = nextState(complaint, 'lapse_reply', now, closing(contested ? 'contested' : 'closed_by_silence', now));
  return ruling(next, event('complaint.closed-by-silence.v1', next, [], { clockId: command.clockId, contested }));
};

/** Ends the reopening window; afterwards only the coordinator may reopen. */
export const lapseReopening: TimerAct = (complaint, by, command, now) => {
  if (!isStillWaiting('lapse_reopening', complaint, by, command)) return unchanged(complaint);
  const next = nextState(complaint, 'lapse_reopening', now, { reopeningLapsed: true });
  return ruling(next, event('complaint.reopening-lapsed.v1', next, [], { clockId: command.clockId }));
};
