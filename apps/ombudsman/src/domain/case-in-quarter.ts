import type { CaseStage, ExaminationFinding, InadmissibilityGround, Maladministration } from '@tuntas/contracts';
import { isFinal, keepsFinding } from './case-stages.js';
import type { OmbudsmanCase } from './ombudsman-case.js';
import type { Quarter } from './quarter.js';

/** Fields of a case that the statistics use. */
export type CountedCase = Pick<OmbudsmanCase, 'office' | 'region' | 'maladministration' | 'admissibility'> & {
  readonly stages: readonly Omit<OmbudsmanCase['stages'][number], 'noteId'>[];
};

/**
 * Number of cases that were opened, reopened and ended in a quarter.
 * Invariant: `openAtStart + opened + reopened - ended = openAtEnd`.
 */
export interface CaseFlow {
  readonly openAtStart: number;
  readonly opened: number;
  readonly reopened: number;
  readonly ended: number;
  readonly openAtEnd: number;
}

/** One end of a case. A reopened case may have several. */
export interface CaseEnd {
  readonly stage: CaseStage;
  /** Finding of the last examination report; null if the case was not closed after a report. */
  readonly finding: ExaminationFinding | null;
  readonly ground: InadmissibilityGround | null;
  /** Full days since the case was opened or last reopened. */
  readonly days: number;
}

/** Contribution of one case to the statistics of a quarter. */
export interface CaseInQuarter extends Pick<CountedCase, 'office' | 'region'> {
  readonly alleged: readonly Maladministration[];
  readonly flow: CaseFlow;
  readonly ends: readonly CaseEnd[];
  /** Examination reports delivered in the quarter, with their finding and the types that they found. */
  readonly reports: readonly { readonly finding: ExaminationFinding; readonly found: readonly Maladministration[] }[];
  /**
   * Stage at the end of the quarter and full days since the case was opened or last reopened; null if it is not open
   * then.
   */
  readonly open: { readonly stage: CaseStage; readonly days: number } | null;
  /** Results of the admissibility checks; empty unless the case was opened in the quarter. */
  readonly checks: OmbudsmanCase['admissibility'];
}

const dayMs = 24 * 60 * 60_000;
const daysBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / dayMs);

/**
 * Computes the contribution of a case to the statistics of a quarter.
 * @param quarter interval to count; `to` is exclusive
 * @param until end of the quarter, or the present time if the quarter has not ended
 */
export const caseInQuarter = (
  { stages, office, region, maladministration, admissibility }: CountedCase,
  quarter: Quarter,
  until: Date,
): CaseInQuarter => {
  const { from, to } = quarter;
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
};
