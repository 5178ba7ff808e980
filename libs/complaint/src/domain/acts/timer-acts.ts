import type { ClockName, Status } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import type { Act } from '../fact.js';
import { after, closing, event, referralRequested, ruling, unchanged, type Ruling } from '../ruling.js';
import { openTo } from '../transitions.js';

/** The end of a citizen's clock, as the clock itself is known: by its id, and by what the id stands for. */
export interface Lapse {
  readonly clockId: string;
  /** `n` counts this clock's starts within the cycle. */
  readonly clock: { readonly name: ClockName; readonly cycle: number; readonly n: number };
}

/** A timer's decision; it decides nothing (and never throws) when what it waited for is over. */
export type TimerAct = (complaint: Complaint, by: Actor, command: Lapse, now: Date) => Ruling;

/** How often this status was entered within the present cycle. */
const entries = ({ history, cycle }: Complaint, status: Status): number =>
  history.filter((fact, i) => {
    const before = history[i - 1];
    return fact.cycle === cycle && fact.status === status && !(before?.status === status && before.cycle === cycle);
  }).length;

/** Whether this act is the end of that clock, and the waiting period that started the clock still lasts. */
const stillWaits = (act: Act, complaint: Complaint, by: Actor, { clock }: Lapse): boolean =>
  openTo(complaint, by).some(row => row.act === act && row.clock === clock.name) &&
  clock.cycle === complaint.cycle &&
  clock.n === entries(complaint, complaint.status);

export const lapseCompletion: TimerAct = (complaint, by, command, now) => {
  if (!stillWaits('lapse_completion', complaint, by, command)) return unchanged(complaint);
  const next = after(complaint, 'lapse_completion', now, closing('deemed_withdrawn', now));
  return ruling(next, event('complaint.deemed-withdrawn.v1', next, [], { clockId: command.clockId }));
};

/** The office goes on without the answer. */
export const lapseAnswer: TimerAct = (complaint, by, command, now) => {
  if (!stillWaits('lapse_answer', complaint, by, command)) return unchanged(complaint);
  const next = after(complaint, 'lapse_answer', now, { status: 'in_progress' });
  return ruling(next, event('complaint.answer-lapsed.v1', next, [], { clockId: command.clockId }));
};

/** Silence is never consent: whoever asked for the Ombudsman in this cycle still disagrees. */
export const closeBySilence: TimerAct = (complaint, by, command, now) => {
  if (!stillWaits('lapse_reply', complaint, by, command)) return unchanged(complaint);
  const contested = referralRequested(complaint);
  const next = after(complaint, 'lapse_reply', now, closing(contested ? 'contested' : 'closed_by_silence', now));
  return ruling(next, event('complaint.closed-by-silence.v1', next, [], { clockId: command.clockId, contested }));
};

/** From now on only the coordinator may reopen. */
export const lapseReopening: TimerAct = (complaint, by, command, now) => {
  if (!stillWaits('lapse_reopening', complaint, by, command)) return unchanged(complaint);
  const next = after(complaint, 'lapse_reopening', now, { reopeningLapsed: true });
  return ruling(next, event('complaint.reopening-lapsed.v1', next, [], { clockId: command.clockId }));
};
