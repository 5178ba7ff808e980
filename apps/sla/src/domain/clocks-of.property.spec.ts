import type { ClockName, Act } from '@tuntas/contracts';
import * as fc from 'fast-check';
import { pendingTransitions } from './clock-state.js';
import type { ClockKey, ClockState } from './clock-state.js';
import { clocksOf } from './clocks-of.js';
import type { History } from './clocks-of.js';
import { timeBetween } from './due-instant.js';
import { calendarOf, histories } from './histories.spec-kit.js';
import { minuteMs } from './local-day.js';

const sameKey = (a: ClockKey, b: ClockKey): boolean =>
  a.name === b.name && a.cycle === b.cycle && a.n === b.n && a.escalationId === b.escalationId;
const nameOf = ({ name, cycle, n, escalationId }: ClockKey): string => `${name}/${cycle}/${n}/${escalationId}`;
const meeting: Partial<Record<ClockName, readonly Act[]>> = {
  completeness_reply: ['verify', 'assign', 'request_completion'],
  completion: ['complete'],
  human_contact: ['contact'],
  first_response: ['respond', 'ask', 'resolve'],
  resolution: ['resolve'],
  decision: ['resolve'],
  complainant_answer: ['answer'],
  complainant_reply: ['confirm', 'object'],
  reopening: ['reopen'],
};
/**
 * Whether the clock was recomputed with another calendar or length than at its start. The due instant may stay the
 * same, so a `moved` transition is not a sufficient check.
 */
const isRecomputed = ({ facts }: History, { key, startedAt, stoppedAt }: ClockState): boolean =>
  key.name !== 'ladder' &&
  facts.some((fact, i) => {
    const before = facts[i - 1];
    return (
      before !== undefined &&
      fact.at >= startedAt &&
      (stoppedAt === null || fact.at <= stoppedAt) &&
      (calendarOf(fact.office) !== calendarOf(before.office) ||
        (key.name === 'resolution' && fact.classification !== before.classification))
    );
  });

describe('clocksOf with random histories', () => {
  it('only appends transitions when the history grows', () => {
    fc.assert(
      fc.property(histories, fc.nat(25), fc.double({ min: 0, max: 1, noNaN: true }), (history, cut, share) => {
        const { facts } = history;
        const size = 1 + (cut % facts.length);
        const [from, until] = [facts[size - 1]!.at.getTime(), (facts[size]?.at ?? history.settledUntil).getTime()];
        const settledUntil = new Date(Math.floor(from + share * (until - from)));
        const escalations = history.escalations.filter(
          ({ raisedAt }) => raisedAt <= settledUntil && (!facts[size] || raisedAt < facts[size]!.at),
        );
        const earlier = clocksOf({ ...history, facts: facts.slice(0, size), settledUntil, escalations });
        const later = clocksOf(history);
        for (const clock of earlier) {
          const grown = later.find(({ key }) => sameKey(key, clock.key));
          expect(grown?.transitions.slice(0, clock.transitions.length)).toEqual(clock.transitions);
        }
        const emittedOf = (key: ClockKey) => earlier.find(clock => sameKey(clock.key, key))?.transitions.length ?? 0;
        expect(pendingTransitions(later, emittedOf).every(({ transition }) => transition.at.getTime() >= from)).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('breaches exactly the duties that were not met before a settled due instant', () => {
    fc.assert(
      fc.property(histories, history => {
        for (const { key, status, startedAt, dueAt, stoppedAt, metAt, breachedAt } of clocksOf(history)) {
          if (status === 'running') expect(dueAt! > history.settledUntil).toBe(true);
          if (status === 'met' && dueAt) expect(metAt! < dueAt).toBe(true);
          if (status === 'breached') expect(breachedAt).toEqual(dueAt);
          if (status !== 'breached' && status !== 'lapsed') continue;
          expect(dueAt! <= history.settledUntil).toBe(true);
          expect(stoppedAt).toEqual(dueAt);
          const inTime = history.facts.filter(
            ({ act, at }) => meeting[key.name]?.includes(act) && at > startedAt && at < dueAt!,
          );
          expect(inTime).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives each clock exactly its budget of unpaused time', () => {
    fc.assert(
      fc.property(histories, history => {
        for (const clock of clocksOf(history)) {
          const { unit, startedAt, dueAt, status, pauses, budgetMs, key, office } = clock;
          if (dueAt === null || status === 'cancelled' || isRecomputed(history, clock)) continue;
          const calendar = calendarOf(
            key.name === 'ladder' ? history.escalations.find(({ id }) => id === key.escalationId)!.office : office,
          );
          const paused = pauses.reduce(
            (sum, { from, to }) => sum + timeBetween(unit, calendar, from, to! < dueAt ? to! : dueAt),
            0,
          );
          expect(timeBetween(unit, calendar, startedAt, dueAt) - paused).toBe(budgetMs);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('records the working time of every met duty, within the budget if it was met in time', () => {
    fc.assert(
      fc.property(histories, history => {
        for (const clock of clocksOf(history)) {
          const { transitions, unit, status, metAt, workedMs, budgetMs } = clock;
          expect(workedMs === null).toBe(metAt === null);
          if (status === 'met' && unit === 'HK' && !isRecomputed(history, clock))
            expect(workedMs! <= budgetMs).toBe(true);
          expect(transitions.filter(({ type }) => type === 'met' || type === 'met-late')).toHaveLength(
            metAt === null ? 0 : 1,
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('runs, pauses and stops clocks according to the status of the complaint, with unique keys', () => {
    fc.assert(
      fc.property(histories, history => {
        const clocks = clocksOf(history);
        const { status } = history.facts.at(-1)!;
        const [waiting, over] = [status.startsWith('awaiting'), status === 'closed' || status === 'archived'];
        for (const { key, status: now, runsFor } of clocks) {
          if (now === 'running' && waiting) expect(runsFor).toBe('citizen');
          if (now === 'paused') expect([waiting, runsFor === 'citizen']).toEqual([true, false]);
          if (over && now === 'running') expect([status, key.name]).toEqual(['closed', 'reopening']);
          if (history.isAnonymous) expect(key.name).not.toBe('human_contact');
        }
        expect(new Set(clocks.map(({ key }) => nameOf(key))).size).toBe(clocks.length);
        expect(clocksOf(history)).toEqual(clocks);
      }),
      { numRuns: 200 },
    );
  });

  it('warns exactly once at each percentage of the unpaused time while the duty is owed', () => {
    fc.assert(
      fc.property(histories, history => {
        for (const clock of clocksOf(history)) {
          const {
            key,
            unit,
            office,
            budgetMs,
            startedAt,
            dueAt,
            status,
            pauses,
            transitions,
            warnedPercent,
            nextWarningAt,
            stoppedAt,
            metAt,
          } = clock;
          const warnings = transitions.flatMap(step => (step.type === 'warned' ? [step] : []));
          expect(warnedPercent).toBe(warnings.at(-1)?.percent ?? null);
          expect(warnings.map(({ percent }) => percent)).toEqual(
            [...new Set(warnings.map(({ percent }) => percent))].sort((a, b) => a - b),
          );
          if (nextWarningAt)
            expect([status, nextWarningAt > history.settledUntil, nextWarningAt < dueAt!]).toEqual([
              'running',
              true,
              true,
            ]);
          if (!['verification', 'completeness_reply', 'first_response', 'resolution', 'decision'].includes(key.name))
            expect(warnings).toEqual([]);
          for (const { at } of warnings) {
            expect([
              stoppedAt === null || at <= stoppedAt,
              metAt === null || at <= metAt,
              at <= history.settledUntil,
            ]).toEqual([true, true, true]);
            expect(pauses.some(({ from, to }) => from < at && (to === null || at < to))).toBe(false);
          }
          if (isRecomputed(history, clock)) continue;
          const calendar = calendarOf(office);
          for (const { percent, at } of warnings) {
            const paused = pauses.reduce(
              (sum, { from, to }) => sum + timeBetween(unit, calendar, from, to !== null && to < at ? to : at),
              0,
            );
            const late = timeBetween(unit, calendar, startedAt, at) - paused - Math.ceil((budgetMs * percent) / 100);
            // A new classification may introduce warnings; overdue ones are recorded at the instant of the change.
            const isOfAChange = history.facts.some(fact => fact.at.getTime() === at.getTime());
            expect([late >= 0, late < minuteMs || isOfAChange]).toEqual([true, true]);
          }
          if (key.name === 'first_response' && status === 'breached')
            expect(warnings.map(({ percent }) => percent)).toEqual([50, 75, 90]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('warns only with the clock of a duty that is due first', () => {
    fc.assert(
      fc.property(histories, history => {
        const clocks = clocksOf(history);
        for (const [first, other] of [
          ['verification', 'completeness_reply'],
          ['resolution', 'decision'],
        ] as const)
          for (const { key, transitions } of clocks) {
            if (key.name !== other) continue;
            for (const { type, at } of transitions) {
              if (type !== 'warned') continue;
              const owed = clocks.filter(
                clock =>
                  clock.key.name === first &&
                  clock.key.cycle === key.cycle &&
                  clock.startedAt <= at &&
                  (clock.status === 'running' || clock.status === 'breached'),
              );
              const dueThen = owed.map(
                clock => clock.transitions.filter(step => step.at <= at && step.dueAt).at(-1)?.dueAt,
              );
              const own = transitions.filter(step => step.at <= at && step.dueAt).at(-1)!.dueAt!;
              expect(dueThen.every(due => due === null || due === undefined || due >= own)).toBe(true);
            }
          }
      }),
      { numRuns: 200 },
    );
  });

  it('covers every important state with the generated histories', () => {
    const seen = new Set(
      fc
        .sample(histories, { numRuns: 400, seed: 7 })
        .flatMap(history =>
          clocksOf(history).flatMap(clock => [
            `${clock.key.name} ${clock.status}`,
            ...clock.transitions.map(({ type }) => type),
            clock.breachedAt && clock.metAt ? 'met late' : '',
          ]),
        ),
    );
    for (const reached of [
      'met late',
      'warned',
      'moved',
      'resumed',
      'ladder met',
      'ladder breached',
      'ladder cancelled',
      'ladder paused',
      'decision breached',
      'verification breached',
      'completeness_reply breached',
      'human_contact cancelled',
      'first_response breached',
      'complainant_answer lapsed',
      'complainant_reply lapsed',
      'completion lapsed',
      'reopening lapsed',
    ]) {
      expect(seen).toContain(reached);
    }
  });
});
