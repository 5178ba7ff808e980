import fc from 'fast-check';

/** How business time advances after a turn: by a duration, or to a time close to one of the next due times. */
export type Pace =
  | { readonly minutes: number }
  | {
      /** The index among the next due times of the whole city. */
      readonly nth: number;
      /** `straddle`: the next acts begin just before it; `race`: they do not wait for its effects. */
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
