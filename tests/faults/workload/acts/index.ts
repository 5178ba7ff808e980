import { accept } from './accept.js';
import { acknowledge } from './acknowledge.js';
import type { Act } from './act.js';
import { answer } from './answer.js';
import { archive } from './archive.js';
import { ask } from './ask.js';
import { assign } from './assign.js';
import { complete } from './complete.js';
import { confirm } from './confirm.js';
import { contact } from './contact.js';
import { lodge } from './lodge.js';
import { object } from './object.js';
import { raise } from './raise.js';
import { refer } from './refer.js';
import { reopen } from './reopen.js';
import { requestCompletion } from './request-completion.js';
import { resolve } from './resolve.js';
import { respond } from './respond.js';
import { transfer } from './transfer.js';
import { withdraw } from './withdraw.js';

export type { Act } from './act.js';

/** All acts of the workload. */
export const acts: readonly Act[] = [
  lodge,
  assign,
  accept,
  contact,
  respond,
  ask,
  answer,
  resolve,
  confirm,
  object,
  reopen,
  withdraw,
  requestCompletion,
  complete,
  transfer,
  archive,
  refer,
  raise,
  acknowledge,
];

const byName = new Map(acts.map(act => [act.name, act]));
export const actNamed = (name: string): Act => {
  const act = byName.get(name);
  if (!act) throw new Error(`no act ${name} in tests/faults/workload/acts`);
  return act;
};
