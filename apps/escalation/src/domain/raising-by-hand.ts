import { allowedActions, type Complaint } from '@tuntas/complaint';
import type { EscalationEvent, TextRef } from '@tuntas/contracts';
import { DomainError, type Actor, type Decision } from '@tuntas/kernel';
import { escalationLevel, manualKey, raised, targetMissing, type Escalation } from './escalation.js';
import { raise, type RaisingContext } from './raising.js';

/** A complaint to raise by hand. */
export interface Raisable {
  readonly complaint: Complaint;
  /** All its escalations, including ended ones. */
  readonly existing: readonly Escalation[];
}

/** The target level, and a reference to the typed reason. */
export interface ManualRaising {
  readonly level: number;
  readonly texts: readonly TextRef[];
}

const ombudsmanLevel = 3;

/**
 * Raises an open complaint by hand above the level that it has reached in this cycle. The escalation has no next rung.
 * @throws DomainError conflict `complaint.act-not-allowed` if the complaint is closed or archived,
 *   `escalation.level-reached` if the level is not above the current one, `escalation.consent-missing` for level 3
 *   without the citizen's consent
 */
export const raiseByHand = (
  { complaint, existing }: Raisable,
  by: Actor,
  { level, texts }: ManualRaising,
  raising: RaisingContext,
): Decision<Escalation, EscalationEvent> => {
  const { status, cycle } = complaint;
  const reached = escalationLevel(existing, cycle);
  const alternatives = () => ({ allowedActions: allowedActions({ ...complaint, escalationLevel: reached }, by) });
  if (status === 'closed' || status === 'archived')
    throw new DomainError('conflict', 'complaint.act-not-allowed', `raising while ${status}`, {
      status,
      ...alternatives(),
    });
  if (level <= reached)
    throw new DomainError('conflict', 'escalation.level-reached', `level ${level} is not above ${reached}`, {
      escalationLevel: reached,
      ...alternatives(),
    });
  if (level === ombudsmanLevel && !complaint.consentToOmbudsman)
    throw new DomainError('conflict', 'escalation.consent-missing', 'no consent to the Ombudsman', {
      missing: ['consentToOmbudsman'],
      ...alternatives(),
    });

  const escalation = raise({ key: manualKey(cycle), level, cycle, reason: 'manual', root: null }, complaint, raising);
  return {
    state: escalation,
    events: [raised(escalation, texts), ...(escalation.targetMissing ? [targetMissing(escalation)] : [])],
  };
};
