import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { TestApp } from '../../kit/app.js';
import { tallyDifferences } from '../../kit/expected-summary.js';
import type { Schemas } from '../../kit/response-body.js';
import { lifePlan, runPlan, type LifePlan } from '../../lives/commands.js';
import { LivingCity } from '../../lives/living-city.js';
import { pace, type Pace } from '../../lives/pace.js';
import type { StoredState } from '../../lives/snapshot.js';
import { Tally } from '../../lives/tally.js';

// Random lives of complaints through the real API of one process, checked against a model of its own (tests/lives).
// Many lives run side by side in one city. In each turn every life performs one act, all concurrently. Then all events
// are consumed, every life is checked against the model, and time advances to or around the next due instant.
// A life is a list of fast-check commands, so a failure shrinks to few lives with few commands, and the report has the
// story of the failed life.
//
// - LIVES=2000 LIVES_SEED=7 npx jest tests/flows/acts/lives.spec.ts runs about that many lives with another seed.
// - LIVES_SEED=7 LIVES_PATH=3 npx jest tests/flows/acts/lives.spec.ts runs the whole city of a failure again. A failure
//   names it by the first number of its path.
// - LIVES_SMALLER=0 reports a failure as it is, without the search for a smaller one.
// - LIVES_TALLY=1 prints after each city how often each kind of act and outcome occurred.
const lives = Number(process.env['LIVES'] ?? 30);
const seed = Number(process.env['LIVES_SEED'] ?? 20_260_317);
const path = process.env['LIVES_PATH'];

const inOneCity = 120;
const turnsInOneLife = 32;
const mostSmaller = Number(process.env['LIVES_SMALLER'] ?? 40);
const cities = Math.ceil(lives / (inOneCity / 2));

const plenty = [
  'lapse_completion -> closed',
  'lapse_answer -> in_progress',
  'lapse_reply -> closed',
  'lapse_reopening -> closed',
  'object -> in_progress',
  'reopen -> in_progress',
  'transfer -> assigned',
  'met late',
  'first_response breached',
  'complainant_answer met',
  'ladder met',
  'level 1 by breach',
  'level 2 by ladder',
  'level 3 by ladder',
  'level 3 by referral',
  'case',
  'resolve: 409',
  'complete: 409',
  'withdraw: 404',
  'assign: 403',
  'raise: 200',
  'disclose: 200',
];

const plans = fc.array(lifePlan(turnsInOneLife), { minLength: 1, maxLength: inOneCity, size: 'max' });
const paces = fc.array(pace, { minLength: turnsInOneLife, maxLength: turnsInOneLife });

describe('random lives of complaints', () => {
  const tally = new Tally();

  /** Number of cities run since the first failure, in search of a smaller one. */
  let smaller = 0;

  const runLives = async (lifePlans: readonly LifePlan[], steps: readonly Pace[]): Promise<void> => {
    if (smaller > 0) fc.pre(smaller++ < mostSmaller);
    const app = await TestApp.start({ at: '2026-03-09T09:00:00+08:00' });
    try {
      const city = await LivingCity.open(app, steps, lifePlans.length);
      const ends = await Promise.allSettled(lifePlans.map((plan, n) => runPlan(city, city.residents[n]!, plan)));
      const failed = ends
        .filter(({ status }) => status === 'rejected')
        .map(end => (end as PromiseRejectedResult).reason as Error);
      if (failed.length > 0) {
        smaller ||= 1;
        throw failed[0]!;
      }
      const everything = await city.checkAll();
      for (const resident of city.residents.filter(({ complaint: standing }) => standing))
        await resident.readTracking();
      await expectListsToAgree(city, everything);
      expect(await tallyDifferences(app)).toEqual([]);
      city.throwOnFindings();
      tally.add(city, everything);
      if (process.env['LIVES_TALLY']) process.stderr.write(`${tally.all}\n`);
    } finally {
      await app.stop();
    }
  };

  /** Checks that lists agree with the details of the complaints. */
  const expectListsToAgree = async (
    { app, residents }: LivingCity,
    everything: ReadonlyMap<string, StoredState>,
  ): Promise<void> => {
    const { items } = (await app.get('/v1/complaints?limit=200&sort=lodgedAt', { as: 'coordinator' })).body;
    const cards = new Map(items.map(card => [card.id, card]));
    for (const resident of residents.filter(({ complaint: standing }) => standing)) {
      const { id } = resident.complaint;
      const { status, outcome, cycle, escalationLevel, classification, category, version, dueAt, office } =
        await app.complaint(id);
      const wanted = { status, outcome, cycle, escalationLevel, classification, category, version, dueAt, office };
      const card: Partial<Schemas['ComplaintCard']> = cards.get(id) ?? {};
      const columns = Object.keys(wanted) as (keyof typeof wanted)[];
      if (!isDeepStrictEqual(Object.fromEntries(columns.map(name => [name, card[name]])), wanted))
        resident.addFinding(`listed as ${JSON.stringify(card)} and is ${JSON.stringify(wanted)}`);
      const level = Math.max(
        0,
        ...everything
          .get(id)!
          .escalations.filter(each => each.cycle === cycle)
          .map(each => each.level),
      );
      if (escalationLevel !== level) resident.addFinding(`level ${escalationLevel} instead of ${level}`);
    }
  };

  test(
    'keep every invariant after each step',
    async () => {
      await fc.assert(fc.asyncProperty(fc.noBias(plans), fc.noBias(paces), runLives), {
        numRuns: cities,
        seed,
        ...(path && { path, endOnFailure: true }),
      });
      if (path) return;
      // A run without enough variety proves nothing.
      expect(tally.of('lives')).toBeGreaterThan(lives / 4);
      expect(plenty.filter(what => tally.of(what) === 0)).toEqual([]);
    },
    24 * 3_600_000,
  );
});
