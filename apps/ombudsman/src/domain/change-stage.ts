import type {
  CaseEvent,
  CaseStage,
  ExaminationFinding,
  InadmissibilityGround,
  Maladministration,
  TextRef,
} from '@tuntas/contracts';
import { DomainError, type Decision } from '@tuntas/kernel';
import { allowedTransitions, isFinal, keepsFinding } from './case-stages.js';
import type { OmbudsmanCase } from './ombudsman-case.js';

/**
 * Where staff want a case to go: inadmissibility has a ground, the report states what was found, and of which types.
 */
export type StageChange =
  | { readonly to: 'not_admissible'; readonly ground: InadmissibilityGround }
  | {
      readonly to: 'report';
      readonly finding: ExaminationFinding;
      readonly maladministration?: readonly Maladministration[] | undefined;
    }
  | { readonly to: Exclude<CaseStage, 'not_admissible' | 'report'> };

/**
 * Staff move a case to another stage, or take up one that has ended; by nothing else does it move.
 * @param note what was typed, by reference
 * @throws DomainError conflict `case.transition-not-allowed` with the transitions that are
 */
export function changeStage(
  state: OmbudsmanCase,
  transition: StageChange,
  note: TextRef,
  now: Date,
): Decision<OmbudsmanCase, CaseEvent> {
  const { to } = transition;
  const allowed = allowedTransitions(state);
  if (!allowed.includes(to)) {
    const { stage } = state;
    throw new DomainError('conflict', 'case.transition-not-allowed', `${to} from ${stage}`, {
      stage,
      allowedTransitions: allowed,
    });
  }
  const ground = transition.to === 'not_admissible' ? transition.ground : null;
  const stated = transition.to === 'report' ? transition.finding : null;
  const finding = keepsFinding(to) ? state.finding : stated;
  const found = transition.to === 'report' ? [...new Set(transition.maladministration)] : [];
  const standing = state.maladministration.filter(each => each.finding === 'alleged' || keepsFinding(to));
  return {
    state: {
      ...state,
      stage: to,
      ground,
      finding,
      maladministration: [...standing, ...found.map(type => ({ type, finding: 'found' as const }))],
      endedAt: isFinal(to) ? now : null,
      version: state.version + 1,
      stages: [
        ...state.stages,
        { stage: to, at: now, ground, finding: stated, maladministration: found, noteId: note.textId },
      ],
    },
    events: [
      {
        type: 'case.stage-changed.v1',
        data: {
          caseId: state.id,
          registrationNumber: state.registrationNumber,
          from: state.stage,
          stage: to,
          ground,
          finding,
          maladministration: found,
          texts: [note],
        },
      },
    ],
  };
}
