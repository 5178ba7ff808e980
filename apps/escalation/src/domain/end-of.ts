import type { Act, Fact } from '@tuntas/complaint';
import type { ClockName, EscalationEnd } from '@tuntas/contracts';
import type { Escalation } from './escalation.js';
import type { PublishedClock } from './published-clock.js';

export interface End {
  readonly at: Date;
  readonly reason: EscalationEnd;
}

/** What ends is a rung that was reached at an instant: the breach, the request, or the raising by hand. */
export type Reached = Pick<Escalation, 'level' | 'cycle' | 'clock'> & { readonly causedAt: Date };

/** The acts that end the work on a complaint; `object` closes when the rounds are used up. */
const closings: Partial<Record<Act, EscalationEnd>> = {
  withdraw: 'withdrawn',
  archive: 'archived',
  refer_out: 'referred_out',
  lapse_completion: 'closed',
  lapse_reply: 'closed',
  confirm: 'closed',
  object: 'closed',
};
/** The answers to a resolution: what reached the Ombudsman after that resolution ends with its case instead. */
const replies: ReadonlySet<Act> = new Set<Act>(['confirm', 'object', 'lapse_reply']);

/**
 * The acts that meet the duty of a clock, other than a resolution; by these the rung ends also before the clock itself
 * is told, and whether anything is told of a breached clock or not.
 */
const meeting: Partial<Record<ClockName, readonly Act[]>> = {
  verification: ['verify', 'assign'],
  completeness_reply: ['verify', 'assign', 'request_completion'],
  first_response: ['respond', 'ask'],
};
/** What came back to the queue was verified before: only an office of its own ends its waiting. */
const isFirst = ({ name, cycle, n }: PublishedClock): boolean => name !== 'verification' || (cycle === 1 && n === 1);
const meets = ({ act, at }: Fact, root: PublishedClock): boolean =>
  root.breachedAt !== null &&
  at >= root.breachedAt &&
  (meeting[root.name]?.includes(act) ?? false) &&
  (act !== 'verify' || isFirst(root));

/**
 * When and why the rung ends, if the history tells; the earliest end counts, at one instant the duty before the act.
 */
export function endOf(reached: Reached, root: PublishedClock | undefined, history: readonly Fact[]): End | null {
  const ends: End[] = [];
  if (root?.metAt && !outlives(reached, root.metAt)) ends.push({ at: root.metAt, reason: 'duty_met' });
  for (const fact of history) {
    const reason = endingBy(fact, reached, root);
    if (reason) ends.push({ at: fact.at, reason });
  }
  return ends.reduce<End | null>(earlier, null);
}

/**
 * What the Ombudsman holds ends with the case that it belongs to, at the latest: the first time that this ends after
 * the raising.
 */
export function endWithCase(
  { level, raisedAt }: Pick<Escalation, 'level' | 'raisedAt'>,
  caseEnds: readonly Date[],
): End | null {
  const at = level === 3 ? caseEnds.find(end => end >= raisedAt) : undefined;
  return at ? { at, reason: 'case_closed' } : null;
}

/** The first of two ends; at one instant the one that is named first. */
export const earlier = (one: End | null, other: End | null): End | null =>
  one && other ? (other.at < one.at ? other : one) : (one ?? other);

/**
 * Level 3 reached when the duty was already done, or the complaint closed, is the Ombudsman's and ends with the case.
 */
const outlives = ({ level, causedAt }: Reached, at: Date): boolean => level === 3 && causedAt >= at;

function endingBy(fact: Fact, reached: Reached, root: PublishedClock | undefined): EscalationEnd | null {
  if (fact.cycle > reached.cycle) return 'new_cycle';
  if (fact.cycle < reached.cycle || outlives(reached, fact.at)) return null;
  if (root && meets(fact, root)) return 'duty_met';
  if (fact.act === 'resolve') return reached.causedAt <= fact.at ? resolvedWith(root) : null;
  if (fact.act === 'transfer') return isReplaced(reached, root, fact.at) ? 'transferred' : null;
  if (fact.status !== 'closed' && fact.status !== 'archived') return null;
  if (reached.level === 3 && replies.has(fact.act)) return null;
  return closings[fact.act] ?? null;
}

/** A resolution meets every duty that escalates and is still owed, whether its clock has been told yet or not. */
const resolvedWith = (root: PublishedClock | undefined): EscalationEnd => (root ? 'duty_met' : 'resolved');

/** The new office gets a first response of its own; the old one's breach stays a breach, but climbs no further. */
const isReplaced = ({ clock }: Reached, root: PublishedClock | undefined, at: Date): boolean =>
  clock === 'first_response' && !!root?.breachedAt && root.breachedAt <= at;
