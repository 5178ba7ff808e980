import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../lab/model.js';
import { signal } from './signal.js';

/**
 * Longer than the relay may be silent and keep its lead, a transaction may stand idle, and a member of a Kafka group
 * may be missing.
 */
const longMs = 7_000;
const oneIn = 4;

/** SIGSTOP to one process; at times it stays frozen until others have taken over what it thinks it still holds. */
export const pause: Fault = {
  name: 'pause',
  strike: async (system, random) => {
    const member = random.pick(system.members);
    const isLong = random.between(1, oneIn) === 1;
    const { pid } = member;
    if (!signal(pid, 'SIGSTOP'))
      return { target: `${member.name}, which was down already`, heal: async () => undefined };
    const since = performance.now();
    return {
      target: `${member.name} (${pid})${isLong ? ` for ${longMs / 1_000} s` : ''}`,
      heal: async () => {
        if (isLong) await delay(Math.max(0, since + longMs - performance.now()));
        if (member.pid === pid) signal(pid, 'SIGCONT');
      },
    };
  },
};
