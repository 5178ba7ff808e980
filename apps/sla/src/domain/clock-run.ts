import type { Classification } from '@tuntas/contracts';
import type { Calendar } from './calendar.js';
import type { ClockKey, ClockState, ClockTransition, TransitionType } from './clock-state.js';
import {
  budgetOf,
  dueInstant,
  isProvisional,
  minuteOfPercent,
  remaining,
  termAfterChange,
  termOf,
  unpausedWorkingTime,
} from './due-instant.js';
import type { Pause, Term } from './due-instant.js';
import { lengthOf, maxLevelOf, warnAtOf } from './sla-policy.js';
import type { SlaPolicy } from './sla-policy.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A change of office or classification that computed the due instant of a clock again. */
export interface Recount {
  readonly at: Date;
  /** The due instant before the change; null while paused. */
  readonly dueBefore: Date | null;
  /** Whether the recomputed term was already over, so that the grace term applies. */
  readonly leftNothing: boolean;
}

/** The mutable state of a clock during the projection of a history; `stateOf` gives the immutable result. */
export interface ClockRun {
  readonly state: Mutable<Omit<ClockState, 'pauses' | 'transitions' | 'nextWarningAt'>>;
  readonly pauses: Mutable<Pause>[];
  readonly transitions: ClockTransition[];
  readonly policy: SlaPolicy;
  term: Term;
  /** In the policy's unit. */
  length: number;
  readonly recounts: Recount[];
  /** The next warning: its percentage of the budget and its instant; null if there is none. */
  warning: { readonly percent: number; readonly at: Date } | null;
  /** The highest warning percentage that has passed, whether this clock warned or another clock of the same duty. */
  passed: number;
}

/** The parameters of a new clock. */
export interface Start {
  readonly key: ClockKey;
  readonly policy: SlaPolicy;
  readonly at: Date;
  readonly calendar: Calendar;
  readonly office: string | null;
  readonly classification: Classification;
  /** Overrides the length of the policy. */
  readonly length?: number | undefined;
  readonly maxLevel?: number | undefined;
}

/** Starts a clock and records the `started` transition. */
export const start = ({ key, policy, at, calendar, office, classification, ...own }: Start): ClockRun => {
  const length = own.length ?? lengthOf(policy, classification);
  const term = termOf(policy.unit, length, calendar, at);
  const run: ClockRun = {
    policy,
    term,
    length,
    pauses: [],
    transitions: [],
    recounts: [],
    warning: null,
    passed: 0,
    state: {
      key,
      status: 'running',
      runsFor: policy.runsFor,
      office,
      classification,
      startedAt: at,
      dueAt: term.dueAt,
      pausedAt: null,
      remainingMs: null,
      stoppedAt: null,
      metAt: null,
      workedMs: null,
      breachedAt: null,
      endedAt: null,
      warnedPercent: null,
      maxLevel: own.maxLevel ?? maxLevelOf(policy, classification),
      unit: policy.unit,
      budgetMs: budgetOf(term),
      basis: policy.basis,
      policyVersion: policy.version,
      calendarCode: calendar.code,
      calendarVersion: calendar.version,
      provisional: isProvisional(term, term.dueAt),
    },
  };
  computeWarning(run);
  recordTransition(run, 'started', at);
  return run;
};

export const isActive = ({ state }: ClockRun): boolean => state.status === 'running' || state.status === 'paused';
export const isRunning = ({ state }: ClockRun): boolean => state.status === 'running';
/** Whether the duty is no longer owed: it was met, has ended or was cancelled. */
export const isDone = ({ state }: ClockRun): boolean =>
  state.metAt !== null || state.endedAt !== null || state.status === 'cancelled';

/** Pauses a running clock; it has no due instant while paused. */
export const pause = (run: ClockRun, at: Date): void => {
  if (!isRunning(run)) return;
  run.pauses.push({ from: at, to: null });
  change(run, { status: 'paused', dueAt: null, pausedAt: at, remainingMs: remaining(run.term, run.pauses, at) });
  recordTransition(run, 'paused', at);
};

/** Resumes a paused clock and computes its due instant again. */
export const resume = (run: ClockRun, at: Date): void => {
  const last = run.pauses.at(-1);
  if (run.state.status !== 'paused' || !last) return;
  last.to = at;
  change(run, { status: 'running', pausedAt: null });
  computeDue(run);
  recordTransition(run, 'resumed', at);
};

/** Applies a new office or classification from `at` on. Start and pauses stay. */
export const move = (
  run: ClockRun,
  at: Date,
  calendar: Calendar,
  classification: Classification,
  office: string | null,
): void => {
  if (!isActive(run)) return;
  change(run, { office, classification, maxLevel: maxLevelOf(run.policy, classification) });
  computeWarning(run);
  const length = lengthOf(run.policy, classification);
  const { unit, calendar: current } = run.term;
  if (length === run.length && calendar.code === current.code && calendar.version === current.version) return;
  const { dueAt, remainingMs } = run.state;
  run.length = length;
  run.term = termAfterChange({
    unit,
    length,
    calendar,
    startedAt: run.state.startedAt,
    pauses: run.pauses,
    changedAt: at,
  });
  run.recounts.push({ at, dueBefore: dueAt, leftNothing: run.term.startedAt !== run.state.startedAt });
  change(run, { budgetMs: budgetOf(run.term), calendarCode: calendar.code, calendarVersion: calendar.version });
  if (isRunning(run)) computeDue(run);
  else run.state.remainingMs = remaining(run.term, run.pauses, at);
  if (run.state.dueAt?.getTime() !== dueAt?.getTime() || run.state.remainingMs !== remainingMs)
    recordTransition(run, 'moved', at);
};

/**
 * Passes the warnings that are due up to an instant.
 * @param warns whether this clock is the one that warns of its duty; if not, nothing is recorded
 */
export const warn = (run: ClockRun, until: Date, warns: boolean): void => {
  for (let due = passWarning(run, until); due; due = passWarning(run, until))
    if (warns) recordWarning(run, due.percent, due.at);
};

/**
 * Passes the warnings that a change has made overdue. Only the highest one is recorded, at the instant of the change.
 * @param warns whether this clock is the one that warns of its duty; if not, nothing is recorded
 */
export const restartWarnings = (run: ClockRun, changedAt: Date, warns: boolean): void => {
  let last = null;
  for (let due = passWarning(run, changedAt); due; due = passWarning(run, changedAt)) last = due;
  if (last && warns) recordWarning(run, last.percent, changedAt);
};

/** Meets the duty. A breached or lapsed clock keeps its status and records `metAt`. */
export const meet = (run: ClockRun, at: Date): void => {
  if (isDone(run)) return;
  change(run, { metAt: at, workedMs: unpausedWorkingTime(run.term.calendar, run.state.startedAt, run.pauses, at) });
  if (isActive(run)) stop(run, 'met', at);
  else recordTransition(run, 'met-late', at);
};

/** Ends the duty without meeting it. A breached or lapsed clock keeps its status and records `endedAt`. */
export const end = (run: ClockRun, at: Date): void => {
  if (isDone(run)) return;
  if (isActive(run)) stop(run, 'cancelled', at);
  else run.state.endedAt = at;
};

/** Expires the clock at its due instant: a citizen's clock lapses, every other clock is breached. */
export const expire = (run: ClockRun): void => {
  const { dueAt, runsFor } = run.state;
  if (!isRunning(run) || dueAt === null) return;
  if (runsFor !== 'citizen') run.state.breachedAt = dueAt;
  stop(run, runsFor === 'citizen' ? 'lapsed' : 'breached', dueAt);
};

/**
 * The immutable state of a clock.
 * @param warns whether this clock is the one that warns of its duty
 */
export const stateOf = (run: ClockRun, warns: boolean): ClockState => ({
  ...run.state,
  nextWarningAt: warns && isRunning(run) ? (run.warning?.at ?? null) : null,
  pauses: run.pauses.map(one => ({ ...one })),
  transitions: [...run.transitions],
});

const stop = (run: ClockRun, how: 'met' | 'cancelled' | 'breached' | 'lapsed', at: Date): void => {
  const last = run.pauses.at(-1);
  if (last?.to === null) last.to = at;
  change(run, { status: how, stoppedAt: at, pausedAt: null });
  recordTransition(run, how, at);
};

const change = (run: ClockRun, to: Partial<ClockRun['state']>): void => void Object.assign(run.state, to);

const computeDue = (run: ClockRun): void => {
  run.state.dueAt = dueInstant(run.term, run.pauses);
  if (run.state.dueAt) run.state.provisional = isProvisional(run.term, run.state.dueAt);
  computeWarning(run);
};

/** Takes the next warning if it is due by `until`, and computes the one after it. */
const passWarning = (run: ClockRun, until: Date): ClockRun['warning'] => {
  const { warning } = run;
  if (!isRunning(run) || warning === null || warning.at > until) return null;
  run.passed = warning.percent;
  computeWarning(run);
  return warning;
};

const recordWarning = ({ state, transitions }: ClockRun, percent: number, at: Date): void => {
  state.warnedPercent = percent;
  transitions.push({ type: 'warned', percent, at, dueAt: state.dueAt, office: state.office });
};

/** Computes the next warning. A percentage that has passed is never warned of again. */
const computeWarning = (run: ClockRun): void => {
  const { classification, dueAt } = run.state;
  const percent = warnAtOf(run.policy, classification).find(each => each > run.passed);
  const at = percent === undefined ? null : minuteOfPercent(run.term, run.pauses, percent);
  run.warning = percent === undefined || at === null || dueAt === null || at >= dueAt ? null : { percent, at };
};

const recordTransition = (
  { state, transitions }: ClockRun,
  type: Exclude<TransitionType, 'warned'>,
  at: Date,
): void => {
  transitions.push({ type, at, dueAt: state.dueAt, office: state.office });
};
