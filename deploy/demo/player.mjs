import { acts } from './acts.mjs';
import { daysBefore, instantOn } from './calendar.mjs';
import { DemoError } from './city.mjs';
import { lodgerOf } from './people.mjs';
import { occasions } from './plan.mjs';

const pastEvents = ['ordinary_complaint', 'supervisory_complaint'];

const lodge = async (city, { name, daysSince, lodging }, at) => {
  const happened =
    lodging.classification && !pastEvents.includes(lodging.classification)
      ? {}
      : { incidentAt: daysBefore(at, daysSince) };
  const { id, ticket, receipt } = await city.post(
    '/v1/complaints',
    { ...lodging, ...happened },
    { as: lodgerOf(lodging) },
  );
  return { city, name, lodging, id, ticket, code: receipt.accessCode, office: undefined };
};

const act = async (life, step) => {
  try {
    await acts[step.act](life, step);
  } catch (error) {
    if (error instanceof DemoError) error.message = `${life.name}, day ${step.after}, ${step.act}: ${error.message}`;
    throw error;
  }
};

/**
 * Plays the stories day by day. It moves time to the next occasion and then runs the acts of different complaints
 * concurrently, those of one complaint in order.
 * @param {import('./city.mjs').City} city
 * @param {ReturnType<import('./plan.mjs').plan>} stories
 * @param {string[]} days the working days, as dates
 * @param {(done: number, total: number, date: string) => void} onProgress
 * @returns the played complaints by name, and the time spent
 */
export const play = async (city, stories, days, onProgress) => {
  const lives = new Map();
  const spent = { walkingSeconds: 0, actingSeconds: 0 };
  const timed = async (what, work) => {
    const since = performance.now();
    await work();
    spent[what] += (performance.now() - since) / 1_000;
  };
  const all = occasions(stories);
  for (const [done, { day, hour, lodged, acts: due }] of all.entries()) {
    const at = instantOn(days[day], hour);
    onProgress(done, all.length, days[day]);
    await timed('walkingSeconds', () => city.set(at));
    await timed('actingSeconds', async () => {
      // sequential, so that ticket numbers follow the order of the stories
      for (const story of lodged) lives.set(story.name, await lodge(city, story, at));
      await Promise.all(
        due.map(async ({ story, steps }) => {
          for (const step of steps) await act(lives.get(story.name), step);
        }),
      );
    });
  }
  await timed('walkingSeconds', () => city.set(instantOn(days.at(-1), 'evening')));
  onProgress(all.length, all.length, days.at(-1));
  return { lives, spent };
};
