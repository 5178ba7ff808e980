import fc from 'fast-check';

/**
 * How business time goes on after everybody has had a turn: by a span, or to the neighbourhood of one of the next due
 * instants.
 */
export type Pace =
  | { readonly minutes: number }
  | {
      /** Which of the next due instants of the whole city. */
      readonly nth: number;
      /** `straddle`: the acts that follow begin just before it; `race`: they do not wait for what it brings about. */
      readonly where: 'before' | 'at' | 'after' | 'straddle' | 'race';
    };

export const pace: fc.Arbitrary<Pace> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ nth: fc.nat(3), where: fc.constantFrom('before', 'at', 'after', 'straddle', 'race') }),
  },
  { weight: 3, arbitrary: fc.record({ minutes: fc.integer({ min: 1, max: 600 }) }) },
  { weight: 2, arbitrary: fc.record({ minutes: fc.integer({ min: 1_440, max: 5 * 1_440 }) }) },
  { weight: 1, arbitrary: fc.record({ minutes: fc.integer({ min: 7 * 1_440, max: 21 * 1_440 }) }) },
);
