import { holdArguments } from './hold-arguments.js';
import type { Mutation } from './mutation.js';

export const sequenceUnguarded: Mutation = {
  name: 'sequence-unguarded',
  fault: 'the next sequence number is the highest plus one, without the lock on the stream row',
  patches: [
    {
      file: 'libs/eventlog/dist/streams.js',
      find: 'WHERE complaint_id = ANY($1) ORDER BY complaint_id FOR UPDATE',
      replace: 'WHERE complaint_id = ANY($1) ORDER BY complaint_id',
    },
    {
      file: 'apps/sla/dist/storage/pg-clock-book.js',
      find: 'ORDER BY next_due LIMIT $2 FOR UPDATE SKIP LOCKED',
      replace: 'ORDER BY next_due LIMIT $2',
    },
  ],
  expects: ['duplicate-effect', 'gap', 'nonmonotonic', 'orphan-outbox', 'stuck'],
  lab: holdArguments,
};
