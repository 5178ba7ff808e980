import type { Fault } from '../lab/model.js';
import { nothingToHeal, signal } from './signal.js';

/** Kills the Kafka broker, or freezes it for a while. */
export const broker: Fault = {
  name: 'broker',
  strike: async (system, random) => {
    const pid = system.brokerPid();
    if (pid === undefined) throw new Error('This system has no broker.');
    if (random.pick(['kill', 'freeze'] as const) === 'freeze') {
      signal(pid, 'SIGSTOP');
      return {
        target: `the broker (${pid}): frozen`,
        heal: async () => {
          signal(pid, 'SIGCONT');
        },
      };
    }
    await system.killBroker();
    return { target: `the broker (${pid}): killed`, heal: nothingToHeal };
  },
};
