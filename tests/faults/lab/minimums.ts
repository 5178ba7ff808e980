import type { Counts } from './counts.js';
import type { PlannedStrike } from './schedule.js';

/** Minimum counts per minute, far below those of a healthy run. */
const minimums = {
  'acts done': 40,
  'acts at a due instant': 3,
  breaches: 60,
  escalations: 30,
  deliveries: 2_000,
} as const;
/** The minimum share of strikes that succeed; a strike may fail if its target is already down. */
const leastShareOfStrikes = 0.7;

/** @returns the counts below their minimum; a run with hardly any activity finds no faults */
export const shortfallsOf = (counts: Counts, minutes: number, planned: readonly PlannedStrike[]): string[] => {
  const done: Record<keyof typeof minimums, number> = {
    'acts done': counts.outcomes.ok,
    'acts at a due instant': counts.straddling,
    breaches: counts.breaches,
    escalations: counts.escalations,
    deliveries: counts.deliveries,
  };
  const short = (what: string, n: number, minimum: number): string[] =>
    n < minimum ? [`${n} ${what}, not ${minimum}`] : [];
  const strikes = Object.values(counts.strikes).reduce((sum, n) => sum + n, 0);
  const never = [...new Set(planned.map(({ fault }) => fault))].filter(fault => !counts.strikes[fault]);
  return [
    ...Object.entries(minimums).flatMap(([what, minimum]) =>
      short(what, done[what as keyof typeof minimums], Math.ceil(minimum * minutes)),
    ),
    ...short('strikes', strikes, Math.ceil(planned.length * leastShareOfStrikes)),
    ...never.map(fault => `no strike of ${fault}`),
  ];
};
