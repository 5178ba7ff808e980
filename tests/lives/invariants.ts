import type { ClockState } from '../../apps/sla/src/domain/index.js';
import { clocksByHand } from './clocks-by-hand.js';
import { messagesByHand } from './messages-by-hand.js';
import { nameOf, computedClocks, type SlaRules, type StoredState } from './snapshot.js';
import type { StoredEscalation } from './stored-rows.js';

/**
 * The invariants of every complaint once all events are consumed; each returns its violations.
 * @param settled business time up to which the history is final
 */
export const violationsOf = (written: StoredState, rules: SlaRules, settled: Date): readonly string[] => [
  ...clocksOfHistory(written, rules),
  ...clocksOfModel(written),
  ...clocksInTime(written, settled),
  ...clocksOfStatus(written),
  ...ladder(written),
  ...endings(written),
  ...cases(written),
  ...sequences(written),
  ...messagesByHand(written),
];

const columns: Readonly<Record<string, (clock: ClockState) => unknown>> = {
  status: clock => clock.status,
  office: clock => clock.office,
  classification: clock => clock.classification,
  started_at: clock => clock.startedAt,
  due_at: clock => clock.dueAt,
  paused_at: clock => clock.pausedAt,
  remaining_ms: clock => clock.remainingMs,
  met_at: clock => clock.metAt,
  breached_at: clock => clock.breachedAt,
  stopped_at: clock => clock.stoppedAt,
  ended_at: clock => clock.endedAt,
  max_level: clock => clock.maxLevel,
  runs_for: clock => clock.runsFor,
  budget_ms: clock => clock.budgetMs,
  calendar_code: clock => clock.calendarCode,
  told: clock => clock.transitions.length,
};
const textOf = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));

/** The clocks equal those that the product computes from the history. */
const clocksOfHistory = (written: StoredState, rules: SlaRules): string[] => {
  const wanted = computedClocks(written, rules);
  const stored = new Map(written.clocks.map(clock => [nameOf(clock), clock]));
  const missing = [...wanted.keys()].filter(name => !stored.has(name)).map(name => `clock ${name} is missing`);
  const different = [...stored].flatMap(([name, clock]) => {
    const fresh = wanted.get(name);
    // A ladder clock that an act in flight made unnecessary is cancelled, and the history does not show it.
    if (!fresh)
      return clock.status === 'cancelled' && clock.escalation_id !== null
        ? []
        : [`clock ${name} is ${clock.status}, and the history requires none`];
    return Object.entries(columns)
      .filter(([column, of]) => textOf(clock[column]) !== textOf(of(fresh)))
      .map(([column, of]) => `clock ${name}: ${column} ${textOf(clock[column])} instead of ${textOf(of(fresh))}`);
  });
  return [...missing, ...different];
};

/** The clocks equal those of the independent model; ladder clocks are checked with their escalations. */
const clocksOfModel = ({ row, clocks, settledUntil }: StoredState): string[] => {
  const wanted = clocksByHand(row.history, row.is_anonymous, settledUntil.getTime());
  const stored = clocks.filter(({ name }) => name !== 'ladder');
  const instant = (ms: number | null): string => (ms === null ? 'null' : new Date(ms).toISOString());
  return [
    ...[...wanted.keys()]
      .filter(name => !stored.some(clock => nameOf(clock) === name))
      .map(name => `by hand: clock ${name} is missing`),
    ...stored.flatMap(clock => {
      const name = nameOf(clock);
      const hand = wanted.get(name);
      if (!hand) return [`by hand: unexpected clock ${name}`];
      const pairs = [
        ['status', clock.status, hand.status],
        ['started', textOf(clock.started_at), instant(hand.startedAt)],
        ['met', textOf(clock.met_at), instant(hand.metAt)],
        ...(hand.dueAt === null ? [] : [['due', textOf(clock.due_at), instant(hand.dueAt)]]),
      ];
      return pairs
        .filter(([, seen, due]) => seen !== due)
        .map(([what, seen, due]) => `by hand: clock ${name}: ${what} ${seen} instead of ${due}`);
    }),
  ];
};

/** No clock is breached before its due time, and no overdue clock is still running. */
export const clocksInTime = ({ clocks }: StoredState, settled: Date): string[] =>
  clocks.flatMap(({ name, cycle, status, due_at: due, breached_at: breached, met_at: met, started_at: started }) => [
    ...(breached && breached.getTime() !== due!.getTime()
      ? [`${name}/${cycle} is breached at ${textOf(breached)} and due at ${textOf(due)}`]
      : []),
    ...(status === 'running' && due! <= settled ? [`${name}/${cycle} still runs and was due at ${textOf(due)}`] : []),
    ...(status === 'met' && due && met! >= due
      ? [`${name}/${cycle} is met at ${textOf(met)} and was due at ${textOf(due)}`]
      : []),
    ...(due && due < started ? [`${name}/${cycle} is due before it starts`] : []),
  ]);

/** The active clocks match the status of the complaint. */
const clocksOfStatus = ({ row, clocks }: StoredState): string[] => {
  const active = clocks.filter(({ status }) => status === 'running' || status === 'paused');
  const names = active.map(({ name, status }) => `${name} ${status}`).sort();
  if (row.status === 'archived') return names.length > 0 ? [`archived, and ${names.join(', ')}`] : [];
  if (row.status === 'closed') {
    const wanted = row.reopening_lapsed ? '' : 'reopening running';
    return names.join() !== wanted ? [`closed, and ${names.join(', ')}`] : [];
  }
  const isWaiting = row.status.startsWith('awaiting_');
  const citizens = active
    .filter(({ runs_for: who }) => who === 'citizen')
    .map(({ name }) => name)
    .join();
  const wanted =
    { awaiting_completion: 'completion', awaiting_complainant: 'complainant_answer', resolved: 'complainant_reply' }[
      row.status as string
    ] ?? '';
  return [
    ...(citizens !== wanted ? [`${row.status}, and of the citizen's clocks there are ${citizens || 'none'}`] : []),
    ...active
      .filter(({ runs_for: who, status }) => who !== 'citizen' && (status === 'paused') !== isWaiting)
      .map(({ name, status }) => `${row.status}, and ${name} is ${status}`),
    ...active
      .filter(({ cycle, name }) => cycle !== row.cycle && name !== 'ladder')
      .map(({ name, cycle }) => `${name} of cycle ${cycle} is active in cycle ${row.cycle}`),
    ...(row.is_anonymous && clocks.some(({ name }) => name === 'human_contact')
      ? ['anonymous, and a human_contact clock exists']
      : []),
  ];
};

/**
 * Every breach escalates level by level, once per level, up to the maximum level, and to the Ombudsman only with
 * consent.
 */
const ladder = ({ row, clocks, escalations }: StoredState): string[] => {
  const byKey = new Map<string, StoredEscalation>();
  const violations: string[] = [];
  for (const each of escalations) {
    const key = `${each.clock_id ?? `manual:${each.cycle}`}/${each.level}`;
    if (byKey.has(key)) violations.push(`raised twice: ${key}`);
    byKey.set(key, each);
  }
  const clockOf = new Map(clocks.map(clock => [clock.id, clock]));
  for (const { clock_id: clockId, level, raised_at: raised, reason, cycle } of escalations) {
    if (level === 3 && !row.consent_to_ombudsman) violations.push('raised to the Ombudsman without consent');
    if (clockId === null) continue;
    const root = clockOf.get(clockId);
    if (!root) {
      violations.push(`raised by an unknown clock ${clockId}`);
      continue;
    }
    const label = `${root.name} of cycle ${cycle} at level ${level}`;
    if (root.status !== 'breached' || level > root.max_level)
      violations.push(`${label}: its clock is ${root.status}, at most ${root.max_level}`);
    if (raised < root.breached_at!) violations.push(`${label}: raised before the breach`);
    if (level === 1) continue;
    const below = byKey.get(`${clockId}/${level - 1}`);
    const rung = below && clocks.find(({ escalation_id: id }) => id === below.id);
    if (!below) violations.push(`${label}: the level below is missing`);
    else if (reason === 'ladder' && (!rung?.breached_at || raised < rung.breached_at))
      violations.push(
        `${label}: raised at ${textOf(raised)}, its ladder clock was breached at ${textOf(rung?.breached_at)}`,
      );
  }
  for (const { id, name, cycle, status, max_level: max } of clocks)
    if (name !== 'ladder' && status === 'breached' && max > 0 && !byKey.has(`${id}/1`))
      violations.push(`${name} of cycle ${cycle} is breached, and did not escalate`);
  for (const { id, clock_id: clockId, level, next_level: next, status, referral_offered_at: offered } of escalations) {
    if (next === null || status === 'ended') continue;
    const rung = clocks.find(({ escalation_id: of }) => of === id);
    const climbed = byKey.has(`${clockId}/${next}`) || (next === 3 && offered !== null);
    if (!rung) violations.push(`level ${level} is ${status} and has no clock to level ${next}`);
    else if (rung.status === 'breached' ? !climbed : rung.status !== 'running' && rung.status !== 'paused')
      violations.push(
        `level ${level} is ${status}, its ladder clock ${rung.status}, and level ${next} ${climbed ? 'was reached' : 'was not'}`,
      );
  }
  return violations;
};

/** An ended duty ends its escalations; in a closed complaint only escalations to the Ombudsman stay open. */
const endings = ({ row, escalations, clocks }: StoredState): string[] => {
  const open = escalations.filter(({ status }) => status !== 'ended');
  const isOver = row.status === 'closed' || row.status === 'archived';
  const owed = new Map(
    clocks.map(({ id, met_at: met, ended_at: ended, status }) => [
      id,
      met === null && ended === null && status === 'breached',
    ]),
  );
  return open.flatMap(({ level, cycle, clock, clock_id: clockId, raised_at: raised }) => {
    const label = `level ${level} of ${clock ?? 'a person'} in cycle ${cycle} is open`;
    return [
      ...(cycle < row.cycle ? [`${label} in cycle ${row.cycle}`] : []),
      ...(isOver && level < 3 ? [`${label}, and the complaint is ${row.status}`] : []),
      ...(isOver && ['withdrawn', 'referred_out', 'deemed_withdrawn'].includes(row.outcome!) && raised < row.closed_at!
        ? [`${label}, and the complaint is ${row.outcome}`]
        : []),
      ...(clockId !== null && level < 3 && !owed.get(clockId) ? [`${label}, and the duty is fulfilled`] : []),
    ];
  });
};

/** At most one case per complaint, and exactly one if a referral exists. */
const cases = ({ cases: opened, escalations }: StoredState): string[] => {
  const referrals = escalations.filter(({ level }) => level === 3).map(({ id }) => id);
  const attached = new Set(opened.flatMap(each => each.escalation_ids as string[]));
  return [
    ...(opened.length > 1 ? [`${opened.length} cases`] : []),
    ...(opened.length !== Math.min(1, referrals.length)
      ? [`${opened.length} cases, ${referrals.length} referrals`]
      : []),
    ...referrals.filter(id => !attached.has(id)).map(id => `referral ${id} is in no case`),
  ];
};

/** The sequence of every source has no gap. */
const sequences = ({ eventCounts, row }: StoredState): string[] => [
  ...eventCounts
    .filter(({ events, last }) => events !== last)
    .map(({ source, events, last }) => `${source}: ${events} events, the last is ${last}`),
  ...(eventCounts.find(({ source }) => source === 'complaints')?.last === Number(row.sequence)
    ? []
    : [`sequence ${row.sequence}`]),
];
