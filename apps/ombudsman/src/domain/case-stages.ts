import type { CaseStage, ExaminationFinding } from '@tuntas/contracts';

/**
 * Where a case may go from each stage. Danger to life does not wait for papers: any stage before the report may give
 * way to a rapid response, which ends the matter or leads into an examination. A case that has ended may be taken up
 * again by staff.
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

/** All that a case may become now; only maladministration that was found leaves something to monitor. */
export const allowedTransitions = ({
  stage,
  finding,
}: {
  readonly stage: CaseStage;
  readonly finding: ExaminationFinding | null;
}): readonly CaseStage[] =>
  transitions[stage].filter(next => next !== 'resolution_monitoring' || finding === 'maladministration_found');

/** Nobody works on the case any more. */
export const isFinal = (stage: CaseStage): boolean => finalStages.has(stage);

/** Whether the stage still stands on the report that was given; an examination begins without one. */
export const keepsFinding = (stage: CaseStage): boolean =>
  ['resolution_monitoring', 'recommendation', 'closed'].includes(stage);
