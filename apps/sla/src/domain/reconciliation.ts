import type { ClockEvent } from '@tuntas/contracts';
import { clocksOf, type History, type RaisedEscalation } from './clocks-of.js';
import { nextDue, pendingTransitions, type ClockKey, type ClockState, type ClockTransition } from './clock-state.js';

/** A clock as it was written down, with the number of its transitions that were emitted as events. */
export interface StoredClock {
  readonly id: string;
  readonly emitted: number;
  /** Without pauses and transitions, which the history tells. */
  readonly clock: ClockState;
}

/** An escalation as published: the root is named by the id of its clock. */
export interface PublishedEscalation extends Omit<RaisedEscalation, 'of'> {
  readonly clockId: string | null;
}

export interface Reconciliation {
  /** New and changed clocks. */
  readonly rows: readonly StoredClock[];
  readonly events: readonly ClockEvent[];
  readonly nextDue: Date | null;
}

/**
 * Compares what the clocks of a complaint ought to be with what was written down. Running it again on its own result
 * yields nothing, so neither the order nor the repetition of wake-ups matters.
 */
export function reconcile(
  history: Omit<History, 'escalations'>,
  escalations: readonly PublishedEscalation[],
  stored: readonly StoredClock[],
  now: Date,
  nextId: () => string,
): Reconciliation {
  const byKey = new Map(stored.map(before => [nameOf(before.clock.key), before]));
  const wanted = clocksOf({ ...history, escalations: rooted(escalations, stored) });
  const idOf = new Map(wanted.map(({ key }) => [nameOf(key), byKey.get(nameOf(key))?.id ?? nextId()]));
  const rows = wanted
    .map(clock => ({ id: idOf.get(nameOf(clock.key))!, clock, emitted: clock.transitions.length }))
    .filter(({ clock, emitted }) => {
      const before = byKey.get(nameOf(clock.key));
      return !before || before.emitted !== emitted || !isSame(before.clock, clock);
    });
  const events = pendingTransitions(wanted, key => byKey.get(nameOf(key))?.emitted ?? 0).map(({ clock, transition }) =>
    eventOf(idOf.get(nameOf(clock.key))!, clock, transition.type, transition),
  );
  const unwanted = stored.filter(({ clock }) => !idOf.has(nameOf(clock.key))).flatMap(before => cancelled(before, now));
  return {
    rows: [...rows, ...unwanted.map(({ row }) => row)],
    events: [...events, ...unwanted.map(({ event }) => event)],
    nextDue: nextDue(wanted),
  };
}

/** Escalations with the clocks at their roots by name, since the ids of clocks are those of what was written down. */
export function rooted(
  escalations: readonly PublishedEscalation[],
  stored: readonly StoredClock[],
): readonly RaisedEscalation[] {
  const keyOfId = new Map(stored.map(({ id, clock }) => [id, clock.key]));
  return escalations.map(({ clockId, ...raised }) => ({
    ...raised,
    of: clockId === null ? null : (keyOfId.get(clockId) ?? null),
  }));
}

/**
 * What was written down and is not wanted any more: a rung's clock that had started just before a decision in flight
 * met the duty. It is cancelled, once.
 */
function cancelled({ id, emitted, clock: before }: StoredClock, now: Date): { row: StoredClock; event: ClockEvent }[] {
  if (before.status !== 'running' && before.status !== 'paused') return [];
  const clock: ClockState = { ...before, status: 'cancelled', stoppedAt: now, pausedAt: null };
  return [
    {
      row: { id, clock, emitted: emitted + 1 },
      event: eventOf(id, clock, 'cancelled', { at: now, dueAt: clock.dueAt, office: clock.office }),
    },
  ];
}

/** What a step says beside its type. */
interface ClockEventDetails {
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly office: string | null;
  readonly percent?: number;
}

function eventOf(
  id: string,
  clock: ClockState,
  type: ClockTransition['type'],
  { at, dueAt, office, percent = 0 }: ClockEventDetails,
): ClockEvent {
  const { key, startedAt, maxLevel, policyVersion, calendarVersion, provisional } = clock;
  const data = {
    clockId: id,
    ...key,
    office,
    at: at.toISOString(),
    startedAt: startedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    maxLevel,
    policyVersion,
    calendarVersion,
    provisional,
  };
  return type === 'warned'
    ? { type: 'clock.warned.v1', data: { ...data, percent } }
    : { type: `clock.${type}.v1`, data };
}

const nameOf = ({ name, cycle, n, escalationId }: ClockKey): string => [name, cycle, n, escalationId ?? ''].join('/');

/** Everything that may change about a written clock; `workedMs` changes with `metAt` or the calendar. */
const changing = [
  'status',
  'office',
  'classification',
  'warnedPercent',
  'dueAt',
  'pausedAt',
  'remainingMs',
  'stoppedAt',
  'metAt',
  'breachedAt',
  'endedAt',
  'maxLevel',
  'budgetMs',
  'policyVersion',
  'calendarCode',
  'calendarVersion',
  'provisional',
] as const satisfies readonly (keyof ClockState)[];
const isSame = (one: ClockState, other: ClockState): boolean =>
  changing.every(name => plain(one[name]) === plain(other[name]));
const plain = (value: ClockState[(typeof changing)[number]]): unknown =>
  value instanceof Date ? value.getTime() : value;
