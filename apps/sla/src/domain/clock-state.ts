import type { Classification, ClockName, ClockStatus } from '@tuntas/contracts';
import type { Pause } from './due-instant.js';
import type { RunsFor, Unit } from './sla-policy.js';

/** What a clock is, for ever: its id stands for this. */
export interface ClockKey {
  readonly name: ClockName;
  readonly cycle: number;
  /** Counts this clock's starts within the cycle, from 1. */
  readonly n: number;
  /** Set on the clock of a rung. */
  readonly escalationId: string | null;
}

export const transitionTypes = [
  'started',
  'paused',
  'resumed',
  'moved',
  'warned',
  'met',
  'met-late',
  'breached',
  'lapsed',
  'cancelled',
] as const;
export type TransitionType = (typeof transitionTypes)[number];

interface Step {
  /** The instant in the history; of a breach or lapse the due instant itself. */
  readonly at: Date;
  /** As it stands after the step; null while paused. */
  readonly dueAt: Date | null;
  readonly office: string | null;
}
/** One step in the life of a clock, as the history implies it. */
export type ClockTransition =
  | (Step & { readonly type: Exclude<TransitionType, 'warned'> })
  | (Step & { readonly type: 'warned'; readonly percent: number });

/** A clock as it ought to be. Instants that did not come are null. */
export interface ClockState {
  readonly key: ClockKey;
  readonly status: ClockStatus;
  readonly runsFor: RunsFor;
  readonly office: string | null;
  readonly classification: Classification;
  readonly startedAt: Date;
  /** The due instant, or the last one of a stopped clock; null while paused. */
  readonly dueAt: Date | null;
  readonly pausedAt: Date | null;
  /** Unpaused time left at the last pause, in ms of the unit. */
  readonly remainingMs: number | null;
  /** When it ceased to count: met, breached, lapsed or cancelled. */
  readonly stoppedAt: Date | null;
  /** When the duty was met, in time or after the breach. */
  readonly metAt: Date | null;
  /**
   * Working time from the start until the duty was met, without the pauses, in ms of the calendar that it was counted
   * by; also where the length is in calendar days.
   */
  readonly workedMs: number | null;
  readonly breachedAt: Date | null;
  /** When a breached or lapsed duty ceased to be owed without being met: transfer, closing, new cycle. */
  readonly endedAt: Date | null;
  /** The highest percent of the budget at which a warning was given. */
  readonly warnedPercent: number | null;
  /** When the next warning is to be given, if nothing happens until then; null while paused. */
  readonly nextWarningAt: Date | null;
  /** The highest level that its expiry may raise; 0 where it escalates nothing. */
  readonly maxLevel: number;
  readonly unit: Unit;
  /** The unpaused time that it allows, in ms of the unit. */
  readonly budgetMs: number;
  readonly basis: string;
  readonly policyVersion: number;
  readonly calendarCode: string;
  readonly calendarVersion: number;
  /** The due instant may still change by decree. */
  readonly provisional: boolean;
  readonly pauses: readonly Pause[];
  /** In order; a longer history only appends. */
  readonly transitions: readonly ClockTransition[];
}

/** The earliest instant at which a running clock warns or is due; null where none runs. */
export function nextDue(clocks: readonly ClockState[]): Date | null {
  return clocks
    .filter(({ status }) => status === 'running')
    .flatMap(({ nextWarningAt, dueAt }) => [nextWarningAt, dueAt])
    .reduce((first, instant) => (instant !== null && (first === null || instant < first) ? instant : first), null);
}

/** A step of a clock that nobody has been told yet. */
export interface PendingTransition {
  readonly clock: ClockState;
  readonly transition: ClockTransition;
}

/** At one instant what is over comes before what begins. */
const ranks: Readonly<Record<TransitionType, number>> = {
  warned: 0,
  breached: 0,
  lapsed: 0,
  met: 1,
  'met-late': 1,
  cancelled: 2,
  resumed: 3,
  moved: 4,
  started: 5,
  paused: 6,
};

/**
 * The steps beyond those already told (`toldOf` says how many of each clock), over all clocks in the order in which
 * they happened, so that telling them at once or one by one tells the same story.
 */
export function pendingTransitions(
  clocks: readonly ClockState[],
  emittedOf: (key: ClockKey) => number,
): readonly PendingTransition[] {
  const tails = clocks.map(clock => ({ clock, steps: clock.transitions.slice(emittedOf(clock.key)) }));
  const ordered: PendingTransition[] = [];
  for (;;) {
    let first: { readonly clock: ClockState; readonly steps: ClockTransition[] } | undefined;
    for (const tail of tails)
      if (tail.steps[0] && (!first?.steps[0] || isBefore(tail.steps[0], first.steps[0]))) first = tail;
    const transition = first?.steps.shift();
    if (!first || !transition) return ordered;
    ordered.push({ clock: first.clock, transition });
  }
}

const isBefore = (a: ClockTransition, b: ClockTransition): boolean =>
  a.at < b.at || (a.at.getTime() === b.at.getTime() && ranks[a.type] < ranks[b.type]);
