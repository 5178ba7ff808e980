import type { ClockEvent } from '@tuntas/contracts';
import { clocksOf, type History, type RaisedEscalation } from './clocks-of.js';
import { nextDue, pendingTransitions, type ClockKey, type ClockState, type ClockTransition } from './clock-state.js';

/** A clock as stored, with the number of its transitions that were emitted as events. */
export interface StoredClock {
  readonly id: string;
  readonly emitted: number;
  /** Without pauses and transitions; these are computed from the history. */
  readonly clock: ClockState;
}

/** An escalation as published by the escalation service; it refers to its root by the id of the clock. */
export interface PublishedEscalation extends Omit<RaisedEscalation, 'of'> {
  readonly clockId: string | null;
}

/** The result of a reconciliation. */
export interface Reconciliation {
  /** New and changed clocks. */
  readonly rows: readonly StoredClock[];
  readonly events: readonly ClockEvent[];
  readonly nextDue: Date | null;
}

/**
 * Compares the computed clocks of a complaint with the stored ones. It is idempotent: a second run on its own result
 * returns no changes, so neither the order nor the repetition of events matters.
 * @param nextId generates the id of a new clock
 * @returns the rows to write and the events to emit
 */
export const reconcile = (
  history: Omit<History, 'escalations'>,
  escalations: readonly PublishedEscalation[],
  stored: readonly StoredClock[],
  now: Date,
  nextId: () => string,
): Reconciliation => {
  const byKey = new Map(stored.map(before => [nameOf(before.clock.key), before]));
  const wanted = clocksOf({ ...history, escalations: withRootKeys(escalations, stored) });
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
};

/** Resolves the clock ids of escalations to the keys of the stored clocks. */
export const withRootKeys = (
  escalations: readonly PublishedEscalation[],
  stored: readonly StoredClock[],
): readonly RaisedEscalation[] => {
  const keyOfId = new Map(stored.map(({ id, clock }) => [id, clock.key]));
  return escalations.map(({ clockId, ...raised }) => ({
    ...raised,
    of: clockId === null ? null : (keyOfId.get(clockId) ?? null),
  }));
};

/**
 * Cancels, once, a stored clock that is no longer computed. This is the clock of a rung that started just before a
 * concurrent decision met the duty.
 */
const cancelled = (
  { id, emitted, clock: before }: StoredClock,
  now: Date,
): { row: StoredClock; event: ClockEvent }[] => {
  if (before.status !== 'running' && before.status !== 'paused') return [];
  const clock: ClockState = { ...before, status: 'cancelled', stoppedAt: now, pausedAt: null };
  return [
    {
      row: { id, clock, emitted: emitted + 1 },
      event: eventOf(id, clock, 'cancelled', { at: now, dueAt: clock.dueAt, office: clock.office }),
    },
  ];
};

/** The data of a transition without its type. */
interface ClockEventDetails {
  readonly at: Date;
  readonly dueAt: Date | null;
  readonly office: string | null;
  readonly percent?: number;
}

const eventOf = (
  id: string,
  clock: ClockState,
  type: ClockTransition['type'],
  { at, dueAt, office, percent = 0 }: ClockEventDetails,
): ClockEvent => {
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
};

const nameOf = ({ name, cycle, n, escalationId }: ClockKey): string => [name, cycle, n, escalationId ?? ''].join('/');

/** The fields of a stored clock that may change; `workedMs` changes only with `metAt` or the calendar. */
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
