import type { CaseStage } from '@tuntas/contracts';

/** Where a case may go from each stage; a case that has ended may be taken up again by staff. */
const transitions: Readonly<Record<CaseStage, readonly CaseStage[]>> = {
  intake_formal: ['intake_material', 'not_admissible', 'deemed_withdrawn', 'withdrawn'],
  intake_material: ['examination', 'not_admissible', 'deemed_withdrawn', 'withdrawn'],
  examination: ['report', 'withdrawn'],
  report: ['resolution_monitoring', 'closed'],
  resolution_monitoring: ['recommendation', 'closed'],
  recommendation: ['closed'],
  closed: ['examination'],
  not_admissible: ['intake_formal'],
  deemed_withdrawn: ['intake_formal'],
  withdrawn: ['intake_formal'],
};

const finalStages: ReadonlySet<CaseStage> = new Set<CaseStage>(['closed', 'not_admissible', 'deemed_withdrawn', 'withdrawn']);

export const allowedTransitions = (stage: CaseStage): readonly CaseStage[] => transitions[stage];

/** Nobody works on the case any more. */
export const isFinal = (stage: CaseStage): boolean => finalStages.has(stage);
