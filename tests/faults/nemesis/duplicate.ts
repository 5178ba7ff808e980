import type { Fault } from '../lab/model.js';
import { consumersOf, rewind } from './positions.js';
import { nothingToHeal } from './signal.js';
import { recent, publishAgain } from './topic.js';

const stretch = 500;
const share = 0.2;

/**
 * Redelivers events: on Kafka a fifth of the recent events, on PostgreSQL the last hundreds of events of some
 * consumers.
 */
export const duplicate: Fault = {
  name: 'duplicate',
  strike: async (system, random) => {
    if (system.topic) {
      const again = (await recent(system.topic, stretch)).filter(() => random.fraction() < share);
      await publishAgain(system.topic, again);
      return { target: `${again.length} events published again`, heal: nothingToHeal };
    }
    const struck: string[] = [];
    const consumers = await consumersOf(system);
    const certain = random.pick(consumers);
    for (const consumer of consumers) {
      const by = random.between(100, stretch);
      if (consumer !== certain && random.between(0, 1) === 0) continue;
      await rewind(system, consumer, by);
      struck.push(`${consumer} back by ${by}`);
    }
    return { target: struck.join(', '), heal: nothingToHeal };
  },
};
