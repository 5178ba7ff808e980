import type { Fact } from '@tuntas/complaint';
import type { EscalationEvent } from '@tuntas/contracts';
import { endOf } from './end-of.js';
import { ended, raised, referralOffered, targetMissing, type Escalation } from './escalation.js';
import { escalationsDue, type DueEscalation, type EscalatedComplaint } from './escalations-due.js';
import { nextRungOf, targetOf, type Ladder } from './ladder.js';
import type { PublishedClock } from './published-clock.js';

/** References of the people who lead an office. */
export interface Heads {
  readonly head: string | null;
  readonly deputy: string | null;
}

export interface Escalating {
  readonly complaint: EscalatedComplaint;
  /** All clocks of the complaint, of every cycle. */
  readonly clocks: readonly PublishedClock[];
  /** All escalations of the complaint, ended ones too. */
  readonly existing: readonly Escalation[];
  readonly ladder: Ladder;
  readonly now: Date;
  readonly nextId: () => string;
  readonly heads: (office: string) => Heads;
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
  const { complaint, clocks, existing, now } = escalating;
  const due = escalationsDue(complaint, clocks, existing);
  const causes = new Map(due.escalations.map((rung) => [rungOf(rung), rung.causedAt]));
  const events: EscalationEvent[] = [];

  const offer = (escalation: Escalation): Escalation => {
    if (!due.offers.includes(escalation) || escalation.referralOfferedAt !== null || escalation.status === 'ended') return escalation;
    const offered = { ...escalation, referralOfferedAt: now };
    events.push(referralOffered(offered));
    return offered;
  };
  const end = (escalation: Escalation): Escalation => {
    if (escalation.status === 'ended') return escalation;
    const root = clocks.find(({ id }) => id === escalation.clockId);
    const causedAt = causes.get(rungOf(escalation)) ?? escalation.raisedAt;
    const over = endOf({ ...escalation, causedAt }, root, complaint.history);
    if (!over) return escalation;
    events.push(ended(escalation, over.reason));
    return { ...escalation, status: 'ended', endedAt: later(over.at, escalation.raisedAt), endReason: over.reason };
  };

  const known = new Set(existing.map(rungOf));
  const fresh = due.escalations.filter((rung) => !known.has(rungOf(rung))).map((rung) => raise(rung, escalating));
  for (const escalation of fresh) {
    events.push(raised(escalation));
    if (escalation.targetMissing) events.push(targetMissing(escalation));
  }
  const settled = [...existing, ...fresh].map((escalation) => end(offer(escalation)));
  return { escalations: settled.filter((escalation) => !existing.includes(escalation)), events };
}

/** The key of a rung within its complaint: once, ever. */
const rungOf = ({ key, level }: Pick<Escalation, 'key' | 'level'>): string => `${key}/${level}`;

const later = (a: Date, b: Date): Date => (a > b ? a : b);

function raise(rung: DueEscalation, { complaint, ladder, now, nextId, heads }: Escalating): Escalation {
  const { key, level, cycle, reason, root, causedAt } = rung;
  const { office, classification } = standingBefore(causedAt, complaint);
  const target = targetOf(ladder, level, { office, classification, runsFor: root?.runsFor ?? null });
  const led = target !== 'office_head' || office === null ? null : heads(office);
  return {
    id: nextId(), complaintId: complaint.id, key, clockId: root?.id ?? null, clock: root?.name ?? null, level, cycle, target, office,
    status: 'open', reason, nextRung: root && nextRungOf(ladder, level, root.maxLevel),
    targetMissing: led !== null && led.head === null && led.deputy === null,
    raisedAt: now, acknowledgedAt: null, acknowledgedBy: null, endedAt: null, endReason: null, referralOfferedAt: null,
  };
}

/** Office and class when the rung was reached: an act at the very instant of a breach came after it. */
const standingBefore = (instant: Date, complaint: EscalatedComplaint): Pick<Fact, 'office' | 'classification'> =>
  complaint.history.findLast((fact) => fact.at < instant) ?? complaint;
