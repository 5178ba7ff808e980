import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { SystemUnderTest } from './model.js';

const firstDay = '2026-03-17T09:00:00+08:00';
const dayMs = 86_400_000;
const timeoutMs = 60_000;

/** Business milliseconds per real millisecond, so that the given days pass in the run. */
export const rateOf = (days: number, minutes: number): number => (days * dayMs) / (minutes * 60_000);

/** @returns business time at the start of the run */
export const startBusinessTime = async (system: SystemUnderTest, rate: number): Promise<Date> => {
  await changeClock(system, { set: firstDay });
  await changeClock(system, { rate });
  const admin = new pg.Client({ connectionString: system.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ now: Date }>('SELECT clock.now() AS now').finally(() => admin.end());
  return rows[0]!.now;
};

/** Sets real-time speed, so that hardly any clock comes due while the lab reads. */
export const slowDown = (system: SystemUnderTest): Promise<void> => changeClock(system, { rate: 1 });

/** Repeats the request until it succeeds; after a fault it may fail for a while. */
const changeClock = async (system: SystemUnderTest, change: object): Promise<void> => {
  for (const deadline = performance.now() + timeoutMs; ; await pause(100)) {
    const answer = await fetch(`http://127.0.0.1:${system.gatewayLinks[0]!.port}/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
      signal: AbortSignal.timeout(10_000),
    }).catch((error: unknown) => String(error));
    if (typeof answer !== 'string' && answer.ok) return;
    if (performance.now() > deadline)
      throw new Error(`Could not change business time: ${typeof answer === 'string' ? answer : await answer.text()}`);
  }
};
