import type { PublishedClock } from '../domain/index.js';

/** A row of `sla.published_clocks` as JSON. */
export interface ClockJson extends Pick<PublishedClock, 'id' | 'name' | 'cycle' | 'n' | 'status' | 'office'> {
  readonly escalation_id: string | null;
  readonly runs_for: PublishedClock['runsFor'];
  readonly max_level: number;
  readonly breached_at: string | null;
  readonly met_at: string | null;
}

/** Parses a clock; JSON carries its instants as text. */
export const clockOf = ({ id, name, cycle, n, status, office, ...row }: ClockJson): PublishedClock => ({
  id,
  name,
  cycle,
  n,
  status,
  office,
  escalationId: row.escalation_id,
  runsFor: row.runs_for,
  maxLevel: row.max_level,
  breachedAt: row.breached_at === null ? null : new Date(row.breached_at),
  metAt: row.met_at === null ? null : new Date(row.met_at),
});
