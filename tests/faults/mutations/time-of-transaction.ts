import { holdArguments } from './hold-arguments.js';
import type { Mutation } from './mutation.js';

export const timeOfTransaction: Mutation = {
  name: 'time-of-transaction',
  fault: 'a decision takes its time from now() of its transaction, which is before the wait for the lock',
  patches: [
    {
      file: 'libs/eventlog/dist/decisions.js',
      find: 'const time = await this.time.now();',
      replace:
        "const [{ time }] = await this.database.sql(`SELECT date_trunc('milliseconds', business_anchor + rate * (now() - real_anchor)) AS time FROM clock.anchor`);",
    },
  ],
  expects: ['false-breach', 'early-breach', 'nonmonotonic'],
  lab: holdArguments,
};
