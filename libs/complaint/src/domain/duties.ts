import type { ClockName, Act } from '@tuntas/contracts';
import { complaintActs } from './acts/index.js';

/** A clock by its name, cycle and number of the start within the cycle. */
interface ClockKey {
  readonly name: ClockName;
  readonly cycle: number;
  readonly n: number;
}

const acts: readonly { readonly name: Act; readonly meets?: readonly ClockName[] }[] = Object.values(complaintActs);

/** Whether the act can meet the duty of clocks with this name. */
export const canMeet = (act: Act, clock: ClockName): boolean =>
  acts.some(({ name, meets = [] }) => name === act && meets.includes(clock));

/**
 * Whether the act meets the duty of this clock. A returned complaint was verified before, so only an assignment meets
 * its second verification clock.
 */
export const meetsDuty = (act: Act, { name, cycle, n }: ClockKey): boolean =>
  canMeet(act, name) && (act !== 'verify' || name !== 'verification' || (cycle === 1 && n === 1));
