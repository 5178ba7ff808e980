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
 * Stage change requested by staff. `not_admissible` needs a ground. `report` needs a finding, and the types of
 * maladministration that it found.
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
 * Moves a case to another stage or reopens a case that has ended. Only staff change the stage of a case.
 * @param transition the requested stage with its decision
 * @param note reference to the stored note
 * @param now business time
 * @returns the new state and a `case.stage-changed.v1` event
 * @throws DomainError conflict `case.transition-not-allowed`, with the allowed transitions
 */
export const changeStage = (
  state: OmbudsmanCase,
  transition: StageChange,
  note: TextRef,
  now: Date,
): Decision<OmbudsmanCase, CaseEvent> => {
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
  const reportFinding = transition.to === 'report' ? transition.finding : null;
  const finding = keepsFinding(to) ? state.finding : reportFinding;
  const found = transition.to === 'report' ? [...new Set(transition.maladministration)] : [];
  const retained = state.maladministration.filter(each => each.finding === 'alleged' || keepsFinding(to));
  return {
    state: {
      ...state,
      stage: to,
      ground,
      finding,
      maladministration: [...retained, ...found.map(type => ({ type, finding: 'found' as const }))],
      endedAt: isFinal(to) ? now : null,
      version: state.version + 1,
      stages: [
        ...state.stages,
        { stage: to, at: now, ground, finding: reportFinding, maladministration: found, noteId: note.textId },
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
};
