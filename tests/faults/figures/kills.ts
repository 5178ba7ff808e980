import { setTimeout as pause } from 'node:timers/promises';
import { randomOf } from '../lab/random.js';
import { BuiltCity } from './built-city.js';
import { unless, type Figure } from './figure.js';
import { lodge } from './lodging.js';

const clients = 48;
/** One strike for this many accepted lodgings; every seventh strike kills the database. */
const [strikeEvery, databaseEvery] = [425, 7];
const seed = 5;
const restMs = 150;
/**
 * No rule assigns a complaint without a category. It waits for the coordinator and produces a third of the events of an
 * assigned one.
 */
const forTheQueue = { category: undefined };

/**
 * Measures lodgings while services and the database are killed repeatedly; a client without a response retries under
 * the same key.
 */
export const kills: Figure = {
  name: 'kills',
  of: `accepted lodgings, with a kill -9 for every ${strikeEvery}`,
  usually: 100_000,
  measure: ({ count, log }, print, signal) =>
    BuiltCity.during({ log }, '2026-03-17T09:00:00+08:00', signal, async city => {
      const { caller } = city;
      const before = await city.number('SELECT count(*) FROM complaints.complaints');
      const accepted = new Map<string, string>();
      let [next, askedAgain] = [0, 0];
      const lodgeAll = Promise.all(
        Array.from({ length: clients }, async () => {
          for (let n = next++; n < count; n = next++) {
            for (const key = `kills-${n}-`; ; await pause(restMs), askedAgain += 1) {
              const answer = await lodge(caller, key, forTheQueue).catch(() => null);
              if (answer?.status === 201) {
                accepted.set(key, (JSON.parse(answer.text) as { id: string }).id);
                break;
              }
              if (answer && answer.status < 500 && answer.status !== 409 && answer.status !== 429)
                throw new Error(`refused: ${answer.status} ${answer.text}`);
            }
            signal.throwIfAborted();
          }
        }),
      );

      const random = randomOf(seed);
      const struck = { services: 0, database: 0 };
      const startedAt = performance.now();
      const strikeAll = (async () => {
        for (let strike = 1; strike <= Math.floor(count / strikeEvery); strike += 1) {
          while (accepted.size < (strike - 0.5) * strikeEvery) {
            signal.throwIfAborted();
            await pause(10);
          }
          if (strike % databaseEvery === 0) {
            await city.killDatabase();
            struck.database += 1;
          } else {
            city.killOne(random);
            struck.services += 1;
          }
          if (strike % 10 === 0)
            print(
              `${accepted.size} accepted, ${struck.services} services and ${struck.database} times the database killed, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
            );
        }
      })();
      await Promise.all([lodgeAll, strikeAll]);
      const seconds = (performance.now() - startedAt) / 1000;
      await city.untilQuiet();

      const stored = await city.sql<{
        id: string;
        key: string | null;
      }>(`
        SELECT c.id, substring(t.body FROM 'kills-[0-9]+-') AS key
        FROM complaints.complaints c
        LEFT JOIN complaints.texts t ON t.complaint_id = c.id AND t.field = 'description'`);
      const rows = new Map(stored.map(({ id, key }) => [id, key]));
      const lost = [...accepted].filter(([key, id]) => rows.get(id) !== key).length;
      const phantom = stored.length - before - accepted.size + lost;
      const consumed = {
        lodged: await city.number(
          `SELECT count(DISTINCT subject) FROM audit.entries WHERE type = 'complaint.lodged.v1'`,
        ),
        published: await city.number(`SELECT count(*) FROM audit.entries WHERE type = 'complaint.lodged.v1'`),
        cards: await city.number('SELECT count(*) FROM queries.cards'),
        identities: await city.number('SELECT count(*) FROM vault.identities'),
        clocks: await city.number(`SELECT count(*) FROM sla.clocks WHERE name = 'resolution' AND status = 'running'`),
      };
      const events = await city.number('SELECT count(*) FROM audit.entries');
      const gaps = await city.number(
        `SELECT count(*)
         FROM (SELECT FROM audit.entries GROUP BY source, subject HAVING count(*) <> max(sequence)) AS stream`,
      );
      return {
        facts: {
          accepted: accepted.size,
          serviceKills: struck.services,
          databaseKills: struck.database,
          askedAgain,
          seconds,
          lost,
          phantom,
          events,
          gaps,
          ...consumed,
        },
        broken: [
          ...unless(accepted.size === count, `${accepted.size} of ${count} were accepted`),
          ...unless(lost === 0, `${lost} accepted complaints are missing`),
          ...unless(phantom === 0, `${phantom} complaints exist without a response`),
          ...unless(gaps === 0, `${gaps} streams have a gap`),
          ...Object.entries(consumed).flatMap(([what, n]) =>
            unless(n === stored.length, `${what} is ${n}, not ${stored.length}`),
          ),
          ...unless(askedAgain > 0 || struck.database === 0, 'no strike had an effect'),
        ],
        missed: [],
        counted:
          "accepted = response 201; everything else by SQL when the system is quiet. Without a category, each waits in the coordinator's queue.",
      };
    }),
};
