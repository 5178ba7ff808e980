import { setTimeout as delay } from 'node:timers/promises';
import type { Schemas } from '../../kit/response-body.js';
import type { Journal } from '../lab/journal.js';
import type { Random } from '../lab/model.js';
import { acts, type Act } from './acts/index.js';
import { lodge } from './acts/lodge.js';
import { BusinessTime } from './business-time.js';
import { Client } from './client.js';
import { ActQueue } from './act-queue.js';
import { Http } from './http.js';

export interface Workload {
  /** URLs of the gateway links. */
  readonly gatewayUrls: () => readonly string[];
  readonly random: Random;
  readonly journal: Pick<Journal, 'began' | 'ended'>;
  /** The number of concurrent clients. */
  readonly clients: number;
  /** The number of additional clients that only lodge. */
  readonly lodgers: number;
  readonly isOver: () => boolean;
}

const clockEveryMs = 1_000;
/** The maximum duration of a clock reading; slower ones are too imprecise. */
const quickMs = 200;
const restMs = 20;

/** Runs citizens, officers, heads and coordinators until the run is over; acts in progress are finished. */
export const runClients = async ({
  gatewayUrls,
  random,
  journal,
  clients,
  lodgers,
  isOver,
}: Workload): Promise<void> => {
  const [queue, time] = [new ActQueue(), new BusinessTime()];
  const everybody = Array.from(
    { length: clients + lodgers },
    (_, i) =>
      new Client({
        number: i + 1,
        gatewayUrls,
        random: random.branch(`client ${i + 1}`),
        journal,
        queue,
        time,
        isOver,
      }),
  );
  await Promise.all([
    watch(time, new Http(gatewayUrls, random.branch('clock')), isOver),
    ...everybody.map((client, i) => (i < clients ? live(client, isOver) : lodgeOn(client, isOver))),
  ]);
};

const lodgeOn = async (client: Client, isOver: () => boolean): Promise<void> => {
  while (!isOver()) await lodge.run(client);
  client.close();
};

const live = async (client: Client, isOver: () => boolean): Promise<void> => {
  const others = acts.filter(act => act !== lodge);
  while (!isOver()) {
    if (client.random.between(1, 3) === 1 || !(await anyOf(client, others))) await lodge.run(client);
    await delay(client.random.between(0, restMs));
  }
  client.close();
};

/** Runs the first act that has a pending complaint, starting at a random one. */
const anyOf = async (client: Client, list: readonly Act[]): Promise<boolean> => {
  const from = client.random.between(0, list.length - 1);
  for (const act of [...list.slice(from), ...list.slice(0, from)]) if (await act.run(client)) return true;
  return false;
};

const watch = async (time: BusinessTime, http: Http, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    const before = performance.now();
    const answer = await http.send({ method: 'GET', path: '/dev/clock' }).catch(() => null);
    const after = performance.now();
    if (answer?.status === 200 && after - before < quickMs)
      time.record((before + after) / 2, new Date((answer.body as Schemas['DevClock']).now));
    await delay(clockEveryMs);
  }
  http.close();
};
