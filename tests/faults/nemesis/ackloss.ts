import type { Fault } from '../lab/model.js';

const answersAtMost = 5;

/**
 * The request is processed and its response is lost: a response to a client, one of a service to the gateway, or one of
 * the database to a service, including those of a commit.
 */
export const ackloss: Fault = {
  name: 'ackloss',
  strike: async ({ gatewayLinks, serviceLinks, members }, random) => {
    const databases = members.flatMap(({ database }) => database ?? []);
    const link = random.pick(random.pick([gatewayLinks, serviceLinks, databases]));
    const count = random.between(1, answersAtMost);
    link.loseAnswers(count);
    return { target: `${link.name}: ${count} answers`, heal: async () => link.restore() };
  },
};
