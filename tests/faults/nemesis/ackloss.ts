import type { Fault } from '../lab/model.js';

const answersAtMost = 5;

/**
 * What was asked is done and its answer lost: at a door the answer to a client, behind it the one to the gateway,
 * before a database that of a statement, a commit's included.
 */
export const ackloss: Fault = {
  name: 'ackloss',
  strike: async ({ doors, passages, members }, random) => {
    const databases = members.flatMap(({ database }) => database ?? []);
    const link = random.pick(random.pick([doors, passages, databases]));
    const count = random.between(1, answersAtMost);
    link.loseAnswers(count);
    return { target: `${link.name}: ${count} answers`, heal: async () => link.restore() };
  },
};
