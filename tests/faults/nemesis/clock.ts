import type { Fault } from '../lab/model.js';
import { asAdmin } from './admin.js';
import { nothingToHeal } from './signal.js';

/**
 * Step sizes in real time: back for up to three seconds, forward by so little that a clock that was on time is not
 * late.
 */
const backMs = { least: 300, most: 3_000 };
const forwardMs = { least: 50, most: 500 };

/** Steps the clock of the database. Application clocks are wrong from the start, see application-clocks.ts. */
export const clock: Fault = {
  name: 'clock',
  strike: async (system, random) => {
    const goes = random.pick(['back', 'forward'] as const);
    const { least, most } = goes === 'back' ? backMs : forwardMs;
    const realMs = random.between(least, most);
    const signed = goes === 'back' ? -realMs : realMs;
    const minutes = await asAdmin(system, async admin => {
      const { rows } = await admin.query<{ minutes: number }>(
        `UPDATE clock.anchor SET business_anchor = business_anchor + rate * $1 * interval '1 millisecond'
         RETURNING rate * abs($1::double precision) / 60000 AS minutes`,
        [signed],
      );
      return rows[0]?.minutes;
    });
    if (minutes === undefined) throw new Error('Cannot step the clock: business time has not been changed yet.');
    return { target: `the database's clock: ${goes} by ${minutes.toFixed(1)} business minutes`, heal: nothingToHeal };
  },
};
