import { setTimeout as pause } from 'node:timers/promises';
import { BuiltCity } from './built-city.js';
import { unless, type Figure } from './figure.js';
import { jumpTo, latenessOf, createMany } from './many-complaints.js';
import { spreadOf } from './spread.js';

const aheadMs = 3_000;
/** How long before the first due time the process is killed. */
const killAheadMs = 200;
const lateAtMost = 10;

/** Kills the only sla process as clocks come due; its supervisor restarts it. */
export const crashLateness: Figure = {
  name: 'crash-lateness',
  of: 'clocks due while sla is down',
  usually: 1_000,
  measure: ({ count, log }, print, signal) =>
    BuiltCity.during({ log }, '2026-03-17T09:00:00+08:00', signal, async city => {
      const { first, last } = await createMany(city, count);
      const sla = city.member('sla');
      await pause(Math.max(0, (await jumpTo(city, first, aheadMs)) - killAheadMs));
      process.kill(sla.pid!, 'SIGKILL');
      print('sla was killed');
      await city.untilTrue('SELECT clock.now() > $1 AND NOT EXISTS (SELECT FROM sla.heads WHERE next_due <= $1)', [
        last,
      ]);
      await city.untilQuiet();

      const breaches = await latenessOf(city, first, last);
      const late = spreadOf(breaches.map(({ seconds }) => seconds));
      const left = await city.number(
        `SELECT count(*)
         FROM sla.clocks
         JOIN figure.copies ON copy = complaint_id
         WHERE status = 'running' AND due_at <= $1`,
        [last],
      );
      const early = breaches.filter(({ seconds }) => seconds < 0).length;
      return {
        facts: {
          breaches: breaches.length,
          restarts: sla.restarts,
          backAfterSeconds: breaches[0]?.seconds ?? NaN,
          lateP50Seconds: late.p50,
          lateP99Seconds: late.p99,
          lateMaxSeconds: late.max,
          early,
          left,
        },
        broken: [
          ...unless(early === 0, `${early} breaches before their due instant`),
          ...unless(left === 0, `${left} clocks are still running`),
          ...unless(breaches.length === count, `${breaches.length} breaches of ${count}`),
          ...unless(sla.restarts === 1, `sla was restarted ${sla.restarts} times`),
        ],
        missed: unless(late.max <= lateAtMost, `${late.max.toFixed(1)} s late, not ${lateAtMost} s`),
        counted: `lateness = time of the breach's event in the audit log - due instant, business time running as fast as real time; sla is killed ${killAheadMs} ms before.`,
      };
    }),
};
