import { acts } from './acts.mjs';
import { daysBefore, instantOn } from './calendar.mjs';
import { Hindrance } from './city.mjs';
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
    if (error instanceof Hindrance) error.message = `${life.name}, day ${step.after}, ${step.act}: ${error.message}`;
    throw error;
  }
};

/**
 * Plays the stories day by day: moves time to the next occasion, then all who do something do it side by side, each
 * complaint in its own order.
 * @param {import('./city.mjs').City} city
 * @param {ReturnType<import('./plan.mjs').plan>} stories
 * @param {string[]} days the working days, as dates
 * @param {(done: number, total: number, date: string) => void} told
 * @returns the lives by name, and where the time went
 */
export const play = async (city, stories, days, told) => {
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
    told(done, all.length, days[day]);
    await timed('walkingSeconds', () => city.set(at));
    await timed('actingSeconds', async () => {
      // one by one, so that tickets tell the order
      for (const story of lodged) lives.set(story.name, await lodge(city, story, at));
      await Promise.all(
        due.map(async ({ story, steps }) => {
          for (const step of steps) await act(lives.get(story.name), step);
        }),
      );
    });
  }
  await timed('walkingSeconds', () => city.set(instantOn(days.at(-1), 'evening')));
  told(all.length, all.length, days.at(-1));
  return { lives, spent };
};
