import { firstDay, instantOn, workingDays } from './calendar.mjs';
import { Hindrance } from './city.mjs';
import { length } from './plan.mjs';

const home = '63.71';
const dayMs = 86_400_000;

/**
 * Makes sure that this is a system to play in, and where the story begins.
 * @param {boolean} again whether complaints that are there already may live through it too
 * @returns {Promise<string[]>} the working days to come
 * @throws Hindrance with what to do instead
 */
export const open = async (city, words, again) => {
  const clock = await city.ask('GET', '/dev/clock').catch(() => {
    throw new Hindrance(words.notRunning(city.url));
  });
  if (clock.status !== 200 || !clock.body.now) throw new Hindrance(words.inProduction(city.url));
  if (!(await city.all('/v1/regions', {}, 'auditor')).some(({ code }) => code === home))
    throw new Hindrance(words.elsewhere);
  if ((await city.count('/v1/complaints', {}, 'coordinator')) === 0) {
    const before = new Date(Date.parse(instantOn(firstDay, 'morning')) - dayMs);
    await city.set(before.toISOString());
    return workingDays(city, before, length);
  }
  if (!again) throw new Hindrance(words.lived);
  return workingDays(city, await city.now(), length);
};
