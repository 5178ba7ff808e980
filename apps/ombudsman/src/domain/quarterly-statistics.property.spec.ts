import fc from 'fast-check';
import {
  admissibilityChecks,
  caseStages,
  examinationFindings,
  inadmissibilityGrounds,
  maladministrations,
  type CaseStage,
} from '@tuntas/contracts';
import { caseInQuarter, type CountedCase } from './case-in-quarter.js';
import { allowedTransitions, isFinal } from './case-stages.js';
import { changeStage, type StageChange } from './change-stage.js';
import { openCase, type OmbudsmanCase } from './ombudsman-case.js';
import { quarterNamed, type Quarter } from './quarter.js';
import { quarterlyFigures, type QuarterlyFigures } from './quarterly-statistics.js';

const zone = 8 * 60;
const quarters = ['2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'].map(name =>
  quarterNamed(name, zone),
);
const note = { field: 'transition.note', textId: 'text-1', hash: '00' };
const minuteMs = 60_000;
/** Instants in the tested quarters, many of them at a boundary between two quarters. */
const instants = fc.oneof(
  fc.date({ min: quarters[0]!.from, max: quarters.at(-1)!.to, noInvalidDate: true }),
  fc
    .tuple(fc.constantFrom(...quarters), fc.constantFrom(-30 * minuteMs, -1, 0, 1))
    .map(([{ to }, by]) => new Date(to.getTime() + by)),
);

/** Cases with random transitions that the domain rules allow. */
const cases: fc.Arbitrary<OmbudsmanCase> = fc
  .record({
    office: fc.constantFrom('PUPR', 'DLH', null),
    regionCode: fc.constantFrom('63.71.04.1010', '63.71.01', null),
    allegedMaladministration: fc.subarray([...maladministrations], { maxLength: 3 }),
    checks: fc.array(fc.constantFrom(true, false, null), {
      minLength: admissibilityChecks.length,
      maxLength: admissibilityChecks.length,
    }),
    at: fc.array(instants, { minLength: 1, maxLength: 9 }),
    choices: fc.array(fc.nat(100), { minLength: 9, maxLength: 9 }),
    found: fc.subarray([...maladministrations], { maxLength: 2 }),
  })
  .map(({ at, choices, found, checks, ...complaint }) => {
    const [opening, ...moves] = at.toSorted((one, other) => one.getTime() - other.getTime());
    const opened = openCase(
      {
        id: 'case',
        registrationNumber: '1',
        escalationId: 'e',
        complaint: { id: 'c', ticket: 't', ...complaint },
        admissibility: admissibilityChecks.map((check, n) => ({ check, passed: checks[n]! })),
      },
      opening!,
    ).state;
    return moves.reduce((state, now, n) => {
      const allowed = allowedTransitions(state);
      const to = allowed[choices[n]! % allowed.length]!;
      const finding = examinationFindings[choices[n]! % examinationFindings.length]!;
      const transition =
        to === 'not_admissible'
          ? { to, ground: inadmissibilityGrounds[choices[n]! % inadmissibilityGrounds.length]! }
          : to === 'report'
            ? { to, finding, maladministration: finding === 'maladministration_found' ? found : [] }
            : { to };
      return changeStage(state, transition as StageChange, note, now).state;
    }, opened);
  });

const figuresOf = (all: readonly CountedCase[], quarter: Quarter, until = quarter.to): QuarterlyFigures =>
  quarterlyFigures(all.map(each => caseInQuarter(each, quarter, until)));
/** Stage of a case just before an instant; null before it was opened. */
const stageBefore = ({ stages }: OmbudsmanCase, instant: Date): CaseStage | null =>
  stages.filter(({ at }) => at < instant).at(-1)?.stage ?? null;
const isOpenBefore = (each: OmbudsmanCase, instant: Date): boolean => {
  const stage = stageBefore(each, instant);
  return stage !== null && !isFinal(stage);
};
const sumOf = <Name extends string>(rows: readonly Readonly<Record<Name, number>>[], name: Name): number =>
  rows.reduce((all, row) => all + row[name], 0);

describe('quarterlyFigures for random cases and quarters', () => {
  const forAll = (
    check: (all: readonly OmbudsmanCase[], quarter: Quarter, figures: QuarterlyFigures) => void,
  ): void => {
    fc.assert(
      fc.property(fc.array(cases, { maxLength: 12 }), fc.constantFrom(...quarters), (all, quarter) => {
        check(all, quarter, figuresOf(all, quarter));
      }),
      { numRuns: 300 },
    );
  };

  it('balance: openAtStart + opened + reopened - ended equals openAtEnd in every row', () => {
    forAll((all, quarter, { total, byOffice, byRegion, byMaladministration }) => {
      for (const { openAtStart, opened, reopened, ended, openAtEnd } of [
        total,
        ...byOffice,
        ...byRegion,
        ...byMaladministration,
      ])
        expect(openAtStart + opened + reopened - ended).toBe(openAtEnd);
      expect([total.openAtStart, total.openAtEnd]).toEqual([
        all.filter(each => isOpenBefore(each, quarter.from)).length,
        all.filter(each => isOpenBefore(each, quarter.to)).length,
      ]);
    });
  });

  it('start each quarter with the open cases at the end of the previous one', () => {
    fc.assert(
      fc.property(fc.array(cases, { maxLength: 12 }), all => {
        const totals = quarters.map(quarter => figuresOf(all, quarter).total);
        expect(totals.slice(1).map(total => total.openAtStart)).toEqual(
          totals.slice(0, -1).map(total => total.openAtEnd),
        );
        expect([totals[0]!.openAtStart, sumOf(totals, 'opened')]).toEqual([
          0,
          all.filter(each => each.openedAt < quarters.at(-1)!.to).length,
        ]);
      }),
    );
  });

  it('add up to the total in each breakdown', () => {
    forAll((_, __, { total, byOffice, byRegion, byAge, byStage, byOutcome, admissibility }) => {
      for (const name of ['openAtStart', 'opened', 'reopened', 'ended', 'openAtEnd'] as const)
        expect([sumOf(byOffice, name), sumOf(byRegion, name)]).toEqual([total[name], total[name]]);
      expect([sumOf(byAge, 'open'), sumOf(byStage, 'open'), sumOf(byAge, 'ended'), sumOf(byOutcome, 'ended')]).toEqual([
        total.openAtEnd,
        total.openAtEnd,
        total.ended,
        total.ended,
      ]);
      for (const { passed, failed, unknown } of admissibility) expect(passed + failed + unknown).toBe(total.opened);
    });
  });

  it('match a naive count of open stages, outcomes, days to end and reports', () => {
    forAll((all, { from, to }, { byStage, byOutcome, daysToEnd, reports, byMaladministration }) => {
      const open = all.filter(each => isOpenBefore(each, to));
      expect(Object.fromEntries(byStage.map(({ stage, open: count }) => [stage, count]))).toEqual(
        Object.fromEntries(
          caseStages
            .filter(stage => !isFinal(stage))
            .map(stage => [stage, open.filter(each => stageBefore(each, to) === stage).length]),
        ),
      );
      const within = ({ at }: { readonly at: Date }): boolean => at >= from && at < to;
      const ends = all.flatMap(({ stages }) =>
        stages.flatMap((reached, n) => {
          if (!isFinal(reached.stage) || !within(reached)) return [];
          const before = stages.slice(0, n);
          // index of the stage at which the case was opened or reopened
          const start = before.findLastIndex(({ stage }) => isFinal(stage)) + 1;
          const stint = stages.slice(start, n);
          const state = stint.findLast(
            ({ stage }) => stage === 'report' || stage === 'examination' || stage === 'rapid_response',
          );
          return [
            {
              outcome: reached.stage,
              finding: reached.stage === 'closed' ? (state?.finding ?? null) : null,
              ground: reached.ground,
              days: (reached.at.getTime() - stages[start]!.at.getTime()) / 86_400_000,
            },
          ];
        }),
      );
      for (const { stage, finding, ground, ended } of byOutcome)
        expect([stage, finding, ground, ended]).toEqual([
          stage,
          finding,
          ground,
          ends.filter(end => end.outcome === stage && end.finding === finding && end.ground === ground).length,
        ]);
      // At least half of the cases, and at least nine of ten, took no longer.
      const days = ends.map(end => Math.floor(end.days));
      if (days.length === 0) expect(daysToEnd).toEqual({ median: null, p90: null });
      else
        for (const [value, part] of [
          [daysToEnd.median!, 0.5],
          [daysToEnd.p90!, 0.9],
        ] as const) {
          expect(days).toContain(value);
          expect(days.filter(each => each <= value).length).toBeGreaterThanOrEqual(part * days.length);
          expect(days.filter(each => each < value).length).toBeLessThan(part * days.length);
        }
      const given = all.flatMap(({ stages }) => stages.filter(({ stage }) => stage === 'report').filter(within));
      expect(reports.map(({ given: count }) => count)).toEqual(
        examinationFindings.map(finding => given.filter(each => each.finding === finding).length),
      );
      for (const { type, found } of byMaladministration.filter(each => each.type !== null))
        expect(found).toBe(given.filter(each => each.maladministration.includes(type!)).length);
    });
  });

  it('of a past quarter do not depend on later transitions', () => {
    fc.assert(
      fc.property(fc.array(cases, { maxLength: 12 }), fc.constantFrom(...quarters), (all, quarter) => {
        const asOfThen = all
          .filter(each => each.openedAt < quarter.to)
          .map(each => ({
            ...each,
            maladministration: each.maladministration.filter(({ finding }) => finding === 'alleged'),
            stages: each.stages.filter(({ at }) => at < quarter.to),
          }));
        expect(figuresOf(all, quarter)).toEqual(figuresOf(asOfThen, quarter));
      }),
    );
  });

  it('use the present age of open cases while the quarter has not ended', () => {
    const [opened] = fc.sample(cases, { seed: 7, numRuns: 1 });
    const at = new Date('2026-01-10T01:00:00Z');
    const one: CountedCase = {
      ...opened!,
      stages: [{ stage: 'intake_formal', at, ground: null, finding: null, maladministration: [] }],
    };
    const bandsAt = (days: number): string[] =>
      figuresOf([one], quarterNamed('2026-Q1', zone), new Date(at.getTime() + days * 86_400_000))
        .byAge.filter(({ open }) => open > 0)
        .map(({ band }) => band);
    expect([0, 14.9, 15, 30.9, 31, 60.9, 61, 90.9, 91, 180.9, 181, 4_000].flatMap(bandsAt)).toEqual([
      'up_to_14_days',
      'up_to_14_days',
      'from_15_to_30_days',
      'from_15_to_30_days',
      'from_31_to_60_days',
      'from_31_to_60_days',
      'from_61_to_90_days',
      'from_61_to_90_days',
      'from_91_to_180_days',
      'from_91_to_180_days',
      'over_180_days',
      'over_180_days',
    ]);
  });

  it('cover quarters that begin and end at midnight in the time zone of the tenant', () => {
    expect(quarters.slice(2, 4).map(({ from, to }) => [from, to].map(each => each.toISOString()))).toEqual([
      ['2025-12-31T16:00:00.000Z', '2026-03-31T16:00:00.000Z'],
      ['2026-03-31T16:00:00.000Z', '2026-06-30T16:00:00.000Z'],
    ]);
    expect(quarterNamed('2026-Q4', 7 * 60).to.toISOString()).toBe('2026-12-31T17:00:00.000Z');
  });
});
