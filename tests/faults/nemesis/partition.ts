import type { Fault } from '../lab/model.js';

/** One process without the database, or everybody without Kafka; refused, or without a word. */
export const partition: Fault = {
  name: 'partition',
  strike: async ({ members, kafka }, random) => {
    const databases = members.flatMap(({ database }) => database ?? []);
    const link = random.pick(kafka ? [random.pick(databases), kafka] : databases);
    const how = random.pick(['cut', 'freeze'] as const);
    link[how]();
    return { target: `${link.name}: ${how === 'cut' ? 'cut' : 'frozen'}`, heal: async () => link.restore() };
  },
};
