import { setTimeout as delay } from 'node:timers/promises';
import type { Journal } from '../lab/journal.js';
import type { Random } from '../lab/model.js';
import { acts, type Act } from './acts/index.js';
import { lodge } from './acts/lodge.js';
import { BusinessTime } from './business-time.js';
import { Client } from './client.js';
import { Docket } from './docket.js';
import { Http } from './http.js';

export interface Workload {
  /** URLs of the ways to the gateways. */
  readonly doors: () => readonly string[];
  readonly random: Random;
  readonly journal: Pick<Journal, 'began' | 'ended'>;
  /** How many act at once. */
  readonly clients: number;
  /** How many more lodge and do nothing else. */
  readonly lodgers: number;
  readonly isOver: () => boolean;
}

const clockEveryMs = 1_000;
/** A call that took longer says too little about the instant. */
const quickMs = 200;
const restMs = 20;

/** Citizens, officers, heads and coordinators act until it is over; then what was begun is ended. */
export const runClients = async ({ doors, random, journal, clients, lodgers, isOver }: Workload): Promise<void> => {
  const [docket, time] = [new Docket(), new BusinessTime()];
  const everybody = Array.from(
    { length: clients + lodgers },
    (_, i) =>
      new Client({ number: i + 1, doors, random: random.branch(`client ${i + 1}`), journal, docket, time, isOver }),
  );
  await Promise.all([
    watch(time, new Http(doors, random.branch('clock')), isOver),
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

/** The first of them, from a random one on, that has something to do. */
const anyOf = async (client: Client, list: readonly Act[]): Promise<boolean> => {
  const from = client.random.between(0, list.length - 1);
  for (const act of [...list.slice(from), ...list.slice(0, from)]) if (await act.run(client)) return true;
  return false;
};

const watch = async (time: BusinessTime, http: Http, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    const before = performance.now();
    const answer = await http.ask({ method: 'GET', path: '/dev/clock' }).catch(() => null);
    const after = performance.now();
    if (answer?.status === 200 && after - before < quickMs) time.saw((before + after) / 2, new Date(answer.body.now));
    await delay(clockEveryMs);
  }
  http.close();
};
