import type { Act } from '@tuntas/complaint';
import type { Classification } from '@tuntas/contracts';
import type { Calendar } from './calendar.js';
import type { ClockKey, ClockState, Transition, TransitionType } from './clock-state.js';
import { budgetOf, dueInstant, graceTerm, isProvisional, remaining, termOf } from './due-instant.js';
import type { Pause, Term } from './due-instant.js';
import { lengthOf, maxLevelOf } from './sla-policy.js';
import type { SlaPolicy } from './sla-policy.js';

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** A clock while the history is being told; never leaves the fold. */
export interface ClockRun {
  readonly state: Changing<Omit<ClockState, 'pauses' | 'transitions'>>;
  readonly pauses: Changing<Pause>[];
  readonly transitions: Transition[];
  readonly policy: SlaPolicy;
  readonly startedBy: Act;
  term: Term;
  /** In the policy's unit. */
  length: number;
}

export interface Start {
  readonly key: ClockKey;
  readonly policy: SlaPolicy;
  readonly startedBy: Act;
  readonly at: Date;
  readonly calendar: Calendar;
  readonly office: string | null;
  readonly classification: Classification;
  /** Where the occasion says how long, not the policy. */
  readonly length?: number | undefined;
  readonly maxLevel?: number | undefined;
}

export function start({ key, policy, startedBy, at, calendar, office, classification, ...own }: Start): ClockRun {
  const length = own.length ?? lengthOf(policy, classification);
  const term = termOf(policy.unit, length, calendar, at);
  const run: ClockRun = {
    policy, startedBy, term, length, pauses: [], transitions: [],
    state: {
      key, status: 'running', runsFor: policy.runsFor, office, classification, startedAt: at, dueAt: term.dueAt, pausedAt: null, remainingMs: null,
      stoppedAt: null, metAt: null, breachedAt: null, endedAt: null, maxLevel: own.maxLevel ?? maxLevelOf(policy, classification),
      unit: policy.unit, budgetMs: budgetOf(term), basis: policy.basis, policyVersion: policy.version,
      calendarCode: calendar.code, calendarVersion: calendar.version, provisional: isProvisional(term, term.dueAt),
    },
  };
  tell(run, 'started', at);
  return run;
}

export const isActive = ({ state }: ClockRun): boolean => state.status === 'running' || state.status === 'paused';
export const isRunning = ({ state }: ClockRun): boolean => state.status === 'running';
/** Nobody owes the duty any more, whether it was met or not. */
export const isDone = ({ state }: ClockRun): boolean => state.metAt !== null || state.endedAt !== null || state.status === 'cancelled';

export function pause(run: ClockRun, at: Date): void {
  if (!isRunning(run)) return;
  run.pauses.push({ from: at, to: null });
  change(run, { status: 'paused', dueAt: null, pausedAt: at, remainingMs: remaining(run.term, run.pauses, at) });
  tell(run, 'paused', at);
}

export function resume(run: ClockRun, at: Date): void {
  const last = run.pauses.at(-1);
  if (run.state.status !== 'paused' || !last) return;
  last.to = at;
  change(run, { status: 'running', pausedAt: null });
  computeDue(run);
  tell(run, 'resumed', at);
}

/** Another office or class is responsible from `at` on; start and pauses stay. */
export function move(run: ClockRun, at: Date, calendar: Calendar, classification: Classification, office: string | null): void {
  if (!isActive(run)) return;
  change(run, { office, classification, maxLevel: maxLevelOf(run.policy, classification) });
  const length = lengthOf(run.policy, classification);
  const { unit, calendar: present } = run.term;
  if (length === run.length && calendar.code === present.code && calendar.version === present.version) return;
  const { dueAt, remainingMs } = run.state;
  const anew = termOf(unit, length, calendar, run.state.startedAt);
  run.length = length;
  run.term = remaining(anew, run.pauses, at) > 0 ? anew : graceTerm(unit, calendar, at);
  change(run, { budgetMs: budgetOf(run.term), calendarCode: calendar.code, calendarVersion: calendar.version });
  if (isRunning(run)) computeDue(run);
  else run.state.remainingMs = remaining(run.term, run.pauses, at);
  if (run.state.dueAt?.getTime() !== dueAt?.getTime() || run.state.remainingMs !== remainingMs) tell(run, 'moved', at);
}

/** The duty was done; a breached or lapsed clock stays so and remembers it. */
export function meet(run: ClockRun, at: Date): void {
  if (isDone(run)) return;
  run.state.metAt = at;
  if (isActive(run)) stop(run, 'met', at);
}

/** The duty is not owed any more; a breached or lapsed clock stays so. */
export function end(run: ClockRun, at: Date): void {
  if (isDone(run)) return;
  if (isActive(run)) stop(run, 'cancelled', at);
  else run.state.endedAt = at;
}

/** Its time is over: a citizen's window lapses, every other duty is breached. */
export function expire(run: ClockRun): void {
  const { dueAt, runsFor } = run.state;
  if (!isRunning(run) || dueAt === null) return;
  if (runsFor !== 'citizen') run.state.breachedAt = dueAt;
  stop(run, runsFor === 'citizen' ? 'lapsed' : 'breached', dueAt);
}

export const stateOf = ({ state, pauses, transitions }: ClockRun): ClockState =>
  ({ ...state, pauses: pauses.map((one) => ({ ...one })), transitions: [...transitions] });

function stop(run: ClockRun, how: 'met' | 'cancelled' | 'breached' | 'lapsed', at: Date): void {
  const last = run.pauses.at(-1);
  if (last?.to === null) last.to = at;
  change(run, { status: how, stoppedAt: at, pausedAt: null });
  tell(run, how, at);
}

const change = (run: ClockRun, to: Partial<ClockRun['state']>): void => void Object.assign(run.state, to);

function computeDue(run: ClockRun): void {
  run.state.dueAt = dueInstant(run.term, run.pauses);
  if (run.state.dueAt) run.state.provisional = isProvisional(run.term, run.state.dueAt);
}

function tell({ state, transitions }: ClockRun, type: TransitionType, at: Date): void {
  transitions.push({ type, at, dueAt: state.dueAt, office: state.office });
}
