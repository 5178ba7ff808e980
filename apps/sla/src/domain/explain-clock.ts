import type { Pause } from './due-instant.js';
import { explainComputation } from './explain.js';
import type { Explanation } from './explain.js';
import type { ClockKey, ClockState } from './clock-state.js';
import { runsOf } from './clocks-of.js';
import type { History } from './clocks-of.js';

/** What a clock of the past was counted by. */
export interface ExplainedClock
  extends Explanation, Pick<ClockState, 'basis' | 'policyVersion' | 'calendarCode' | 'calendarVersion'> {}

/**
 * Counts the due instant of a clock as its history moved it.
 * @returns null where the history does not want it any more
 */
export function explainClock(history: History, { name, cycle, n, escalationId }: ClockKey): ExplainedClock | null {
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
  // What ended while it was paused never was due again.
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
}
