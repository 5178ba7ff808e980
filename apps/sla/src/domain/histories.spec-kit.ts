import type { Fact } from '@tuntas/complaint';
import { type Act, classifications } from '@tuntas/contracts';
import type { Status } from '@tuntas/contracts';
import * as fc from 'fast-check';
import { nextDue } from './clock-state.js';
import type { ClockState } from './clock-state.js';
import { clocksOf } from './clocks-of.js';
import type { History, RaisedEscalation } from './clocks-of.js';
import { minuteMs } from './local-day.js';
import { officeHours, policies, sixDays } from './seed.spec-kit.js';

export const calendarOf: History['calendarOf'] = office => (office === 'RSUD' ? sixDays : officeHours);
const offices = ['DLH', 'PUPR', 'RSUD'];

const anyStatus: Status[] = [
  'received',
  'awaiting_completion',
  'assigned',
  'in_progress',
  'awaiting_complainant',
  'resolved',
  'closed',
  'archived',
];
const open = anyStatus.slice(0, 6);
/**
 * The transition table: act, source statuses, target status. `same` keeps the status, `back` restores the status before
 * the request for completion.
 */
const table: readonly (readonly [Act, readonly Status[], Status | 'same' | 'back'])[] = [
  ['verify', ['received'], 'same'],
  ['request_completion', ['received', 'assigned', 'in_progress'], 'awaiting_completion'],
  ['complete', ['awaiting_completion'], 'back'],
  ['lapse_completion', ['awaiting_completion'], 'closed'],
  ['reclassify', open, 'same'],
  ['assign', ['received'], 'assigned'],
  ['accept', ['assigned'], 'in_progress'],
  ['contact', ['assigned', 'in_progress', 'awaiting_complainant'], 'same'],
  ['respond', ['in_progress', 'awaiting_complainant'], 'same'],
  ['ask', ['in_progress'], 'awaiting_complainant'],
  ['answer', ['awaiting_complainant'], 'in_progress'],
  ['lapse_answer', ['awaiting_complainant'], 'in_progress'],
  ['resolve', ['in_progress', 'awaiting_complainant'], 'resolved'],
  ['transfer', ['assigned', 'in_progress', 'awaiting_complainant'], 'assigned'],
  ['refer_out', ['received', 'assigned', 'in_progress'], 'closed'],
  ['confirm', ['resolved'], 'closed'],
  ['object', ['resolved'], 'in_progress'],
  ['lapse_reply', ['resolved'], 'closed'],
  ['withdraw', open, 'closed'],
  ['archive', ['received', 'assigned', 'in_progress'], 'archived'],
  ['reopen', ['closed', 'archived'], 'in_progress'],
  ['lapse_reopening', ['closed'], 'same'],
  ['consent', anyStatus, 'same'],
  ['request_referral', anyStatus, 'same'],
];
const ends: Act[] = ['withdraw', 'archive', 'refer_out'];

/** A random walk over the table. Many acts fall exactly on a due instant or one millisecond before or after it. */
export const histories: fc.Arbitrary<History> = fc
  .record({
    start: fc.integer({ min: 0, max: 700 * 1440 }),
    classification: fc.constantFrom(...classifications),
    isAnonymous: fc.boolean(),
    steps: fc.array(
      fc.record({
        pick: fc.nat(1000),
        number: fc.nat(1000),
        gap: fc.oneof(fc.integer({ min: 0, max: 4 * 1440 }), fc.integer({ min: 0, max: 90 })),
        aim: fc.constantFrom(null, null, null, -1, 0, 1),
      }),
      { maxLength: 25 },
    ),
    delays: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 10 }),
    after: fc.integer({ min: 0, max: 100 * 1440 }),
  })
  .map(({ start, classification, isAnonymous, steps, delays, after }) => {
    const facts: Fact[] = [
      {
        act: 'lodge',
        at: new Date(Date.UTC(2025, 0, 2) + start * minuteMs),
        cycle: 1,
        status: 'received',
        office: null,
        classification,
        verified: false,
      },
    ];
    let back: Status = 'received';
    const base = { isAnonymous, policies, calendarOf };
    for (const { pick, number, gap, aim } of steps) {
      const before = facts.at(-1)!;
      const possible = table.filter(
        ([act, from]) => from.includes(before.status) && (number % 4 === 0 || !ends.includes(act)),
      );
      const [act, , to] = possible[pick % possible.length]!;
      if (act === 'request_completion') back = before.status;
      const due = aim === null ? null : nextDue(clocksOf({ ...base, facts, escalations: [], settledUntil: before.at }));
      const at =
        due === null || aim === null
          ? new Date(before.at.getTime() + gap * minuteMs)
          : new Date(Math.max(before.at.getTime(), due.getTime() + aim));
      facts.push({ ...next(act, to === 'same' ? before.status : to === 'back' ? back : to, before, number), at });
    }
    const settledUntil = new Date(facts.at(-1)!.at.getTime() + after * minuteMs);
    const history = { ...base, facts, settledUntil };
    const ladder = (
      level: number,
      breached: readonly ClockState[],
      of: (clock: ClockState) => RaisedEscalation['of'],
    ): RaisedEscalation[] =>
      breached.map((clock, i) => ({
        id: `${level}-${i}`,
        of: of(clock),
        level,
        office: level === 1 ? clock.office : null,
        afterWorkingDays: level === 1 ? 3 : 5,
        raisedAt: new Date(clock.breachedAt!.getTime() + delays[i % delays.length]! * minuteMs),
      }));
    const first = ladder(
      1,
      clocksOf({ ...history, escalations: [] }).filter(({ breachedAt, maxLevel }) => breachedAt && maxLevel > 0),
      ({ key }) => key,
    );
    const climbed = clocksOf({ ...history, escalations: first }).filter(
      ({ key, breachedAt }) => key.name === 'ladder' && breachedAt,
    );
    return {
      ...history,
      escalations: [...first, ...ladder(2, climbed, ({ key }) => first.find(({ id }) => id === key.escalationId)!.of)],
    };
  });

const next = (act: Act, status: Status, before: Fact, number: number): Omit<Fact, 'at'> => {
  const fact = { ...before, act, status, cycle: before.cycle + (act === 'object' || act === 'reopen' ? 1 : 0) };
  const office = offices[number % offices.length]!;
  if (act === 'assign') return { ...fact, office, verified: true };
  if (act === 'verify') return { ...fact, verified: true };
  if (act === 'transfer') return number % 3 === 0 ? { ...fact, office: null, status: 'received' } : { ...fact, office };
  if (act === 'reopen' && before.office === null) return { ...fact, status: 'received' };
  if (act === 'reclassify') return { ...fact, classification: classifications[number % classifications.length]! };
  return act === 'ask' ? { ...fact, workingDays: 1 + (number % 10) } : fact;
};
