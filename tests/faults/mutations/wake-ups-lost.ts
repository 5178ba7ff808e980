import { holdArguments } from './hold-arguments.js';
import type { Mutation } from './mutation.js';

export const wakeUpsLost: Mutation = {
  name: 'wake-ups-lost',
  fault: 'three percent of the events that trigger reconciliation are lost, and there is no healer',
  patches: [
    {
      file: 'libs/eventlog/dist/consumer-host.js',
      find: 'const fresh = await this.claim(deliveries);',
      replace: `const fresh = (await this.claim(deliveries)).filter(() => this.options.kind !== 'reconciling' || Math.random() >= 0.03);`,
    },
    {
      file: 'libs/eventlog/dist/healer.js',
      find: 'this.loop.start();',
      replace: '/* never started */',
    },
  ],
  expects: ['missing-escalation', 'late-breach', 'stuck'],
  lab: holdArguments,
};
