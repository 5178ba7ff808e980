import type { FaultName, Random } from './model.js';
import type { LabOptions } from './options.js';

/** A planned strike. Times are milliseconds since the start of the run. */
export interface PlannedStrike {
  readonly number: number;
  readonly fault: FaultName;
  readonly at: number;
  readonly healAt: number;
}

const shortestMs = 500;
const longestMs = 5_000;

/** Every fault occurs once before any fault repeats, in an order that depends on the seed. */
export const scheduleOf = (
  random: Random,
  { minutes, faults, every }: Pick<LabOptions, 'minutes' | 'faults' | 'every'>,
): PlannedStrike[] => {
  const planned: PlannedStrike[] = [];
  const next = (): number => random.between(every.least * 1_000, every.most * 1_000);
  let round: FaultName[] = [];
  for (let at = next(); at < minutes * 60_000 && faults.length > 0; at += next()) {
    if (round.length === 0) round = [...faults];
    const [fault] = round.splice(random.between(0, round.length - 1), 1);
    planned.push({ number: planned.length + 1, fault: fault!, at, healAt: at + random.between(shortestMs, longestMs) });
  }
  return planned;
};
