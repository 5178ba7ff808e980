import type { ClockName, ClockStatus } from '@tuntas/contracts';

/** A clock as `sla` publishes it; what the ladder needs to know of it. */
export interface PublishedClock {
  readonly id: string;
  readonly name: ClockName;
  readonly cycle: number;
  /** Counts this clock's starts within the cycle. */
  readonly n: number;
  /** Set on a `ladder` clock: the escalation whose next rung it times. */
  readonly escalationId: string | null;
  readonly status: ClockStatus;
  /** Whose duty it is; the holder's is a rung's. */
  readonly runsFor: 'coordinator' | 'office' | 'citizen' | 'holder';
  readonly office: string | null;
  /** The highest level that this clock may raise; 0 where its expiry escalates nothing. */
  readonly maxLevel: number;
  readonly breachedAt: Date | null;
  /** When the duty was met, in time or after the breach. */
  readonly metAt: Date | null;
}
