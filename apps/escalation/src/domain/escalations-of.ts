import type { Fact } from '@tuntas/complaint';
import type { EscalationEvent } from '@tuntas/contracts';
import { earlier, endOf, endWithCase } from './end-of.js';
import { ended, raised, referralOffered, targetMissing, type Escalation } from './escalation.js';
import { escalationsDue, type EscalatedComplaint } from './escalations-due.js';
import type { PublishedClock } from './published-clock.js';
import { raise, type RaisingContext } from './raising.js';

/** The input of a reconciliation. */
export interface ReconciliationInput extends RaisingContext {
  readonly complaint: EscalatedComplaint;
  /** All clocks of the complaint, of every cycle. */
  readonly clocks: readonly PublishedClock[];
  /** All escalations of the complaint, including ended ones. */
  readonly existing: readonly Escalation[];
  /** The instants at which the Ombudsman's case ended; a case can be resumed and end again. */
  readonly caseEnds: readonly Date[];
}

/** The new and changed escalations, and the events in order. */
export interface Reconciled {
  readonly escalations: readonly Escalation[];
  readonly events: readonly EscalationEvent[];
}

/**
 * Computes the escalations of a complaint from its history and clocks: raises, referral offers and ends.
 * It is idempotent: a second run on its own result returns no changes, so the order and repetition of events do not
 * matter.
 */
export const reconcileEscalations = (input: ReconciliationInput): Reconciled => {
  const { complaint, clocks, existing, caseEnds, now } = input;
  const due = escalationsDue(complaint, clocks, existing);
  const causes = new Map(due.escalations.map(rung => [rungOf(rung), rung.causedAt]));
  // The cause of a manual escalation is its raising; a later request of the citizen for the same rung changes nothing.
  const causeOf = (escalation: Escalation): Date =>
    (escalation.reason === 'manual' ? undefined : causes.get(rungOf(escalation))) ?? escalation.raisedAt;
  const events: EscalationEvent[] = [];

  const offer = (escalation: Escalation): Escalation => {
    if (!due.offers.includes(escalation) || escalation.referralOfferedAt !== null || escalation.status === 'ended')
      return escalation;
    const offered = { ...escalation, referralOfferedAt: now };
    events.push(referralOffered(offered));
    return offered;
  };
  const end = (escalation: Escalation): Escalation => {
    if (escalation.status === 'ended') return escalation;
    const root = clocks.find(({ id }) => id === escalation.clockId);
    const firstEnd = earlier(
      endOf({ ...escalation, causedAt: causeOf(escalation) }, root, complaint.history),
      endWithCase(escalation, caseEnds),
    );
    if (!firstEnd) return escalation;
    const { at, reason } = firstEnd;
    events.push(ended(escalation, reason));
    return { ...escalation, status: 'ended', endedAt: later(at, escalation.raisedAt), endReason: reason };
  };

  const known = new Set(existing.map(rungOf));
  const fresh = due.escalations
    .filter(rung => !known.has(rungOf(rung)))
    .map(rung => raise(rung, { id: complaint.id, ...stateBefore(rung.causedAt, complaint) }, input));
  for (const escalation of fresh) {
    events.push(raised(escalation));
    if (escalation.targetMissing) events.push(targetMissing(escalation));
  }
  const settled = [...existing, ...fresh].map(escalation => end(offer(escalation)));
  return { escalations: settled.filter(escalation => !existing.includes(escalation)), events };
};

/** The unique key of a rung within its complaint; a rung is raised at most once. */
const rungOf = ({ key, level }: Pick<Escalation, 'key' | 'level'>): string => `${key}/${level}`;

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** Office and classification when the rung was reached. An act at the instant of a breach comes after the breach. */
const stateBefore = (instant: Date, complaint: EscalatedComplaint): Pick<Fact, 'office' | 'classification'> => {
  const { office, classification } = complaint.history.findLast(fact => fact.at < instant) ?? complaint;
  return { office, classification };
};
