import * as fc from 'fast-check';
import { budgetOf, dueInstant, graceTerm, remaining, termOf, timeBetween } from './due-instant.js';
import type { Pause } from './due-instant.js';
import { minuteMs } from './local-day.js';
import { officeHours as calendar, wita } from './seed.spec-kit.js';
import { dateAtWork } from './working-time.js';

const pause = (from: string, to: string | null): Pause => ({ from: wita(from), to: to === null ? null : wita(to) });
const hours = 3_600_000;

describe('a due instant with pauses', () => {
  // Monday 2 November 2026; due Thursday 5 November 16:00 without pauses.
  const term = termOf('HK', 3, calendar, wita('2026-11-02T09:00'));

  it('moves by exactly the working time of the pause', () => {
    expect(dueInstant(term, [])).toEqual(wita('2026-11-05T16:00'));
    expect(dueInstant(term, [pause('2026-11-03T10:00', '2026-11-03T12:00')])).toEqual(wita('2026-11-06T09:30'));
    expect(dueInstant(term, [pause('2026-11-03T10:00', '2026-11-04T10:00')])).toEqual(wita('2026-11-06T16:30'));
  });

  it('does not move for a pause outside working time', () => {
    expect(dueInstant(term, [pause('2026-11-03T16:00', '2026-11-04T07:30')])).toEqual(wita('2026-11-05T16:00'));
  });

  it('ignores a pause that begins at or after it', () => {
    expect(dueInstant(term, [pause('2026-11-05T16:00', null)])).toEqual(wita('2026-11-05T16:00'));
    expect(dueInstant(term, [pause('2026-11-05T15:59', null)])).toBeNull();
  });

  it('handles pauses that begin or end at a break or at the end of a day', () => {
    expect(dueInstant(term, [pause('2026-11-05T11:30', '2026-11-05T16:00')])).toEqual(wita('2026-11-06T11:00'));
    expect(dueInstant(term, [pause('2026-11-05T12:00', '2026-11-06T08:30')])).toEqual(wita('2026-11-06T11:30'));
  });

  it('moves by elapsed time if the unit is calendar days', () => {
    const days = termOf('CD', 14, calendar, wita('2026-11-02T09:00'));
    expect(dueInstant(days, [pause('2026-11-07T01:00', '2026-11-08T03:00')])).toEqual(wita('2026-11-18T02:00'));
  });

  it('keeps the remaining time constant while a pause is open', () => {
    const open = [pause('2026-11-03T10:00', null)];
    expect(remaining(term, open, wita('2026-11-03T10:00'))).toBe(remaining(term, open, wita('2026-12-03T10:00')));
    expect(remaining(term, open, wita('2026-12-03T10:00'))).toBe((5 + 7.5 + 7.5) * hours);
    expect(remaining(term, [], wita('2026-12-03T10:00'))).toBe(0);
  });

  it('is the end of the first working day after a change that left no time', () => {
    const grace = graceTerm('HK', calendar, wita('2026-11-04T10:00'));
    expect(dueInstant(grace, [pause('2026-11-03T10:00', '2026-11-04T10:00')])).toEqual(wita('2026-11-05T16:00'));
    expect(dueInstant(grace, [pause('2026-11-03T10:00', '2026-11-05T08:30')])).toEqual(wita('2026-11-06T15:00'));
  });

  it('equals the result of counting the budget minute by minute', () => {
    const gap = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(
        gap,
        fc.constantFrom('HK', 'CD'),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.tuple(gap, gap), { maxLength: 4 }),
        (offset, unit, length, gaps) => {
          const startedAt = new Date(wita('2026-03-12T00:00').getTime() + offset * minuteMs);
          const subject = termOf(unit, length, calendar, startedAt);
          let at = startedAt.getTime();
          const pauses = gaps.map(([before, lasts]) => {
            const from = at + before * minuteMs;
            at = from + lasts * minuteMs;
            return { from: new Date(from), to: new Date(at) };
          });
          const due = dueInstant(subject, pauses)!;
          expect(due.getTime()).toBe(walk(unit, startedAt, budgetOf(subject), pauses));
          expect(remaining(subject, pauses, due)).toBe(0);
          expect(remaining(subject, pauses, new Date(due.getTime() - 1))).toBe(1);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('moves by the unpaused time of every pause that begins before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 9000 }), (before, lasts) => {
        const from = new Date(term.startedAt.getTime() + before * minuteMs);
        const one = { from, to: new Date(from.getTime() + lasts * minuteMs) };
        const due = dueInstant(term, [one])!;
        const expected = from < term.dueAt ? timeBetween('HK', calendar, one.from, one.to) : 0;
        expect(timeBetween('HK', calendar, term.dueAt, due)).toBe(expected);
      }),
    );
  });
});

/** Counts minute by minute until the budget is used up. */
const walk = (unit: string, startedAt: Date, budget: number, pauses: readonly Pause[]): number => {
  let left = budget;
  let at = startedAt.getTime();
  for (; left > 0; at += minuteMs) {
    if (pauses.some(({ from, to }) => from.getTime() <= at && to !== null && at < to.getTime())) continue;
    const { shifts } = dateAtWork(calendar, Math.floor((at + 8 * hours) / 86_400_000));
    if (unit === 'CD' || shifts.some(([opens, closes]) => opens <= at && at < closes)) left -= minuteMs;
  }
  return at;
};
