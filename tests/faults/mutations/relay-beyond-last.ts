import { holdArguments } from './hold-arguments.js';
import type { Mutation } from './mutation.js';

const relay = 'libs/eventlog/dist/postgres-event-log.js';
const waiting = 'libs/eventlog/dist/waiting-events.js';

export const relayBeyondLast: Mutation = {
  name: 'relay-beyond-last',
  fault: 'the relay continues after the last row that it read: rows that commit late are skipped',
  patches: [
    {
      file: 'libs/database/dist/migrations/0005-eventlog.js',
      find: 'GRANT SELECT, DELETE ON eventlog.outbox TO',
      replace: `CREATE TABLE eventlog.relayed AS SELECT 0::bigint AS last;
    GRANT SELECT, UPDATE ON eventlog.relayed TO PUBLIC;
    GRANT SELECT, DELETE ON eventlog.outbox TO`,
    },
    {
      file: waiting,
      find: '(SELECT * FROM eventlog.outbox ORDER BY id',
      replace: '(SELECT * FROM eventlog.outbox WHERE id > (SELECT last FROM eventlog.relayed) ORDER BY id',
    },
    {
      file: relay,
      find: 'INSERT INTO eventlog.log (position',
      replace:
        ', noted AS (UPDATE eventlog.relayed SET last = greatest(last, (SELECT max(id) FROM moved))) INSERT INTO eventlog.log (position',
    },
  ],
  expects: ['orphan-outbox', 'gap', 'stuck'],
  lab: holdArguments,
};
