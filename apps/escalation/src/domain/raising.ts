import type { Complaint } from '@tuntas/complaint';
import type { Escalation } from './escalation.js';
import type { DueEscalation } from './escalations-due.js';
import { nextRungOf, targetOf, type Ladder } from './ladder.js';

/** References of the people who lead an office. */
export interface Heads {
  readonly head: string | null;
  readonly deputy: string | null;
}

/** The dependencies of a raising, by a clock or by a person. */
export interface RaisingContext {
  readonly ladder: Ladder;
  readonly now: Date;
  readonly nextId: () => string;
  readonly heads: (office: string) => Heads;
}

/**
 * Creates the escalation of a rung that was reached.
 * @param complaint its office and classification when the rung was reached
 */
export const raise = (
  rung: Omit<DueEscalation, 'causedAt'>,
  complaint: Pick<Complaint, 'id' | 'office' | 'classification'>,
  { ladder, now, nextId, heads }: RaisingContext,
): Escalation => {
  const { key, level, cycle, reason, root } = rung;
  const { id: complaintId, office, classification } = complaint;
  const target = targetOf(ladder, level, { office, classification, runsFor: root?.runsFor ?? null });
  const leaders = target !== 'office_head' || office === null ? null : heads(office);
  return {
    id: nextId(),
    complaintId,
    key,
    clockId: root?.id ?? null,
    clock: root?.name ?? null,
    level,
    cycle,
    target,
    office,
    status: 'open',
    reason,
    nextRung: root && nextRungOf(ladder, level, root.maxLevel),
    targetMissing: leaders !== null && leaders.head === null && leaders.deputy === null,
    raisedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    endedAt: null,
    endReason: null,
    referralOfferedAt: null,
  };
};
