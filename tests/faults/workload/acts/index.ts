import { accept } from './accept.js';
import { acknowledge } from './acknowledge.js';
import type { Act } from './act.js';
import { assign } from './assign.js';
import { confirm } from './confirm.js';
import { lodge } from './lodge.js';
import { resolve } from './resolve.js';
import { respond } from './respond.js';
import { withdraw } from './withdraw.js';

export type { Act } from './act.js';

/** Every act there is. */
export const acts: readonly Act[] = [lodge, assign, accept, respond, resolve, confirm, withdraw, acknowledge];

const byName = new Map(acts.map(act => [act.name, act]));
export const actNamed = (name: string): Act => {
  const act = byName.get(name);
  if (!act) throw new Error(`no act ${name} in tests/faults/workload/acts`);
  return act;
};
