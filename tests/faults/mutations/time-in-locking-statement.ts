import { holdArguments } from './hold-arguments.js';
import type { Mutation } from './mutation.js';

const store = 'libs/complaint/dist/storage/pg-complaint-store.js';

export const timeInLockingStatement: Mutation = {
  name: 'time-in-locking-statement',
  fault:
    'a decision reads its time in the locking statement: that is before the wait, unless the holder changed the row',
  patches: [
    { file: store, find: 'SELECT c.*, (SELECT', replace: 'SELECT c.*, clock.now() AS asked_at, (SELECT' },
    { file: store, find: '{ complaintId: id,', replace: '{ askedAt: row.asked_at, complaintId: id,' },
    {
      file: 'libs/eventlog/dist/decisions.js',
      find: 'const time = await this.time.now();',
      replace: 'const time = stream.askedAt ?? (await this.time.now());',
    },
  ],
  expects: ['false-breach', 'early-breach'],
  lab: holdArguments,
};
