import type { DeliveryProblem } from '@tuntas/contracts';

/** The outcome of one delivery attempt: `refused` is permanent, `later` is temporary. */
export type DeliveryOutcome =
  { readonly kind: 'delivered' } | { readonly kind: 'refused' | 'later'; readonly problem: DeliveryProblem };

export const delivered: DeliveryOutcome = { kind: 'delivered' };
export const refused = (problem: DeliveryProblem): DeliveryOutcome => ({ kind: 'refused', problem });
export const later = (problem: DeliveryProblem): DeliveryOutcome => ({ kind: 'later', problem });

/** The next state of a message after an attempt. */
export type NextStep =
  | { readonly status: 'delivered' }
  | { readonly status: 'pending'; readonly problem: DeliveryProblem; readonly retryAfterMs: number }
  | { readonly status: 'failed'; readonly problem: DeliveryProblem; readonly onPaper: boolean };

export interface RetryPolicy {
  /** Maximum number of attempts for a message. */
  readonly attempts: number;
  /** Delay after the first attempt. Each following delay is twice as long, up to `longestRetryMs`. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

/**
 * Decides the next state of a message. A failed message is replaced by a printed one, because the duty to inform the
 * citizen remains. Nothing is printed for an erased person.
 * @param attempts attempts so far, including this one
 * @param chance 0..1
 */
export const nextStep = (outcome: DeliveryOutcome, attempts: number, policy: RetryPolicy, chance: number): NextStep => {
  if (outcome.kind === 'delivered') return { status: 'delivered' };
  const { kind, problem } = outcome;
  if (kind === 'refused' || attempts >= policy.attempts)
    return { status: 'failed', problem, onPaper: problem !== 'person.forgotten' };
  return { status: 'pending', problem, retryAfterMs: retryAfterMs(attempts, policy, chance) };
};

/**
 * Exponential backoff with a maximum and a jitter of 20 percent, which spreads the retries of simultaneous failures.
 */
export const retryAfterMs = (attempts: number, { firstRetryMs, longestRetryMs }: RetryPolicy, chance: number): number =>
  Math.round(Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(attempts - 1, 30)) * (0.8 + 0.4 * chance));
