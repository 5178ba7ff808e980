import type { Fact } from '@tuntas/complaint';
import type { EscalationEvent } from '@tuntas/contracts';
import { earlier, endOf, endWithCase } from './end-of.js';
import { ended, raised, referralOffered, targetMissing, type Escalation } from './escalation.js';
import { escalationsDue, type EscalatedComplaint } from './escalations-due.js';
import type { PublishedClock } from './published-clock.js';
import { raise, type Raising } from './raising.js';

export interface Escalating extends Raising {
  readonly complaint: EscalatedComplaint;
  /** All clocks of the complaint, of every cycle. */
  readonly clocks: readonly PublishedClock[];
  /** All escalations of the complaint, ended ones too. */
  readonly existing: readonly Escalation[];
  /** Every time that the Ombudsman's case ended; it may be taken up again in between. */
  readonly caseEnds: readonly Date[];
}

/** The rows that are new or changed, and what has happened, in order. */
export interface Reconciled {
  readonly escalations: readonly Escalation[];
  readonly events: readonly EscalationEvent[];
}

/**
 * Makes the escalations of a complaint what its history and its clocks imply: raises, offers and ends.
 * Run again on its own result it yields nothing, so order and repetition of wake-ups cannot matter.
 */
export function reconcileEscalations(escalating: Escalating): Reconciled {
  const { complaint, clocks, existing, caseEnds, now } = escalating;
  const due = escalationsDue(complaint, clocks, existing);
  const causes = new Map(due.escalations.map(rung => [rungOf(rung), rung.causedAt]));
  // What a person raised was caused by that; a later request of the citizen for the same rung changes nothing.
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
    const over = earlier(
      endOf({ ...escalation, causedAt: causeOf(escalation) }, root, complaint.history),
      endWithCase(escalation, caseEnds),
    );
    if (!over) return escalation;
    events.push(ended(escalation, over.reason));
    return { ...escalation, status: 'ended', endedAt: later(over.at, escalation.raisedAt), endReason: over.reason };
  };

  const known = new Set(existing.map(rungOf));
  const fresh = due.escalations
    .filter(rung => !known.has(rungOf(rung)))
    .map(rung => raise(rung, { id: complaint.id, ...standingBefore(rung.causedAt, complaint) }, escalating));
  for (const escalation of fresh) {
    events.push(raised(escalation));
    if (escalation.targetMissing) events.push(targetMissing(escalation));
  }
  const settled = [...existing, ...fresh].map(escalation => end(offer(escalation)));
  return { escalations: settled.filter(escalation => !existing.includes(escalation)), events };
}

/** The key of a rung within its complaint: once, ever. */
const rungOf = ({ key, level }: Pick<Escalation, 'key' | 'level'>): string => `${key}/${level}`;

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** Office and class when the rung was reached: an act at the very instant of a breach came after it. */
const standingBefore = (instant: Date, complaint: EscalatedComplaint): Pick<Fact, 'office' | 'classification'> => {
  const { office, classification } = complaint.history.findLast(fact => fact.at < instant) ?? complaint;
  return { office, classification };
};
