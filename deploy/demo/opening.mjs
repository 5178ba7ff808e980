import { firstDay, instantOn, workingDays } from './calendar.mjs';
import { DemoError } from './city.mjs';
import { length } from './plan.mjs';

const home = '63.71';
const dayMs = 86_400_000;

/**
 * Checks that the demo can run in this system, and sets the start of the story.
 * @param {boolean} again whether the demo may run in a system that already has complaints
 * @returns {Promise<string[]>} the working days of the story
 * @throws DemoError with a sentence that says what to do instead
 */
export const open = async (city, words, again) => {
  const clock = await city.ask('GET', '/dev/clock').catch(() => {
    throw new DemoError(words.notRunning(city.url));
  });
  if (clock.status !== 200 || !clock.body.now) throw new DemoError(words.inProduction(city.url));
  if (!(await city.all('/v1/regions', {}, 'auditor')).some(({ code }) => code === home))
    throw new DemoError(words.elsewhere);
  if ((await city.count('/v1/complaints', {}, 'coordinator')) === 0) {
    const before = new Date(Date.parse(instantOn(firstDay, 'morning')) - dayMs);
    await city.set(before.toISOString());
    return workingDays(city, before, length);
  }
  if (!again) throw new DemoError(words.lived);
  return workingDays(city, await city.now(), length);
};
