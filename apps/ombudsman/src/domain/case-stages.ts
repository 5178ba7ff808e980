import type { CaseStage, ExaminationFinding } from '@tuntas/contracts';

/**
 * Allowed transitions from each stage. Danger to life needs an immediate reaction, so each stage before the report
 * allows a rapid response. A rapid response leads to an examination or closes the case. Staff may reopen a case that
 * has ended.
 */
const transitions: Readonly<Record<CaseStage, readonly CaseStage[]>> = {
  intake_formal: ['intake_material', 'rapid_response', 'not_admissible', 'deemed_withdrawn', 'withdrawn'],
  intake_material: ['rapid_response', 'examination', 'not_admissible', 'deemed_withdrawn', 'withdrawn'],
  rapid_response: ['examination', 'closed', 'withdrawn'],
  examination: ['rapid_response', 'report', 'withdrawn'],
  report: ['resolution_monitoring', 'closed'],
  resolution_monitoring: ['recommendation', 'closed'],
  recommendation: ['closed'],
  closed: ['examination'],
  not_admissible: ['intake_formal'],
  deemed_withdrawn: ['intake_formal'],
  withdrawn: ['intake_formal'],
};

const finalStages: ReadonlySet<CaseStage> = new Set<CaseStage>([
  'closed',
  'not_admissible',
  'deemed_withdrawn',
  'withdrawn',
]);

/**
 * Returns the stages to which a case may move now. Monitoring is allowed only after a report that found
 * maladministration.
 * @param state stage of the case and finding of its current report
 */
export const allowedTransitions = ({
  stage,
  finding,
}: {
  readonly stage: CaseStage;
  readonly finding: ExaminationFinding | null;
}): readonly CaseStage[] =>
  transitions[stage].filter(next => next !== 'resolution_monitoring' || finding === 'maladministration_found');

/** Returns whether a stage ends the case. */
export const isFinal = (stage: CaseStage): boolean => finalStages.has(stage);

/** Returns whether a case keeps the finding of its report at this stage. A new examination clears it. */
export const keepsFinding = (stage: CaseStage): boolean =>
  ['resolution_monitoring', 'recommendation', 'closed'].includes(stage);
