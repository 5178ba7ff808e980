import type { ClockName, ClockStatus } from '@tuntas/contracts';

/** A clock as published by the `sla` service, with the data that the ladder needs. */
export interface PublishedClock {
  readonly id: string;
  readonly name: ClockName;
  readonly cycle: number;
  /** The number of the start of this clock within the cycle, from 1. */
  readonly n: number;
  /** Set on a `ladder` clock: the escalation whose next rung it times. */
  readonly escalationId: string | null;
  readonly status: ClockStatus;
  /** The party that owes the duty; `holder` is the holder of an escalation level (the clock of a rung). */
  readonly runsFor: 'coordinator' | 'office' | 'citizen' | 'holder';
  readonly office: string | null;
  /** The highest level that the expiry of this clock may escalate to; 0 if it escalates nothing. */
  readonly maxLevel: number;
  readonly breachedAt: Date | null;
  /** When the duty was met, in time or after the breach. */
  readonly metAt: Date | null;
}
