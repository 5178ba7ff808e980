import { setTimeout as pause } from 'node:timers/promises';
import { BuiltCity } from './built-city.js';
import { unless, type Figure } from './figure.js';
import { accepted, after, idOf, latencies, lodge, lodgeSteadily, type Called } from './lodging.js';
import { spreadOf } from './spread.js';

const lightPerSecond = 5;
const measureMs = 10_000;
const closedClients = 64;
/** Number of consecutive lodgings of which nine tenths must be faster than the p99 before the overload. */
const window = 25;
const normalWithin = 60;
const patienceMs = 300_000;

/**
 * Measures a load far above the capacity: accepted lodgings are stored, the others are refused with Retry-After, and
 * the system recovers soon.
 */
export const overload: Figure = {
  name: 'overload',
  of: 'times the rate that the system bears',
  usually: 10,
  measure: ({ count, log, minutes }, say, signal) =>
    BuiltCity.during({ log }, '2026-03-17T09:00:00+08:00', signal, async city => {
      const { caller } = city;
      const ms = Math.min(measureMs, minutes * 60_000);
      await lodgeSteadily(caller, 'warm', lightPerSecond, after(ms / 2));
      const light = await lodgeSteadily(caller, 'light', lightPerSecond, after(ms));
      const bearable = await mostOf(city, ms);
      await city.untilQuiet();
      const before = await city.number('SELECT count(*) FROM complaints.complaints');
      say(`capacity ${bearable.toFixed(0)} lodgings a second; now ${(count * bearable).toFixed(0)} for ${minutes} min`);

      const startedAt = performance.now();
      const rushing = lodgeSteadily(caller, 'rush', count * bearable, after(minutes * 60_000));
      await pause(minutes * 60_000);
      say('overload ended; light load again');
      const [rush, normalSeconds] = await Promise.all([rushing, untilNormal(city, spreadOf(latencies(light)).p99)]);
      const seconds = (Math.max(...rush.map(({ at }) => at)) - startedAt) / 1000;
      await city.untilQuiet();

      const kept = accepted(rush).map(idOf);
      const refused = rush.filter(({ answer }) => answer?.status === 503 || answer?.status === 429);
      const unknown = rush.filter(({ answer }) => answer === null);
      const lost =
        kept.length -
        (await city.number('SELECT count(*) FROM complaints.complaints WHERE id = ANY($1::uuid[])', [kept]));
      const there = await city.number(
        `SELECT count(*) FROM complaints.texts WHERE field = 'description' AND body LIKE '%rush-%'`,
      );
      const impolite = refused.filter(({ answer }) => !(Number(answer!.headers['retry-after']) > 0)).length;
      const others = rush.length - kept.length - refused.length - unknown.length;
      const unassigned = await city.number('SELECT count(*) FROM complaints.complaints WHERE office IS NULL');
      return {
        facts: {
          bearablePerSecond: bearable,
          askedPerSecond: rush.length / seconds,
          seconds,
          asked: rush.length,
          accepted: kept.length,
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
          ...unless(lost === 0, `${lost} accepted complaints are not there`),
          ...unless(impolite === 0, `${impolite} refusals without Retry-After`),
          ...unless(
            there >= kept.length && there <= kept.length + unknown.length + others,
            `${there} complaints of the rush are there, ${kept.length} were accepted`,
          ),
          ...unless(others === 0, `${others} answers are neither accepted nor refused: ${statuses(rush)}`),
          ...unless(unassigned === 0, `${unassigned} were forgotten by the rules`),
          ...unless(kept.length > 0 && refused.length > 0, 'it was no overload'),
        ],
        missed: [
          ...unless(normalSeconds <= normalWithin, `normal after ${normalSeconds.toFixed(1)} s, not ${normalWithin} s`),
          ...unless(
            rush.length / seconds >= 0.8 * count * bearable,
            `the clients themselves managed only ${(rush.length / seconds).toFixed(0)} calls a second of ${(count * bearable).toFixed(0)}`,
          ),
        ],
        counted: `answers as the clients got them, complaints by SQL; normal = of ${window} lodgings in a row nine tenths as quick as the slowest hundredth of the light load before.`,
      };
    }),
};

/** Measures the capacity: lodgings per second with a fixed number of closed-loop clients. */
const mostOf = async ({ caller }: BuiltCity, ms: number): Promise<number> => {
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
  const calls: Called[] = [];
  for (let round = 0; ; round += 1) {
    calls.push(...(await lodgeSteadily(caller, `again-${round}`, lightPerSecond, after(1_000))));
    const normal = firstNormal(calls, p99);
    if (normal) return (normal.at - startedAt) / 1000;
    if (performance.now() - startedAt > patienceMs) return Infinity;
  }
};

const firstNormal = (calls: readonly Called[], p99: number): Called | undefined =>
  calls.find((_, i) => {
    const some = calls.slice(i, i + window);
    return (
      some.length === window &&
      some.every(({ answer }) => answer?.status === 201) &&
      some.filter(({ answer }) => answer!.ms <= p99).length >= window * 0.9
    );
  });

const statuses = (calls: readonly Called[]): string =>
  JSON.stringify(
    calls.reduce<Record<string, number>>((counts, { answer }) => {
      const status = answer === null ? 'none' : String(answer.status);
      return { ...counts, [status]: (counts[status] ?? 0) + 1 };
    }, {}),
  );
