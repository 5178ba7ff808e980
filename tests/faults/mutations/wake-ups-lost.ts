import { held } from './held.js';
import type { Mutation } from './mutation.js';

export const wakeUpsLost: Mutation = {
  name: 'wake-ups-lost',
  why: 'of the events that wake those who reconcile, three in a hundred are lost, and nobody heals',
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
  lab: held,
};
