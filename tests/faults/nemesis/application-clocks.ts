import type { Random } from '../lab/model.js';

const hourMs = 3_600_000;

/** Environment of a process whose clock is an hour slow, an hour fast or right. */
export const applicationClock = (random: Random): Readonly<Record<string, string>> => {
  const wrongMs = random.pick([-hourMs, 0, hourMs]);
  return wrongMs === 0
    ? {}
    : { WRONG_CLOCK_MS: String(wrongMs), NODE_OPTIONS: `--import=${new URL('wrong-clock.mjs', import.meta.url).href}` };
};
