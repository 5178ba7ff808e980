import type { Complaint } from '@tuntas/complaint';
import type { Escalation } from './escalation.js';
import type { DueEscalation } from './escalations-due.js';
import { nextRungOf, targetOf, type Ladder } from './ladder.js';

/** References of the people who lead an office. */
export interface Heads {
  readonly head: string | null;
  readonly deputy: string | null;
}

/** What it takes to raise a rung, whoever does. */
export interface Raising {
  readonly ladder: Ladder;
  readonly now: Date;
  readonly nextId: () => string;
  readonly heads: (office: string) => Heads;
}

/** The escalation of a rung that was reached while the complaint stood thus. */
export function raise(
  rung: Omit<DueEscalation, 'causedAt'>,
  standing: Pick<Complaint, 'id' | 'office' | 'classification'>,
  { ladder, now, nextId, heads }: Raising,
): Escalation {
  const { key, level, cycle, reason, root } = rung;
  const { id: complaintId, office, classification } = standing;
  const target = targetOf(ladder, level, { office, classification, runsFor: root?.runsFor ?? null });
  const led = target !== 'office_head' || office === null ? null : heads(office);
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
    targetMissing: led !== null && led.head === null && led.deputy === null,
    raisedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    endedAt: null,
    endReason: null,
    referralOfferedAt: null,
  };
}
