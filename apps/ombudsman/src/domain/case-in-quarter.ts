import type { CaseStage, ExaminationFinding, InadmissibilityGround, Maladministration } from '@tuntas/contracts';
import { isFinal, keepsFinding } from './case-stages.js';
import type { OmbudsmanCase } from './ombudsman-case.js';
import type { Quarter } from './quarter.js';

/** What is counted of a case. */
export type CountedCase = Pick<OmbudsmanCase, 'office' | 'region' | 'maladministration' | 'admissibility'> & {
  readonly stages: readonly Omit<OmbudsmanCase['stages'][number], 'noteId'>[];
};

/**
 * How cases came and went. What was open at the start, was opened and was taken up again has ended or is open at the
 * end.
 */
export interface Flow {
  readonly openAtStart: number;
  readonly opened: number;
  readonly reopened: number;
  readonly ended: number;
  readonly openAtEnd: number;
}

/** An end of a case; one that was taken up again may have several. */
export interface CaseEnd {
  readonly stage: CaseStage;
  /** What its last examination stated, where it was closed after one. */
  readonly finding: ExaminationFinding | null;
  readonly ground: InadmissibilityGround | null;
  /** Full days since it was opened or last taken up again. */
  readonly days: number;
}

/** All that a quarter counts of one case. */
export interface CaseInQuarter extends Pick<CountedCase, 'office' | 'region'> {
  readonly alleged: readonly Maladministration[];
  readonly flow: Flow;
  readonly ends: readonly CaseEnd[];
  /** The reports that were given in the quarter: what they state, and which types they found. */
  readonly reports: readonly { readonly finding: ExaminationFinding; readonly found: readonly Maladministration[] }[];
  /**
   * Where it is open at the end: at which stage, and for how many full days since it was opened or last taken up again.
   */
  readonly open: { readonly stage: CaseStage; readonly days: number } | null;
  /** Of a case that was opened in the quarter; otherwise none. */
  readonly checks: OmbudsmanCase['admissibility'];
}

const dayMs = 24 * 60 * 60_000;
const daysBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / dayMs);

/** @param until the end of the quarter, or now while it runs */
export function caseInQuarter(
  { stages, office, region, maladministration, admissibility }: CountedCase,
  { from, to }: Quarter,
  until: Date,
): CaseInQuarter {
  const flow = { openAtStart: 0, opened: 0, reopened: 0, ended: 0, openAtEnd: 0 };
  const ends: CaseEnd[] = [];
  const reports: { finding: ExaminationFinding; found: readonly Maladministration[] }[] = [];
  let [stage, since, finding]: [CaseStage | null, Date, ExaminationFinding | null] = [null, until, null];
  for (const reached of stages) {
    if (reached.at >= to) break;
    const within = reached.at >= from;
    const wasOpen = stage !== null && !isFinal(stage);
    const isOpen = !isFinal(reached.stage);
    finding = keepsFinding(reached.stage) ? finding : reached.finding;
    if (within && stage === null) flow.opened += 1;
    if (within && stage !== null && !wasOpen && isOpen) flow.reopened += 1;
    if (within && reached.stage === 'report' && reached.finding !== null)
      reports.push({ finding: reached.finding, found: reached.maladministration });
    if (within && wasOpen && !isOpen) {
      flow.ended += 1;
      ends.push({ stage: reached.stage, finding, ground: reached.ground, days: daysBetween(since, reached.at) });
    }
    if (isOpen && !wasOpen) since = reached.at;
    stage = reached.stage;
    flow.openAtStart = within ? flow.openAtStart : Number(isOpen);
  }
  const open = stage === null || isFinal(stage) ? null : { stage, days: daysBetween(since, until) };
  return {
    office,
    region,
    alleged: maladministration.filter(each => each.finding === 'alleged').map(each => each.type),
    flow: { ...flow, openAtEnd: Number(open !== null) },
    ends,
    reports,
    open,
    checks: flow.opened > 0 ? admissibility : [],
  };
}
