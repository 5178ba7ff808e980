import { setTimeout as delay } from 'node:timers/promises';
import type { Client, Done } from './client.js';
import type { Lodged } from './act-queue.js';

const refusalsAtMost = 3;
const leaveOneIn = 30;

/** A time within some seconds, so that acts interleave. */
export const soon = (client: Client): number => performance.now() + client.random.between(200, 4_000);

/** Enqueues the next act: soon, or around the due time of the clock if the plan says so. */
export const enqueue = (client: Client, act: string, lodged: Lodged, clock: string | null = null): void => {
  client.queue.add(act, { lodged, at: soon(client), due: lodged.plan === 'around-due' ? clock : null });
};

/**
 * Does an act on the next complaint that waits for it, at its time.
 * @param then enqueues the next act, unless this one was refused; a refused act is retried a few times, since it may
 *   have been too early
 * @returns false if no complaint waits
 */
export const doNext = async (
  client: Client,
  act: string,
  work: (lodged: Lodged) => Promise<Done>,
  then: (lodged: Lodged) => void,
): Promise<boolean> => {
  const { queue, random } = client;
  const waiting = queue.take(act, random.between(1, leaveOneIn) === 1);
  if (!waiting) return false;
  const { lodged, at, due } = waiting;
  if (due !== null) {
    await lookUp(client, act, lodged, due);
    return true;
  }
  await delay(Math.max(0, at - performance.now()));
  const { outcome } = await work(lodged);
  if (outcome !== 'fail') then(lodged);
  else if ((lodged.refusals += 1) <= refusalsAtMost) queue.add(act, { lodged, at: soon(client), due: null });
  return true;
};

/** Reads the due time of the act and enqueues it for that time, plus or minus the duration of a call. */
const lookUp = async (client: Client, act: string, lodged: Lodged, due: string): Promise<void> => {
  const shown = await client.read(`/v1/complaints/${lodged.id}`, 'coordinator');
  const clock = shown?.clocks.find(one => one.name === due && one.status === 'running');
  const real = clock?.dueAt ? client.time.realOf(new Date(clock.dueAt)) : null;
  if (real !== null) client.queue.add(act, { lodged, at: real - client.random.between(-20, 80), due: null });
  else if ((lodged.refusals += 1) <= refusalsAtMost) client.queue.add(act, { lodged, at: soon(client), due });
};
