import type { Random } from '../lab/model.js';

const hourMs = 3_600_000;

/** What a process is started with so that its clock is wrong by an hour, in either direction, or right. */
export const applicationClock = (random: Random): Readonly<Record<string, string>> => {
  const wrongMs = random.pick([-hourMs, 0, hourMs]);
  return wrongMs === 0
    ? {}
    : { WRONG_CLOCK_MS: String(wrongMs), NODE_OPTIONS: `--import=${new URL('wrong-clock.mjs', import.meta.url).href}` };
};
