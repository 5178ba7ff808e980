import { meetsDuty, type Fact } from '@tuntas/complaint';
import type { EscalationEnd, Act } from '@tuntas/contracts';
import type { Escalation } from './escalation.js';
import type { PublishedClock } from './published-clock.js';

/** When and why an escalation ends. */
export interface End {
  readonly at: Date;
  readonly reason: EscalationEnd;
}

/** A rung with the instant at which it was reached: the breach, the request, or the raising by hand. */
export type Reached = Pick<Escalation, 'level' | 'cycle' | 'clock'> & { readonly causedAt: Date };

/** The acts that close or archive a complaint. `object` closes it when no objection round is left. */
const closings: Partial<Record<Act, EscalationEnd>> = {
  withdraw: 'withdrawn',
  archive: 'archived',
  refer_out: 'referred_out',
  lapse_completion: 'closed',
  lapse_reply: 'closed',
  confirm: 'closed',
  object: 'closed',
};
/** The replies to a resolution. They do not end an escalation at level 3, which ends with the Ombudsman's case. */
const replies: ReadonlySet<Act> = new Set<Act>(['confirm', 'object', 'lapse_reply']);

/**
 * Whether the act, other than a resolution, meets the breached duty. It ends the rung independently of the events of
 * the clock, which may arrive later or not at all.
 */
const meets = ({ act, at }: Fact, root: PublishedClock): boolean =>
  act !== 'resolve' && root.breachedAt !== null && at >= root.breachedAt && meetsDuty(act, root);

/**
 * Computes when and why a rung ends. The earliest end applies; at the same instant the met duty precedes the act.
 * @returns null if the history does not end it
 */
export const endOf = (reached: Reached, root: PublishedClock | undefined, history: readonly Fact[]): End | null => {
  const ends: End[] = [];
  if (root?.metAt && !outlives(reached, root.metAt)) ends.push({ at: root.metAt, reason: 'duty_met' });
  for (const fact of history) {
    const reason = endingBy(fact, reached, root);
    if (reason) ends.push({ at: fact.at, reason });
  }
  return ends.reduce<End | null>(earlier, null);
};

/**
 * An escalation at level 3 ends at the latest with the Ombudsman's case: at its first end after the raising.
 * @returns null for other levels, or while the case is open
 */
export const endWithCase = (
  { level, raisedAt }: Pick<Escalation, 'level' | 'raisedAt'>,
  caseEnds: readonly Date[],
): End | null => {
  const at = level === 3 ? caseEnds.find(end => end >= raisedAt) : undefined;
  return at ? { at, reason: 'case_closed' } : null;
};

/** The earlier of two ends; at the same instant the first argument. */
export const earlier = (one: End | null, other: End | null): End | null =>
  one && other ? (other.at < one.at ? other : one) : (one ?? other);

/**
 * Whether the rung outlives an end at this instant: a level 3 that was reached at or after it ends with the
 * Ombudsman's case.
 */
const outlives = ({ level, causedAt }: Reached, at: Date): boolean => level === 3 && causedAt >= at;

const endingBy = (fact: Fact, reached: Reached, root: PublishedClock | undefined): EscalationEnd | null => {
  if (fact.cycle > reached.cycle) return 'new_cycle';
  if (fact.cycle < reached.cycle || outlives(reached, fact.at)) return null;
  if (root && meets(fact, root)) return 'duty_met';
  if (fact.act === 'resolve') return reached.causedAt <= fact.at ? resolvedWith(root) : null;
  if (fact.act === 'transfer') return isReplaced(reached, root, fact.at) ? 'transferred' : null;
  if (fact.status !== 'closed' && fact.status !== 'archived') return null;
  if (reached.level === 3 && replies.has(fact.act)) return null;
  return closings[fact.act] ?? null;
};

/** A resolution meets every owed duty that escalates, also if the event of its clock has not been consumed yet. */
const resolvedWith = (root: PublishedClock | undefined): EscalationEnd => (root ? 'duty_met' : 'resolved');

/**
 * Whether a transfer replaces the duty: the new office gets its own first response clock. The old clock stays breached
 * but escalates no further.
 */
const isReplaced = ({ clock }: Reached, root: PublishedClock | undefined, at: Date): boolean =>
  clock === 'first_response' && !!root?.breachedAt && root.breachedAt <= at;
