import type { Classification, ClockName, ClockStatus } from '@tuntas/contracts';
import type { Pause } from './due-instant.js';
import type { RunsFor, Unit } from './sla-policy.js';

/** The natural key of a clock; it never changes and maps to one id. */
export interface ClockKey {
  readonly name: ClockName;
  readonly cycle: number;
  /** The number of the start of this clock within the cycle, from 1. */
  readonly n: number;
  /** The escalation that a `ladder` clock belongs to; null for other clocks. */
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
  /** The instant in the history; for a breach or lapse, the due instant. */
  readonly at: Date;
  /** The due instant after the transition; null while paused. */
  readonly dueAt: Date | null;
  readonly office: string | null;
}
/** One state transition of a clock, computed from the history. */
export type ClockTransition =
  | (Step & { readonly type: Exclude<TransitionType, 'warned'> })
  | (Step & { readonly type: 'warned'; readonly percent: number });

/** The computed state of a clock. Instants that have not occurred are null. */
export interface ClockState {
  readonly key: ClockKey;
  readonly status: ClockStatus;
  readonly runsFor: RunsFor;
  readonly office: string | null;
  readonly classification: Classification;
  readonly startedAt: Date;
  /** The due instant (of a stopped clock: the last one); null while paused. */
  readonly dueAt: Date | null;
  readonly pausedAt: Date | null;
  /** Unpaused time left at the last pause, in ms of the unit. */
  readonly remainingMs: number | null;
  /** When the clock stopped: met, breached, lapsed or cancelled. */
  readonly stoppedAt: Date | null;
  /** When the duty was met, in time or after the breach. */
  readonly metAt: Date | null;
  /**
   * Working time from the start until the duty was met, without pauses, in ms, by the clock's calendar. It is working
   * time also if the length is in calendar days.
   */
  readonly workedMs: number | null;
  readonly breachedAt: Date | null;
  /** When a breached or lapsed duty ended without being met: transfer, closing, new cycle. */
  readonly endedAt: Date | null;
  /** The highest percentage of the budget at which a warning was emitted. */
  readonly warnedPercent: number | null;
  /** When the next warning is due, if no fact comes before; null while paused. */
  readonly nextWarningAt: Date | null;
  /** The highest level that its expiry may escalate to; 0 if it escalates nothing. */
  readonly maxLevel: number;
  readonly unit: Unit;
  /** The unpaused time that the clock allows, in ms of the unit. */
  readonly budgetMs: number;
  readonly basis: string;
  readonly policyVersion: number;
  readonly calendarCode: string;
  readonly calendarVersion: number;
  /** Whether a decree may still change the due instant. */
  readonly provisional: boolean;
  readonly pauses: readonly Pause[];
  /** In chronological order; a longer history only appends. */
  readonly transitions: readonly ClockTransition[];
}

/** The earliest instant at which a running clock warns or is due; null if no clock runs. */
export const nextDue = (clocks: readonly ClockState[]): Date | null =>
  clocks
    .filter(({ status }) => status === 'running')
    .flatMap(({ nextWarningAt, dueAt }) => [nextWarningAt, dueAt])
    .reduce((first, instant) => (instant !== null && (first === null || instant < first) ? instant : first), null);

/** A transition that has not been emitted as an event yet. */
export interface PendingTransition {
  readonly clock: ClockState;
  readonly transition: ClockTransition;
}

/** The order of transitions at the same instant: ends come before starts. */
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
 * Computes the transitions that have not been emitted yet, over all clocks, in the order in which they happened. The
 * order of events therefore does not depend on how often the clocks are reconciled.
 * @param emittedOf how many transitions of a clock have been emitted
 */
export const pendingTransitions = (
  clocks: readonly ClockState[],
  emittedOf: (key: ClockKey) => number,
): readonly PendingTransition[] => {
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
};

const isBefore = (a: ClockTransition, b: ClockTransition): boolean =>
  a.at < b.at || (a.at.getTime() === b.at.getTime() && ranks[a.type] < ranks[b.type]);
