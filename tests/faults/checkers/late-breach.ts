import type { Checker, Finding } from '../lab/model.js';
import { distributionOf, latenessOf } from './lateness.js';

/** In real seconds. */
export interface Lateness {
  readonly p99: number;
  readonly max: number;
}
export interface LatenessLimits {
  readonly steady: Lateness;
  /** During a strike, within fifteen seconds after it, and until its backlog is processed. */
  readonly struck: Lateness;
}

/**
 * The lab runs about twenty processes on two cores under permanent load. Its limits are therefore far above the
 * guaranteed figures, which are measured separately.
 */
export const labLimits: LatenessLimits = { steady: { p99: 5, max: 15 }, struck: { p99: 30, max: 90 } };

/** Checks that breaches are published in time. */
export const lateBreach = (limits: LatenessLimits = labLimits): Checker => ({
  name: 'late-breach',
  check(evidence) {
    const all = latenessOf(evidence);
    return (
      [
        ['steady', false],
        ['struck', true],
      ] as const
    ).flatMap(([kind, struck]): Finding[] => {
      const late = all.filter(one => one.struck === struck);
      const { p99, max } = distributionOf(late.map(({ seconds }) => seconds));
      const worst = late.reduce((a, b) => (b.seconds > a.seconds ? b : a), late[0]!);
      return [
        ...(p99 > limits[kind].p99
          ? [
              {
                checker: 'late-breach',
                subject: kind,
                what: `p99 is ${p99.toFixed(2)} s, more than ${limits[kind].p99} s`,
              } as const,
            ]
          : []),
        ...(max > limits[kind].max
          ? [
              {
                checker: 'late-breach',
                subject: worst.complaintId,
                what: `${worst.clock} ${kind} was published ${max.toFixed(2)} s late, more than ${limits[kind].max} s`,
              } as const,
            ]
          : []),
      ];
    });
  },
});
