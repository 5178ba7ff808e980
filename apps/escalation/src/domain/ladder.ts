import type { Classification, EscalationTarget } from '@tuntas/contracts';
import type { PublishedClock } from './published-clock.js';

/** One rung of the ladder policy. */
export interface Rung {
  readonly level: number;
  readonly target: 'office_head' | 'city' | 'ombudsman';
  /** Working days after the raising of the rung below; 0 for the first rung. */
  readonly afterWorkingDays: number;
}

/** A version of the ladder policy. */
export interface Ladder {
  readonly version: number;
  /** Local date `YYYY-MM-DD`. */
  readonly validFrom: string;
  readonly rungs: readonly Rung[];
}

/** The next rung and the working days until it, as published in `escalation.raised.v1`. */
export interface NextRung {
  readonly level: number;
  readonly afterWorkingDays: number;
}

/** The office that supervises all others. Its own escalations go to the coordinator. */
const inspectorateOffice = 'INSPEKTORAT';

/** The rung above `level`; null if the ladder ends there or the clock may not escalate higher. */
export const nextRungOf = (ladder: Ladder, level: number, maxLevel: number): NextRung | null => {
  const next = ladder.rungs.find(rung => rung.level === level + 1);
  return next && next.level <= maxLevel ? { level: next.level, afterWorkingDays: next.afterWorkingDays } : null;
};

/** The responsibility for a complaint when a rung is reached. */
export interface Responsible {
  readonly office: string | null;
  readonly classification: Classification;
  /** The owner of the clock at the root; null if no clock is at the root. */
  readonly runsFor: PublishedClock['runsFor'] | null;
}

/** The target of a rung. A level without a rung in the policy goes to the coordinator. */
export const targetOf = (ladder: Ladder, level: number, responsible: Responsible): EscalationTarget => {
  switch (ladder.rungs.find(rung => rung.level === level)?.target) {
    case 'ombudsman':
      return 'ombudsman';
    case 'office_head':
      return responsible.office === null || responsible.runsFor === 'coordinator' ? 'coordinator' : 'office_head';
    case 'city':
      return cityTarget(responsible);
    case undefined:
      return 'coordinator';
  }
};

const cityTarget = ({ office, classification, runsFor }: Responsible): EscalationTarget => {
  if (office === inspectorateOffice) return 'coordinator';
  const coordinatorIsLate = runsFor === 'coordinator' || office === null;
  return coordinatorIsLate || classification === 'supervisory_complaint' ? 'inspectorate' : 'coordinator';
};
