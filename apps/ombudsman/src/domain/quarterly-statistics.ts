import {
  admissibilityChecks,
  ageBands,
  caseStages,
  examinationFindings,
  inadmissibilityGrounds,
  maladministrations,
  type AdmissibilityCheck,
  type AgeBand,
  type CaseStage,
  type ExaminationFinding,
  type InadmissibilityGround,
  type Maladministration,
} from '@tuntas/contracts';
import type { CaseEnd, CaseInQuarter, CaseFlow } from './case-in-quarter.js';
import { isFinal } from './case-stages.js';

/** Upper limit of each age band in full days, inclusive. The last band has none. */
const bandEnds: Readonly<Record<AgeBand, number>> = {
  up_to_14_days: 14,
  from_15_to_30_days: 30,
  from_31_to_60_days: 60,
  from_61_to_90_days: 90,
  from_91_to_180_days: 180,
  over_180_days: Infinity,
};

/** Outcome of a case, with its finding or ground if it has one. */
export type CaseOutcome = Pick<CaseEnd, 'stage' | 'finding' | 'ground'>;

/**
 * Statistics of a quarter. Breakdowns by an enumeration list every value, including zeros. Breakdowns by office and
 * region list only entries with a non-zero count.
 */
export interface QuarterlyFigures {
  readonly total: CaseFlow;
  readonly byMaladministration: readonly (CaseFlow & {
    readonly type: Maladministration | null;
    readonly found: number;
  })[];
  readonly byOffice: readonly (CaseFlow & { readonly office: string | null })[];
  readonly byRegion: readonly (CaseFlow & { readonly region: string | null })[];
  readonly byAge: readonly { readonly band: AgeBand; readonly open: number; readonly ended: number }[];
  readonly daysToEnd: { readonly median: number | null; readonly p90: number | null };
  readonly byStage: readonly { readonly stage: CaseStage; readonly open: number }[];
  readonly byOutcome: readonly (CaseOutcome & { readonly ended: number })[];
  readonly reports: readonly { readonly finding: ExaminationFinding; readonly given: number }[];
  readonly admissibility: readonly {
    readonly check: AdmissibilityCheck;
    readonly passed: number;
    readonly failed: number;
    readonly unknown: number;
  }[];
}

/** Every possible outcome, in the order of the output. */
const outcomes: readonly CaseOutcome[] = [
  ...[...examinationFindings, null].map((finding: ExaminationFinding | null) => ({
    stage: 'closed' as const,
    finding,
    ground: null,
  })),
  ...inadmissibilityGrounds.map((ground: InadmissibilityGround) => ({
    stage: 'not_admissible' as const,
    finding: null,
    ground,
  })),
  ...(['deemed_withdrawn', 'withdrawn'] as const).map(stage => ({ stage, finding: null, ground: null })),
];

/** Aggregates the contributions of all cases to the statistics of a quarter. */
export const quarterlyFigures = (cases: readonly CaseInQuarter[]): QuarterlyFigures => {
  const ends = cases.flatMap(each => each.ends);
  const checks = cases.flatMap(each => each.checks);
  const open = cases.flatMap(each => (each.open === null ? [] : [each.open]));
  const reports = cases.flatMap(each => each.reports);
  const days = ends.map(end => end.days).sort((one, other) => one - other);
  return {
    total: flowOf(cases),
    byMaladministration: [...maladministrations, null].map(type => ({
      type,
      ...flowOf(cases.filter(each => includesType(each.alleged, type))),
      found: reports.filter(each => each.finding === 'maladministration_found' && includesType(each.found, type))
        .length,
    })),
    byOffice: grouped(cases, each => each.office).map(([office, flow]) => ({ office, ...flow })),
    byRegion: grouped(cases, each => each.region).map(([region, flow]) => ({ region, ...flow })),
    byAge: ageBands.map(band => ({
      band,
      open: open.filter(each => bandOf(each.days) === band).length,
      ended: days.filter(each => bandOf(each) === band).length,
    })),
    daysToEnd: { median: nearestRank(days, 0.5), p90: nearestRank(days, 0.9) },
    byStage: caseStages
      .filter(stage => !isFinal(stage))
      .map(stage => ({ stage, open: open.filter(each => each.stage === stage).length })),
    byOutcome: outcomes.map(outcome => ({ ...outcome, ended: ends.filter(end => isSameOutcome(end, outcome)).length })),
    reports: examinationFindings.map(finding => ({
      finding,
      given: reports.filter(each => each.finding === finding).length,
    })),
    admissibility: admissibilityChecks.map(check => {
      const results = checks.filter(each => each.check === check).map(each => each.passed);
      const count = (passed: boolean | null): number => results.filter(each => each === passed).length;
      return { check, passed: count(true), failed: count(false), unknown: count(null) };
    }),
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** Returns whether a list of types includes this type; for null, whether the list is empty. */
const includesType = (types: readonly Maladministration[], type: Maladministration | null): boolean =>
  type === null ? types.length === 0 : types.includes(type);

const flowOf = (cases: readonly CaseInQuarter[]): CaseFlow => {
  const total = (name: keyof CaseFlow): number => sum(cases.map(({ flow }) => flow[name]));
  return {
    openAtStart: total('openAtStart'),
    opened: total('opened'),
    reopened: total('reopened'),
    ended: total('ended'),
    openAtEnd: total('openAtEnd'),
  };
};

/** Groups the cases by a code, in the order of the codes, null last. Groups with only zeros are left out. */
const grouped = (
  cases: readonly CaseInQuarter[],
  keyOf: (each: CaseInQuarter) => string | null,
): readonly (readonly [string | null, CaseFlow])[] => {
  const groups = new Map<string | null, CaseInQuarter[]>();
  for (const each of cases) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  const keys = [...groups.keys()].filter(key => key !== null).sort();
  return [...keys, ...(groups.has(null) ? [null] : [])]
    .map(key => [key, flowOf(groups.get(key)!)] as const)
    .filter(([, flow]) => Object.values(flow).some((count: number) => count > 0));
};

const bandOf = (days: number): AgeBand => ageBands.find(band => days <= bandEnds[band])!;

/**
 * Returns a quantile by the nearest-rank method, or null for an empty list.
 * @param part fraction of the values that do not exceed the result, for example 0.9
 */
const nearestRank = (sorted: readonly number[], part: number): number | null =>
  sorted[Math.ceil(sorted.length * part) - 1] ?? null;

const isSameOutcome = (end: CaseEnd, outcome: CaseOutcome): boolean =>
  end.stage === outcome.stage && end.finding === outcome.finding && end.ground === outcome.ground;
