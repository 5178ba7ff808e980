import type { DeliveryProblem } from './delivery-problem.js';

/** How one attempt to deliver ended; `refused` for good, `later` perhaps not. */
export type DeliveryOutcome =
  { readonly kind: 'delivered' } | { readonly kind: 'refused' | 'later'; readonly problem: DeliveryProblem };

export const delivered: DeliveryOutcome = { kind: 'delivered' };
export const refused = (problem: DeliveryProblem): DeliveryOutcome => ({ kind: 'refused', problem });
export const later = (problem: DeliveryProblem): DeliveryOutcome => ({ kind: 'later', problem });

/** What becomes of a message after an attempt. */
export type NextStep =
  | { readonly status: 'delivered' }
  | { readonly status: 'pending'; readonly problem: DeliveryProblem; readonly retryAfterMs: number }
  | { readonly status: 'failed'; readonly problem: DeliveryProblem; readonly onPaper: boolean };

export interface RetryPace {
  readonly attempts: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

/**
 * Whoever could not be reached is told on paper: a duty to tell somebody is not met by a server that refuses. Nothing
 * is printed for a person whom the vault was made to forget.
 * @param attempts so far, this one included
 * @param chance 0..1
 */
export const nextStep = (outcome: DeliveryOutcome, attempts: number, pace: RetryPace, chance: number): NextStep => {
  if (outcome.kind === 'delivered') return { status: 'delivered' };
  const { kind, problem } = outcome;
  if (kind === 'refused' || attempts >= pace.attempts)
    return { status: 'failed', problem, onPaper: problem !== 'person.forgotten' };
  return { status: 'pending', problem, retryAfterMs: retryAfterMs(attempts, pace, chance) };
};

/**
 * Twice as long each time up to a longest, a fifth more or less by chance: what failed together need not come again
 * together.
 */
export const retryAfterMs = (attempts: number, { firstRetryMs, longestRetryMs }: RetryPace, chance: number): number =>
  Math.round(Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(attempts - 1, 30)) * (0.8 + 0.4 * chance));
