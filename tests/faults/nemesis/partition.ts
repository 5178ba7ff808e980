import type { Fault } from '../lab/model.js';

/**
 * Separates one process from the database, a gateway from one of its services, or all services from Kafka, with or
 * without connection errors.
 */
export const partition: Fault = {
  name: 'partition',
  strike: async ({ members, serviceLinks, kafka }, random) => {
    const databases = members.flatMap(({ database }) => database ?? []);
    const link = random.pick([random.pick(databases), random.pick(serviceLinks), ...(kafka ? [kafka] : [])]);
    const how = random.pick(['cut', 'freeze'] as const);
    link[how]();
    return { target: `${link.name}: ${how === 'cut' ? 'cut' : 'frozen'}`, heal: async () => link.restore() };
  },
};
