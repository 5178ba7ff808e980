import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, Random } from '../lab/model.js';
import { consumersOf, rewind } from './positions.js';
import { nothingToHeal } from './signal.js';
import { recent, publishAgain } from './topic.js';

const stretch = 100;
const steps = { least: 3, most: 6 };
const restMs = 50;

/**
 * Redelivers events in another order, across and within subjects; their first deliveries stay in order, as the log
 * guarantees. On PostgreSQL, one consumer is rewound several times while it runs.
 */
export const reorder: Fault = {
  name: 'reorder',
  strike: async (system, random) => {
    if (system.topic) {
      const messages = shuffled(await recent(system.topic, stretch), random);
      await publishAgain(system.topic, messages);
      return { target: `${messages.length} events published again in another order`, heal: nothingToHeal };
    }
    const consumer = random.pick(await consumersOf(system));
    const back = Array.from({ length: random.between(steps.least, steps.most) }, () => random.between(1, stretch));
    for (const by of back) {
      await rewind(system, consumer, by);
      await pause(restMs);
    }
    return { target: `${consumer} back by ${back.join(', then ')}`, heal: nothingToHeal };
  },
};

/** The Fisher-Yates shuffle. */
const shuffled = <T>(given: readonly T[], random: Random): T[] => {
  const all = [...given];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = random.between(0, last);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
};
