import { holdArguments } from './hold-arguments.js';
import type { Mutation } from './mutation.js';

const file = 'libs/complaint/dist/storage/pg-complaint-store.js';

export const timeInLockingStatement: Mutation = {
  name: 'time-in-locking-statement',
  fault:
    'a decision reads its time in the locking statement: that is before the wait, unless the holder changed the row',
  patches: [
    { file, find: 'SELECT c.*, (SELECT', replace: 'SELECT c.*, clock.now() AS asked_at, (SELECT' },
    { file, find: 'const time = await this.time.now();', replace: 'const time = row.asked_at;' },
  ],
  expects: ['false-breach', 'early-breach'],
  lab: holdArguments,
};
