import type { Fault } from '../lab/model.js';

/**
 * One process without the database, a gateway without one of its services, or everybody without Kafka; refused, or
 * without a word.
 */
export const partition: Fault = {
  name: 'partition',
  strike: async ({ members, passages, kafka }, random) => {
    const databases = members.flatMap(({ database }) => database ?? []);
    const link = random.pick([random.pick(databases), random.pick(passages), ...(kafka ? [kafka] : [])]);
    const how = random.pick(['cut', 'freeze'] as const);
    link[how]();
    return { target: `${link.name}: ${how === 'cut' ? 'cut' : 'frozen'}`, heal: async () => link.restore() };
  },
};
