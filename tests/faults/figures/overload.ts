import { setTimeout as pause } from 'node:timers/promises';
import { BuiltCity } from './built-city.js';
import { unless, type Figure } from './figure.js';
import { accepted, after, idOf, latencies, lodge, lodgeOpenLoop, type OpenLoopCall } from './lodging.js';
import { spreadOf } from './spread.js';

const lightPerSecond = 5;
const measureMs = 10_000;
const closedClients = 64;
/** Number of consecutive lodgings of which nine tenths must be faster than the p99 before the overload. */
const window = 25;
const normalWithin = 60;
const timeoutMs = 300_000;

/**
 * Measures a load far above the capacity: accepted lodgings are stored, the others are refused with Retry-After, and
 * the system recovers soon.
 */
export const overload: Figure = {
  name: 'overload',
  of: 'times the capacity of the system',
  usually: 10,
  measure: ({ count, log, minutes }, print, signal) =>
    BuiltCity.during({ log }, '2026-03-17T09:00:00+08:00', signal, async city => {
      const { caller } = city;
      const ms = Math.min(measureMs, minutes * 60_000);
      await lodgeOpenLoop(caller, 'warm', lightPerSecond, after(ms / 2));
      const light = await lodgeOpenLoop(caller, 'light', lightPerSecond, after(ms));
      const capacity = await capacityOf(city, ms);
      await city.untilQuiet();
      const before = await city.number('SELECT count(*) FROM complaints.complaints');
      print(
        `capacity ${capacity.toFixed(0)} lodgings a second; now ${(count * capacity).toFixed(0)} for ${minutes} min`,
      );

      const startedAt = performance.now();
      const rushing = lodgeOpenLoop(caller, 'rush', count * capacity, after(minutes * 60_000));
      await pause(minutes * 60_000);
      print('overload ended; light load again');
      const [rush, normalSeconds] = await Promise.all([rushing, untilNormal(city, spreadOf(latencies(light)).p99)]);
      const seconds = (Math.max(...rush.map(({ at }) => at)) - startedAt) / 1000;
      await city.untilQuiet();

      const stored = accepted(rush).map(idOf);
      const refused = rush.filter(({ answer }) => answer?.status === 503 || answer?.status === 429);
      const unknown = rush.filter(({ answer }) => answer === null);
      const lost =
        stored.length -
        (await city.number('SELECT count(*) FROM complaints.complaints WHERE id = ANY($1::uuid[])', [stored]));
      const there = await city.number(
        `SELECT count(*) FROM complaints.texts WHERE field = 'description' AND body LIKE '%rush-%'`,
      );
      const withoutRetryAfter = refused.filter(({ answer }) => !(Number(answer!.headers['retry-after']) > 0)).length;
      const others = rush.length - stored.length - refused.length - unknown.length;
      const unassigned = await city.number('SELECT count(*) FROM complaints.complaints WHERE office IS NULL');
      return {
        facts: {
          capacityPerSecond: capacity,
          askedPerSecond: rush.length / seconds,
          seconds,
          asked: rush.length,
          accepted: stored.length,
          refused: refused.length,
          unknown: unknown.length,
          others,
          othersAre: statuses(rush),
          there,
          complaintsBefore: before,
          lost,
          lightP99BeforeMs: spreadOf(latencies(light)).p99,
          rushP50Ms: spreadOf(latencies(rush)).p50,
          rushP99Ms: spreadOf(latencies(rush)).p99,
          refusedP99Ms: spreadOf(refused.map(({ answer }) => answer!.ms)).p99,
          unknownFromSeconds: unknown.length > 0 ? (unknown[0]!.at - startedAt) / 1000 : 0,
          normalSeconds,
        },
        broken: [
          ...unless(lost === 0, `${lost} accepted complaints are missing`),
          ...unless(withoutRetryAfter === 0, `${withoutRetryAfter} refusals without Retry-After`),
          ...unless(
            there >= stored.length && there <= stored.length + unknown.length + others,
            `${there} complaints of the overload are stored, ${stored.length} were accepted`,
          ),
          ...unless(others === 0, `${others} answers are neither accepted nor refused: ${statuses(rush)}`),
          ...unless(unassigned === 0, `${unassigned} were not assigned by the rules`),
          ...unless(stored.length > 0 && refused.length > 0, 'the load was no overload'),
        ],
        missed: [
          ...unless(normalSeconds <= normalWithin, `normal after ${normalSeconds.toFixed(1)} s, not ${normalWithin} s`),
          ...unless(
            rush.length / seconds >= 0.8 * count * capacity,
            `the clients reached only ${(rush.length / seconds).toFixed(0)} calls a second of ${(count * capacity).toFixed(0)}`,
          ),
        ],
        counted: `responses as received by the clients, complaints by SQL; normal = nine tenths of ${window} consecutive lodgings are faster than the p99 of the previous light load.`,
      };
    }),
};

/** Measures the capacity: lodgings per second with a fixed number of closed-loop clients. */
const capacityOf = async ({ caller }: BuiltCity, ms: number): Promise<number> => {
  const isOver = after(ms);
  const startedAt = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: closedClients }, async (_, client) => {
      for (let n = 0; !isOver(); n += 1) if ((await lodge(caller, `most-${client}-${n}`)).status === 201) done += 1;
    }),
  );
  return (done / (performance.now() - startedAt)) * 1000;
};

/** @returns seconds until the first lodging of the first window with normal latency */
const untilNormal = async ({ caller }: BuiltCity, p99: number): Promise<number> => {
  const startedAt = performance.now();
  const calls: OpenLoopCall[] = [];
  for (let round = 0; ; round += 1) {
    calls.push(...(await lodgeOpenLoop(caller, `again-${round}`, lightPerSecond, after(1_000))));
    const normal = firstNormal(calls, p99);
    if (normal) return (normal.at - startedAt) / 1000;
    if (performance.now() - startedAt > timeoutMs) return Infinity;
  }
};

const firstNormal = (calls: readonly OpenLoopCall[], p99: number): OpenLoopCall | undefined =>
  calls.find((_, i) => {
    const some = calls.slice(i, i + window);
    return (
      some.length === window &&
      some.every(({ answer }) => answer?.status === 201) &&
      some.filter(({ answer }) => answer!.ms <= p99).length >= window * 0.9
    );
  });

const statuses = (calls: readonly OpenLoopCall[]): string =>
  JSON.stringify(
    calls.reduce<Record<string, number>>((counts, { answer }) => {
      const status = answer === null ? 'none' : String(answer.status);
      return { ...counts, [status]: (counts[status] ?? 0) + 1 };
    }, {}),
  );
