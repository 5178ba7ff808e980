import { meetsDuty, type Fact } from '@tuntas/complaint';
import type { ClockName } from '@tuntas/contracts';
import type { Calendar } from './calendar.js';
import { clockRules, endsEverything, isWaiting, ruledClocks } from './clock-rules.js';
import type { Moment, RuledClock } from './clock-rules.js';
import {
  end,
  expire,
  isDone,
  isRunning,
  meet,
  move,
  pause,
  resume,
  start,
  stateOf,
  warn,
  restartWarnings,
} from './clock-run.js';
import type { ClockRun } from './clock-run.js';
import type { ClockState } from './clock-state.js';
import { policyAt, warnAtOf } from './sla-policy.js';
import type { SlaPolicy } from './sla-policy.js';

/** A raised escalation, with the data that its `ladder` clock needs. */
export interface RaisedEscalation {
  readonly id: string;
  /** The clock whose breach is the root cause; null if a person raised the escalation. */
  readonly of: { readonly name: ClockName; readonly cycle: number; readonly n: number } | null;
  readonly level: number;
  readonly raisedAt: Date;
  /** The office whose calendar applies (level 1); null for the tenant's calendar. */
  readonly office: string | null;
  /** Working days until the next rung; null if the ladder ends here, so that no clock is needed. */
  readonly afterWorkingDays: number | null;
}

/** The input of the projection: facts and escalations of a complaint, policies and calendars. */
export interface History {
  readonly facts: readonly Fact[];
  readonly isAnonymous: boolean;
  readonly escalations: readonly RaisedEscalation[];
  readonly policies: readonly SlaPolicy[];
  /** The calendar of an office; the tenant's calendar for null. */
  readonly calendarOf: (office: string | null) => Calendar;
  /** No fact before this instant can be added. Only clocks due by then are breached. */
  readonly settledUntil: Date;
}

/** The clock of a rung, and the clock at its root. */
interface Rung {
  readonly run: ClockRun;
  readonly root: ClockRun;
}

/**
 * Projects the history of a complaint to its clocks, in the order of their starts. The function is pure, so the order
 * and repetition of events cannot corrupt a clock. A longer history only appends to `transitions`.
 */
export const clocksOf = (history: History): readonly ClockState[] => {
  const runs = runsOf(history);
  return runs.map(run => stateOf(run, warns(run, runs)));
};

/** The same projection, with the changes that moved the due instants. */
export const runsOf = (history: History): readonly ClockRun[] => {
  const { facts, settledUntil } = history;
  const last = facts.at(-1);
  const horizon = last && last.at > settledUntil ? last.at : settledUntil;
  const runs: ClockRun[] = [];
  const rungs: Rung[] = [];
  const raised = history.escalations.filter(({ afterWorkingDays }) => afterWorkingDays !== null).sort(inOrder);

  const apply = (moment: Moment): void => {
    const { fact, before } = moment;
    const ruled = runs.filter(({ state }) => state.key.name !== 'ladder');
    for (const run of ruled) if (meetsDuty(fact.act, run.state.key)) meet(run, fact.at);
    for (const run of ruled) if (endsEverything(moment) || ruleOf(run).ends?.(moment)) end(run, fact.at);
    for (const { run, root } of rungs) if (isDone(root)) (root.state.metAt ? meet : end)(run, fact.at);
    if (isWaiting(before) && !isWaiting(fact)) for (const run of runs) resume(run, fact.at);
    for (const run of ruled)
      if (ruleOf(run).follows) move(run, fact.at, history.calendarOf(fact.office), fact.classification, fact.office);
    for (const run of ruled) restartWarnings(run, fact.at, warns(run, runs));
    for (const name of ruledClocks) if (clockRules[name].starts(moment)) startRuled(name, fact);
    if (isWaiting(fact) && !isWaiting(before))
      for (const run of runs) if (run.state.runsFor !== 'citizen') pause(run, fact.at);
  };

  const startRuled = (name: RuledClock, { at, cycle, office, classification, workingDays }: Fact): void => {
    runs.push(
      start({
        key: { name, cycle, n: count(name, cycle) + 1, escalationId: null },
        policy: policyOf(name, at),
        at,
        calendar: history.calendarOf(office),
        office,
        classification,
        length: name === 'complainant_answer' ? workingDays : undefined,
      }),
    );
  };

  /**
   * Starts the clock of a rung, but only while the duty at its root is owed.
   * @param factCount the number of facts up to `raisedAt`
   */
  const startRung = (
    { id, of, level, raisedAt, office, afterWorkingDays }: RaisedEscalation,
    factCount: number,
  ): void => {
    const root = runs.find(({ state: { key } }) => key.name === of?.name && key.cycle === of.cycle && key.n === of.n);
    const fact = facts[factCount - 1];
    if (!root || !fact || isDone(root) || afterWorkingDays === null) return;
    passTime(runs, raisedAt < horizon ? raisedAt : horizon);
    const run = start({
      key: { name: 'ladder', cycle: root.state.key.cycle, n: rungNumber(id, root.state.key.cycle), escalationId: id },
      policy: policyOf('ladder', raisedAt),
      at: raisedAt,
      calendar: history.calendarOf(office),
      office,
      classification: fact.classification,
      length: afterWorkingDays,
      maxLevel: level + 1,
    });
    runs.push(run);
    rungs.push({ run, root });
    if (isWaiting(fact)) pause(run, raisedAt);
  };

  const count = (name: ClockName, cycle: number): number =>
    runs.filter(({ state: { key } }) => key.name === name && key.cycle === cycle).length;

  /** Numbers the rungs of a cycle. Rungs without a clock are counted too, so that a number stays with its rung. */
  const rungNumber = (id: string, cycle: number): number => {
    const ofCycle = history.escalations
      .filter(({ of, afterWorkingDays }) => of?.cycle === cycle && afterWorkingDays !== null)
      .sort(inOrder);
    return ofCycle.findIndex(escalation => escalation.id === id) + 1;
  };

  const policyOf = (name: ClockName, at: Date): SlaPolicy =>
    policyAt(history.policies, name, at, history.calendarOf(null).zone);

  facts.forEach((fact, index) => {
    while (raised[0] && raised[0].raisedAt < fact.at) startRung(raised.shift()!, index);
    passTime(runs, fact.at);
    apply({
      fact,
      before: facts[index - 1] ?? null,
      isAnonymous: history.isAnonymous,
      hasStarted: name => count(name, fact.cycle) > 0,
    });
  });
  for (const escalation of raised) startRung(escalation, facts.length);
  passTime(runs, horizon);
  return runs;
};

const ruleOf = ({ state }: ClockRun) => clockRules[state.key.name as RuledClock];
const dutyOf = ({ state: { key } }: ClockRun) => (key.name === 'ladder' ? undefined : clockRules[key.name].duty);

const inOrder = (a: RaisedEscalation, b: RaisedEscalation): number =>
  a.raisedAt.getTime() - b.raisedAt.getTime() || (a.id < b.id ? -1 : 1);

/**
 * Whether this clock is the one that warns of its duty: the clock that is due first. This holds also after its breach,
 * because the delay is known by then. The result changes only at a fact.
 */
const warns = (run: ClockRun, runs: readonly ClockRun[]): boolean => {
  const duty = dutyOf(run);
  if (duty === undefined) return true;
  const rivals = runs.filter(
    other => dutyOf(other) === duty && !isDone(other) && warnAtOf(other.policy, other.state.classification).length > 0,
  );
  const { dueAt } = run.state;
  return !rivals.some(
    (other, i) =>
      other !== run &&
      dueAt &&
      other.state.dueAt &&
      (other.state.dueAt < dueAt || (other.state.dueAt.getTime() === dueAt.getTime() && i < rivals.indexOf(run))),
  );
};

/** Records the warnings and expires the clocks that are due up to an instant. */
const passTime = (runs: readonly ClockRun[], until: Date): void => {
  for (const run of runs) if (isRunning(run) && run.warning) warn(run, until, warns(run, runs));
  expireDue(runs, until);
};

/** Expires the clocks that are due up to an instant, the earliest first. */
const expireDue = (runs: readonly ClockRun[], until: Date): void => {
  const due = runs.filter(run => isRunning(run) && run.state.dueAt !== null && run.state.dueAt <= until);
  for (const run of due.sort((a, b) => a.state.dueAt!.getTime() - b.state.dueAt!.getTime())) expire(run);
};
