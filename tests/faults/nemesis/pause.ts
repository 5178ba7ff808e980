import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../lab/model.js';
import { signal } from './signal.js';

/**
 * Longer than the relay may be silent and stay leader, than the idle-transaction timeout, and than the session timeout
 * of a Kafka group.
 */
const longMs = 7_000;
const oneIn = 4;

/** Sends SIGSTOP to one process. Sometimes it stays frozen until others have taken over its leases. */
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
