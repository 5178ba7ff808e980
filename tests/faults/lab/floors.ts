import type { Counts } from './counts.js';
import type { PlannedStrike } from './schedule.js';

/** Each a minute, far below what a healthy run does. */
const floors = {
  'acts done': 40,
  'acts at a due instant': 3,
  breaches: 60,
  escalations: 30,
  deliveries: 2_000,
} as const;
/** A strike may come to nothing where another had just struck; hardly more of them. */
const leastShareOfStrikes = 0.7;

/** @returns what the run did too little of: a lab that hardly does anything finds no faults */
export const tooLittle = (counts: Counts, minutes: number, planned: readonly PlannedStrike[]): string[] => {
  const done: Record<keyof typeof floors, number> = {
    'acts done': counts.outcomes.ok,
    'acts at a due instant': counts.straddling,
    breaches: counts.breaches,
    escalations: counts.escalations,
    deliveries: counts.deliveries,
  };
  const short = (what: string, n: number, floor: number): string[] => (n < floor ? [`${n} ${what}, not ${floor}`] : []);
  const strikes = Object.values(counts.strikes).reduce((sum, n) => sum + n, 0);
  const never = [...new Set(planned.map(({ fault }) => fault))].filter(fault => !counts.strikes[fault]);
  return [
    ...Object.entries(floors).flatMap(([what, floor]) =>
      short(what, done[what as keyof typeof floors], Math.ceil(floor * minutes)),
    ),
    ...short('strikes', strikes, Math.ceil(planned.length * leastShareOfStrikes)),
    ...never.map(fault => `no strike of ${fault}`),
  ];
};
