import type { Classification, EscalationTarget } from '@tuntas/contracts';
import type { PublishedClock } from './published-clock.js';

/** One rung as data: whom it reaches, and how long after the rung below. */
export interface Rung {
  readonly level: number;
  readonly target: 'office_head' | 'city' | 'ombudsman';
  /** Counted from the raising of the rung below; 0 on the first rung. */
  readonly afterWorkingDays: number;
}

/** The policy of climbing, versioned as all policies are. */
export interface Ladder {
  readonly version: number;
  /** A date, `YYYY-MM-DD`. */
  readonly validFrom: string;
  readonly rungs: readonly Rung[];
}

/** The next rung and after how many working days, as `escalation.raised.v1` tells it. */
export interface NextRung {
  readonly level: number;
  readonly afterWorkingDays: number;
}

/** The office that supervises all others, and whom nobody but the coordinator can remind. */
const inspectorateOffice = 'INSPEKTORAT';

/** The rung above `level`, unless the ladder ends there or the clock may raise no higher. */
export function nextRungOf(ladder: Ladder, level: number, maxLevel: number): NextRung | null {
  const next = ladder.rungs.find(rung => rung.level === level + 1);
  return next && next.level <= maxLevel ? { level: next.level, afterWorkingDays: next.afterWorkingDays } : null;
}

/** Who is responsible when a rung is reached. */
export interface Responsible {
  readonly office: string | null;
  readonly classification: Classification;
  /** Whose clock is at the root; null where a person raised it. */
  readonly runsFor: PublishedClock['runsFor'] | null;
}

/** Whom a rung reaches; a level that the ladder does not know is nobody's and goes to the coordinator. */
export function targetOf(ladder: Ladder, level: number, responsible: Responsible): EscalationTarget {
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
}

function cityTarget({ office, classification, runsFor }: Responsible): EscalationTarget {
  if (office === inspectorateOffice) return 'coordinator';
  const coordinatorIsLate = runsFor === 'coordinator' || office === null;
  return coordinatorIsLate || classification === 'supervisory_complaint' ? 'inspectorate' : 'coordinator';
}
