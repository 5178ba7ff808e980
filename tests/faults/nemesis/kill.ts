import type { Fault } from '../lab/model.js';
import { nothingToHeal, signal } from './signal.js';

/** Sends SIGKILL to one process, which is restarted. */
export const kill: Fault = {
  name: 'kill',
  strike: async (system, random) => {
    const member = random.pick(system.members);
    const { pid } = member;
    return {
      target: signal(pid, 'SIGKILL') ? `${member.name} (${pid})` : `${member.name}, which was down already`,
      heal: nothingToHeal,
    };
  },
};
