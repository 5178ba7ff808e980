import type { Pause } from './due-instant.js';
import { explainComputation } from './explain.js';
import type { Explanation } from './explain.js';
import type { ClockKey, ClockState } from './clock-state.js';
import { runsOf } from './clocks-of.js';
import type { History } from './clocks-of.js';

/** The explanation of a stored clock, with the policy and calendar that it used. */
export interface ExplainedClock
  extends Explanation, Pick<ClockState, 'basis' | 'policyVersion' | 'calendarCode' | 'calendarVersion'> {}

/**
 * Explains the due instant of a clock from the history of its complaint.
 * @returns null if the history no longer implies this clock
 */
export const explainClock = (history: History, { name, cycle, n, escalationId }: ClockKey): ExplainedClock | null => {
  const run = runsOf(history).find(
    ({ state: { key } }) =>
      key.name === name && key.cycle === cycle && key.n === n && key.escalationId === escalationId,
  );
  if (!run) return null;
  const {
    term,
    recounts,
    state: { startedAt, dueAt, basis, policyVersion, calendarCode, calendarVersion },
  } = run;
  // A clock that stopped while paused has no due instant: its last pause counts as open.
  const pauses = dueAt
    ? run.pauses
    : run.pauses.map((pause, i): Pause => (i === run.pauses.length - 1 ? { ...pause, to: null } : pause));
  return {
    ...explainComputation({ startedAt, term, pauses, recounts }),
    basis,
    policyVersion,
    calendarCode,
    calendarVersion,
  };
};
