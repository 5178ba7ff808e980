import type { Attempt, Evidence, FaultName, Outcome } from './model.js';

/** What happened in a run; a run with too little activity cannot pass. */
export interface Counts {
  readonly acts: Readonly<Record<string, Readonly<Record<Outcome, number>>>>;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Acts that were in flight at the due time of one of the complaint's clocks. */
  readonly straddling: number;
  readonly breaches: number;
  readonly escalations: number;
  readonly cases: number;
  readonly strikes: Readonly<Partial<Record<FaultName, number>>>;
  /** Handled events of all consumers with an inbox. */
  readonly deliveries: number;
  /** Duplicate events in the log. */
  readonly repetitions: number;
}

/** @param businessStart business time at the start of the run */
export const countsOf = (evidence: Evidence, businessStart: Date): Counts => {
  const { attempts, log, escalations, cases, struck, inbox } = evidence;
  const once = [...new Map(log.map(entry => [entry.id, entry])).values()];
  return {
    acts: Object.fromEntries([...grouped(attempts, ({ act }) => act)].map(([act, of]) => [act, outcomesOf(of)])),
    outcomes: outcomesOf(attempts),
    straddling: attempts.filter(straddles(evidence, businessStart)).length,
    breaches: once.filter(({ type }) => type === 'clock.breached.v1').length,
    escalations: escalations.length,
    cases: cases.length,
    strikes: Object.fromEntries([...grouped(struck, ({ fault }) => fault)].map(([fault, of]) => [fault, of.length])),
    deliveries: inbox.reduce((sum, { events }) => sum + events, 0),
    repetitions: log.length - once.length,
  };
};

const outcomesOf = (attempts: readonly Attempt[]): Record<Outcome, number> => {
  const count = (outcome: Outcome): number => attempts.filter(attempt => attempt.outcome === outcome).length;
  return { ok: count('ok'), fail: count('fail'), unknown: count('unknown') };
};

const straddles = ({ clocks, rate }: Evidence, businessStart: Date): ((attempt: Attempt) => boolean) => {
  const clocksOf = grouped(clocks, ({ complaintId }) => complaintId);
  const businessAt = (ms: number): number => businessStart.getTime() + ms * rate;
  return ({ complaintId, beganAt, endedAt }) =>
    complaintId !== null &&
    endedAt !== null &&
    (clocksOf.get(complaintId) ?? []).some(
      ({ dueAt }) => dueAt !== null && businessAt(beganAt) <= dueAt.getTime() && dueAt.getTime() <= businessAt(endedAt),
    );
};

const grouped = <T, Key>(all: readonly T[], keyOf: (one: T) => Key): Map<Key, T[]> => {
  const groups = new Map<Key, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
};
