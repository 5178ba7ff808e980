import { allowedActions, type Complaint } from '@tuntas/complaint';
import type { EscalationEvent, TextRef } from '@tuntas/contracts';
import { DomainError, type Actor, type Decision } from '@tuntas/kernel';
import { escalationLevel, manualKey, raised, targetMissing, type Escalation } from './escalation.js';
import { raise, type Raising } from './raising.js';

/** A complaint that a person wants to raise. */
export interface Raisable {
  readonly complaint: Complaint;
  /** All its escalations so far, ended ones too. */
  readonly existing: readonly Escalation[];
}

/** To which level, and the reason that was typed, by reference. */
export interface RaisingByHand {
  readonly level: number;
  readonly texts: readonly TextRef[];
}

const ombudsmanLevel = 3;

/**
 * A person raises an open complaint above the level that it has reached in this cycle; it climbs no further by itself.
 * Refuses with conflicts: `complaint.act-not-allowed` once it is closed or archived, `escalation.level-reached`, and
 * `escalation.consent-missing` where the citizen has not consented to the Ombudsman.
 */
export function raiseByHand(
  { complaint, existing }: Raisable,
  by: Actor,
  { level, texts }: RaisingByHand,
  raising: Raising,
): Decision<Escalation, EscalationEvent> {
  const { status, cycle } = complaint;
  const reached = escalationLevel(existing, cycle);
  const instead = () => ({ allowedActions: allowedActions({ ...complaint, escalationLevel: reached }, by) });
  if (status === 'closed' || status === 'archived')
    throw new DomainError('conflict', 'complaint.act-not-allowed', `raising while ${status}`, { status, ...instead() });
  if (level <= reached)
    throw new DomainError('conflict', 'escalation.level-reached', `level ${level} is not above ${reached}`, {
      escalationLevel: reached,
      ...instead(),
    });
  if (level === ombudsmanLevel && !complaint.consentToOmbudsman)
    throw new DomainError('conflict', 'escalation.consent-missing', 'no consent to the Ombudsman', {
      missing: ['consentToOmbudsman'],
      ...instead(),
    });

  const escalation = raise({ key: manualKey(cycle), level, cycle, reason: 'manual', root: null }, complaint, raising);
  return {
    state: escalation,
    events: [raised(escalation, texts), ...(escalation.targetMissing ? [targetMissing(escalation)] : [])],
  };
}
