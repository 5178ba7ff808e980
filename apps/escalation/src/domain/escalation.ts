import type {
  ClockName,
  DomainEvent,
  EscalationEnd,
  EscalationEvent,
  EscalationStatus,
  EscalationTarget,
  Events,
  TextRef,
} from '@tuntas/contracts';
import { DomainError, type Actor, type Decision } from '@tuntas/kernel';
import type { NextRung } from './ladder.js';

/**
 * Why it was raised: breach of a clock (`breach`), breach of a rung's clock (`ladder`), raising by a person (`manual`),
 * or request of the citizen for the Ombudsman (`referral`).
 */
export type EscalationReason = Events['escalation.raised.v1']['reason'];

/** One rung that a complaint has reached. It holds no text typed by people. */
export interface Escalation {
  readonly id: string;
  readonly complaintId: string;
  /** The id of the clock at the root, or `manual:<cycle>`; unique within the complaint together with `level`. */
  readonly key: string;
  readonly clockId: string | null;
  readonly clock: ClockName | null;
  readonly level: number;
  readonly cycle: number;
  readonly target: EscalationTarget;
  /** The responsible office when the rung was reached. */
  readonly office: string | null;
  readonly status: EscalationStatus;
  readonly reason: EscalationReason;
  readonly nextRung: NextRung | null;
  /** The office has neither head nor deputy: a task for the coordinator. The ladder continues regardless. */
  readonly targetMissing: boolean;
  readonly raisedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly endedAt: Date | null;
  readonly endReason: EscalationEnd | null;
  /** When the Ombudsman was offered, because the consent for level 3 was missing. */
  readonly referralOfferedAt: Date | null;
}

/** The key of an escalation that no clock has raised. */
export const manualKey = (cycle: number): string => `manual:${cycle}`;

/** The highest level raised in a cycle, 0 if none; it never decreases within a cycle. */
export const escalationLevel = (escalations: readonly Escalation[], cycle: number): number =>
  Math.max(0, ...escalations.filter(escalation => escalation.cycle === cycle).map(escalation => escalation.level));

/** The data that every event about an escalation carries. */
const facts = ({ id, clockId, clock, level, cycle, target, office }: Escalation) => ({
  escalationId: id,
  clockId,
  clock,
  level,
  cycle,
  target,
  office,
});

/** @param texts the reason that a person typed, by reference */
export const raised = (
  escalation: Escalation,
  texts: readonly TextRef[] = [],
): DomainEvent<'escalation.raised.v1'> => ({
  type: 'escalation.raised.v1',
  data: {
    ...facts(escalation),
    raisedAt: escalation.raisedAt.toISOString(),
    reason: escalation.reason,
    nextRung: escalation.nextRung,
    texts,
  },
});

export const ended = (escalation: Escalation, reason: EscalationEnd): DomainEvent<'escalation.ended.v1'> => ({
  type: 'escalation.ended.v1',
  data: { ...facts(escalation), reason },
});

export const targetMissing = (escalation: Escalation): DomainEvent<'escalation.target-missing.v1'> => ({
  type: 'escalation.target-missing.v1',
  data: facts(escalation),
});

export const referralOffered = (escalation: Escalation): DomainEvent<'referral.offered.v1'> => ({
  type: 'referral.offered.v1',
  data: facts(escalation),
});

/**
 * Records that the holder has seen the escalation. The ladder continues. A repetition changes nothing.
 * @throws DomainError forbidden `escalation.not-yours`, conflict `escalation.ended`
 */
export const acknowledge = (escalation: Escalation, actor: Actor, now: Date): Decision<Escalation, EscalationEvent> => {
  if (!holds(actor, escalation)) {
    const { level } = escalation;
    throw new DomainError('forbidden', 'escalation.not-yours', `${actor.role} does not hold level ${level}`, { level });
  }
  if (escalation.status === 'acknowledged') return { state: escalation, events: [] };
  if (escalation.status === 'ended') {
    throw new DomainError('conflict', 'escalation.ended', `Escalation ${escalation.id} has ended`, {
      endReason: escalation.endReason,
    });
  }
  return {
    state: { ...escalation, status: 'acknowledged', acknowledgedAt: now, acknowledgedBy: actor.ref },
    events: [{ type: 'escalation.acknowledged.v1', data: facts(escalation) }],
  };
};

/** Whether the actor is a holder of the escalation. */
const holds = (actor: Actor, { target, office, level }: Escalation): boolean => {
  switch (target) {
    case 'office_head':
      return actor.role === 'office_head' && actor.office === office;
    case 'coordinator':
    case 'inspectorate':
      return actor.role === 'coordinator' || (actor.role === 'inspectorate' && level > 1);
    case 'ombudsman':
      return actor.role === 'ombudsman';
  }
};
