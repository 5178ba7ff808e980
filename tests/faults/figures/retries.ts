import { setTimeout as pause } from 'node:timers/promises';
import { BuiltCity } from './built-city.js';
import type { Answer } from './http-client.js';
import { unless, type Figure } from './figure.js';
import { lodge, officer } from './lodging.js';

const copies = 50;
/** Keeps the concurrency below the limit of a process; refused requests are retried. */
const keysAtOnce = 4;
const restMs = 100;

/** Measures that a retry has one effect: every key many times concurrently, for lodging and for acceptance. */
export const retries: Figure = {
  name: 'retries',
  of: `keys, each sent ${copies} times at once, for lodging and for an act`,
  usually: 1_000,
  measure: ({ count, log }, print, signal) =>
    BuiltCity.during({ log }, '2026-03-17T09:00:00+08:00', signal, async city => {
      const { caller } = city;
      let refused = 0;
      let unequal = 0;
      const once = async (send: () => Promise<Answer>): Promise<Answer> => {
        for (; ; await pause(restMs)) {
          const answer = await send().catch(() => null);
          if (answer && answer.status < 300) return answer;
          if (
            answer &&
            answer.status < 500 &&
            answer.status !== 429 &&
            !answer.text.includes('idempotency.still-running')
          )
            throw new Error(`refused: ${answer.status} ${answer.text}`);
          refused += 1;
        }
      };
      const atOnce = async (send: () => Promise<Answer>): Promise<Answer> => {
        const answers = await Promise.all(Array.from({ length: copies }, () => once(send)));
        if (new Set(answers.map(comparable)).size !== 1) unequal += 1;
        return answers[0]!;
      };
      const ids: string[] = [];
      await eachOf(count, async n => {
        ids[n] = (JSON.parse((await atOnce(() => lodge(caller, `lodge-${n}`))).text) as { id: string }).id;
      });
      print('lodged; now one act on each complaint');
      await city.untilTrue('SELECT NOT EXISTS (SELECT FROM complaints.complaints WHERE office IS NULL)');
      await eachOf(count, async n => {
        await atOnce(() => caller.post(`/v1/complaints/${ids[n]}/acceptance`, {}, { as: officer, key: `accept-${n}` }));
      });
      await city.untilQuiet();

      const audited = (type: string): Promise<number> =>
        city.number('SELECT count(*) FROM audit.entries WHERE type = $1', [type]);
      const facts = {
        keys: 2 * count,
        posts: 2 * count * copies,
        refused,
        unequal,
        answered: new Set(ids).size,
        complaints: await city.number('SELECT count(*) FROM complaints.complaints'),
        identities: await city.number('SELECT count(*) FROM vault.identities'),
        lodged: await audited('complaint.lodged.v1'),
        taken: await audited('complaint.accepted.v1'),
        acts: await city.number(
          `SELECT count(*)
           FROM complaints.complaints, jsonb_array_elements(history) AS fact
           WHERE fact->>'act' = 'accept'`,
        ),
      };
      const everyOne = ['answered', 'complaints', 'identities', 'lodged', 'taken', 'acts'] as const;
      return {
        facts,
        missed: [],
        broken: [
          ...everyOne.flatMap(name => unless(facts[name] === count, `${name} is ${facts[name]}, not ${count}`)),
          ...unless(unequal === 0, `${unequal} keys got answers that differ`),
        ],
        counted:
          'rows, history and audited events by SQL; answers by status, ETag, Location and bytes; refused ones were sent again.',
      };
    }),
};

const comparable = ({ status, headers, text }: Answer): string =>
  JSON.stringify([status, headers.etag, headers.location, headers['content-type'], text]);

const eachOf = async (count: number, work: (n: number) => Promise<void>): Promise<void> => {
  let next = 0;
  await Promise.all(
    Array.from({ length: keysAtOnce }, async () => {
      for (let n = next++; n < count; n = next++) await work(n);
    }),
  );
};
