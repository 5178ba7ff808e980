import { randomOf } from './lab/random.js';
import { scheduleOf } from './lab/schedule.js';

const options = { minutes: 10, faults: ['kill', 'pause', 'database'], every: { least: 5, most: 10 } } as const;

describe('schedule of strikes', () => {
  test('is the same for the same seed', () => {
    expect(scheduleOf(randomOf(42), options)).toEqual(scheduleOf(randomOf(42), options));
    expect(scheduleOf(randomOf(42), options)).not.toEqual(scheduleOf(randomOf(43), options));
  });

  test('respects the given interval until the end of the run', () => {
    const schedule = scheduleOf(randomOf(42), options);
    for (const [i, { at, healAt }] of schedule.entries()) {
      const since = at - (schedule[i - 1]?.at ?? 0);
      expect(since).toBeGreaterThanOrEqual(5_000);
      expect(since).toBeLessThanOrEqual(10_000);
      expect(healAt - at).toBeGreaterThanOrEqual(500);
      expect(healAt - at).toBeLessThanOrEqual(5_000);
    }
    expect(schedule.at(-1)!.at).toBeGreaterThanOrEqual(590_000);
    expect(schedule.at(-1)!.at).toBeLessThan(600_000);
  });

  test('uses every fault once before it repeats any', () => {
    const faults = scheduleOf(randomOf(42), options).map(({ fault }) => fault);
    for (let i = 0; i + 3 <= faults.length; i += 3)
      expect(faults.slice(i, i + 3).sort()).toEqual(['database', 'kill', 'pause']);
  });
});
