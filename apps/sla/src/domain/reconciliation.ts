import type { ClockEvent } from '@tuntas/contracts';
import { clocksOf, type History, type RaisedEscalation } from './clocks-of.js';
import { nextDue, untold, type ClockKey, type ClockState, type TransitionType } from './clock-state.js';

/** A clock as it was written down, with how many of its steps have been told. */
export interface StoredClock {
  readonly id: string;
  readonly key: ClockKey;
  readonly told: number;
  /** Everything else, to see whether there is anything to write. */
  readonly state: string;
}

/** A clock as it is to be written down. */
export interface ClockRow {
  readonly id: string;
  readonly clock: ClockState;
  readonly told: number;
}

/** An escalation as published: the root is named by the id of its clock. */
export interface PublishedEscalation extends Omit<RaisedEscalation, 'of'> {
  readonly clockId: string | null;
}

export interface Reconciliation {
  /** New and changed clocks. */
  readonly rows: readonly ClockRow[];
  readonly events: readonly ClockEvent[];
  readonly nextDue: Date | null;
}

/**
 * Compares what the clocks of a complaint ought to be with what was written down. Running it again on its own result yields
 * nothing, so neither the order nor the repetition of wake-ups matters.
 */
export function reconcile(
  history: Omit<History, 'escalations'>, escalations: readonly PublishedEscalation[], stored: readonly StoredClock[],
  now: Date, nextId: () => string,
): Reconciliation {
  const byKey = new Map(stored.map(clock => [nameOf(clock.key), clock]));
  const keyOfId = new Map(stored.map(clock => [clock.id, clock.key]));
  const wanted = clocksOf({
    ...history, escalations: escalations.map(({ clockId, ...raised }) => ({ ...raised, of: clockId === null ? null : keyOfId.get(clockId) ?? null })),
  });
  const idOf = new Map(wanted.map(({ key }) => [nameOf(key), byKey.get(nameOf(key))?.id ?? nextId()]));
  const rows = wanted
    .map(clock => ({ id: idOf.get(nameOf(clock.key))!, clock, told: clock.transitions.length }))
    .filter(({ clock, told }) => {
      const before = byKey.get(nameOf(clock.key));
      return !before || before.told !== told || before.state !== stateText(clock);
    });
  const events = untold(wanted, key => byKey.get(nameOf(key))?.told ?? 0)
    .map(({ clock, transition }) => eventOf(idOf.get(nameOf(clock.key))!, clock, transition.type, transition));
  const unwanted = stored.filter(clock => !idOf.has(nameOf(clock.key))).flatMap(clock => cancelled(clock, now));
  return {
    rows: [...rows, ...unwanted.map(({ row }) => row)], events: [...events, ...unwanted.map(({ event }) => event)], nextDue: nextDue(wanted),
  };
}

/**
 * What was written down and is not wanted any more: a rung's clock that had started just before a decision in flight met the
 * duty. It is cancelled, once.
 */
function cancelled({ id, told, state }: StoredClock, now: Date): { row: ClockRow; event: ClockEvent }[] {
  const before = stateFrom(state);
  if (before.status !== 'running' && before.status !== 'paused') return [];
  const clock: ClockState = { ...before, status: 'cancelled', stoppedAt: now, pausedAt: null };
  return [{ row: { id, clock, told: told + 1 }, event: eventOf(id, clock, 'cancelled', { at: now, dueAt: clock.dueAt, office: clock.office }) }];
}

function eventOf(id: string, clock: ClockState, type: TransitionType, { at, dueAt, office }: { at: Date; dueAt: Date | null; office: string | null }): ClockEvent {
  const { key, startedAt, maxLevel, policyVersion, calendarVersion, provisional } = clock;
  return {
    type: `clock.${type}.v1`,
    data: {
      clockId: id, ...key, office, at: at.toISOString(), startedAt: startedAt.toISOString(), dueAt: dueAt?.toISOString() ?? null,
      maxLevel, policyVersion, calendarVersion, provisional,
    },
  };
}

const nameOf = ({ name, cycle, n, escalationId }: ClockKey): string => [name, cycle, n, escalationId ?? ''].join('/');

/** What is compared to see whether a clock changed; the steps are counted apart. */
export const stateText = ({ transitions: _steps, pauses: _pauses, ...state }: ClockState): string => JSON.stringify(state);
const instants = new Set(['startedAt', 'dueAt', 'pausedAt', 'stoppedAt', 'metAt', 'breachedAt', 'endedAt']);
const stateFrom = (text: string): ClockState => ({
  ...JSON.parse(text, (name, value: unknown) => (instants.has(name) && typeof value === 'string' ? new Date(value) : value)) as ClockState,
  pauses: [], transitions: [],
});
