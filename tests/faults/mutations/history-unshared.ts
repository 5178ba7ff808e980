import { holdArguments } from './hold-arguments.js';
import type { Mutation } from './mutation.js';

export const historyUnshared: Mutation = {
  name: 'history-unshared',
  fault: 'the sweep reads histories without FOR SHARE: decisions in flight are not visible yet',
  patches: [
    {
      file: 'libs/database/dist/migrations/0003-complaints.js',
      find: 'WHERE id = ANY(ids) ORDER BY id FOR SHARE SKIP LOCKED',
      replace: 'WHERE id = ANY(ids) ORDER BY id',
    },
  ],
  expects: ['false-breach', 'early-breach'],
  lab: holdArguments,
};
