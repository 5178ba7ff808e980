import { setTimeout as pause } from 'node:timers/promises';
import { BuiltCity } from './built-city.js';
import { unless, type Figure } from './figure.js';
import { after, latencies, lodgeOpenLoop, officer } from './lodging.js';
import { jumpTo, latenessOf, createMany } from './many-complaints.js';
import { spreadOf } from './spread.js';

const lodgingsPerSecond = 10;
const beforeMs = 10_000;
const aheadMs = 3_000;
/** The number of complaints that are resolved around their due time. */
const racersAtMost = 200;
/** The backlog that is normal while complaints are lodged. */
const normalBacklog = 100;
/** docs/guarantees.md G5: seconds for 100,000 clocks. */
const foundWithin = 20;

/** Measures a very large number of clocks that come due within one second, while complaints are lodged and resolved. */
export const dueAtOnce: Figure = {
  name: 'due-at-once',
  of: 'clocks due within a second',
  usually: 100_000,
  measure: ({ count, log }, print, signal) =>
    BuiltCity.during({ log }, '2026-03-17T09:00:00+08:00', signal, async city => {
      const { caller } = city;
      const { first, last } = await createMany(city, count);
      print(`${count} complaints; their due times span ${(last.getTime() - first.getTime()) / 1000} s`);
      const before = latencies(await lodgeOpenLoop(caller, 'before', lodgingsPerSecond, after(beforeMs)));
      await city.untilQuiet();
      const racers = (
        await city.sql<{ copy: string }>('SELECT copy FROM figure.copies ORDER BY copy LIMIT $1', [
          Math.min(racersAtMost, Math.ceil(count / 10)),
        ])
      ).map(({ copy }) => copy);

      const leftMs = await jumpTo(city, first, aheadMs);
      const jumpedAt = performance.now();
      let isOver = false;
      const lodging = lodgeOpenLoop(caller, 'meanwhile', lodgingsPerSecond, () => isOver);
      const racing = Promise.all(
        racers.map(async (id, n) => {
          await pause(leftMs - 1_000 + (3_000 * n) / racers.length);
          const { status } = await caller.post(
            `/v1/complaints/${id}/resolution`,
            { decision: 'granted', explanation: 'Sudah ditambal.' },
            { as: officer, key: `race-${n}` },
          );
          return status === 200;
        }),
      );
      const dueMs = leftMs + last.getTime() - first.getTime();
      const since = (): number => (performance.now() - jumpedAt - dueMs) / 1000;
      await pause(dueMs);
      await city.untilTrue('SELECT NOT EXISTS (SELECT FROM sla.heads WHERE next_due <= $1)', [last]);
      const foundSeconds = since();
      await city.untilBacklogIs(normalBacklog);
      const workedOffSeconds = since();
      isOver = true;
      const meanwhile = latencies(await lodging);
      const resolved = (await racing).filter(Boolean).length;
      await city.untilQuiet();

      const late = await latenessOf(city, first, last);
      const [lateness, calm, busy] = [
        spreadOf(late.map(({ seconds }) => seconds)),
        spreadOf(before),
        spreadOf(meanwhile),
      ];
      const figures = await readResult(city, first, last);
      const early = late.filter(({ seconds }) => seconds < 0).length;
      return {
        facts: {
          clocks: figures.clocks,
          breaches: late.length,
          metInTime: figures.met,
          foundSeconds,
          workedOffSeconds,
          lateP50Seconds: lateness.p50,
          lateP99Seconds: lateness.p99,
          lateMaxSeconds: lateness.max,
          early,
          false: figures.false,
          escalating: figures.escalating,
          raised: figures.raised,
          doubled: figures.doubled,
          resolvedMeanwhile: resolved,
          lodgingsBefore: calm.count,
          lodgingP99BeforeMs: calm.p99,
          lodgings: busy.count,
          lodgingP50Ms: busy.p50,
          lodgingP99Ms: busy.p99,
          lodgingMaxMs: busy.max,
        },
        broken: [
          ...unless(early === 0, `${early} breaches before their due instant`),
          ...unless(figures.false === 0, `${figures.false} breaches of what was met in time`),
          ...unless(
            figures.left === 0,
            `${figures.left} clocks are past their due instant and neither breached nor met nor ended`,
          ),
          ...unless(figures.missing === 0, `${figures.missing} breaches did not escalate`),
          ...unless(figures.doubled === 0, `${figures.doubled} escalations were published twice`),
          ...unless(
            figures.clocks === count &&
              late.length > 0 &&
              figures.escalating > 0 &&
              meanwhile.length > 0 &&
              resolved > 0,
            'too little activity',
          ),
        ],
        missed: unless(foundSeconds <= foundWithin, `found within ${foundSeconds.toFixed(1)} s, not ${foundWithin} s`),
        counted:
          "clocks, acts and escalations by SQL; lateness = time of the breach's event in the audit log - due instant, business time running as fast as real time; other seconds since the last was due.",
      };
    }),
};

interface DueResult {
  readonly clocks: number;
  readonly met: number;
  readonly false: number;
  readonly left: number;
  readonly escalating: number;
  readonly raised: number;
  readonly missing: number;
  readonly doubled: number;
}

/** Reads the result from the tables alone. A resolution ends or meets every earlier duty of the office. */
const readResult = async (city: BuiltCity, first: Date, last: Date): Promise<DueResult> => {
  const [row] = await city.sql<Record<keyof DueResult, string>>(
    `
    WITH due AS (
      SELECT k.*, (
        SELECT min((fact->>'at')::timestamptz)
        FROM jsonb_array_elements(c.history) AS fact
        WHERE fact->>'act' = 'resolve'
      ) AS resolved_at
      FROM sla.clocks k
      JOIN figure.copies ON copy = k.complaint_id
      JOIN complaints.complaints c ON c.id = k.complaint_id
      WHERE k.due_at BETWEEN $1 AND $2
    ), escalating AS (SELECT * FROM due WHERE status = 'breached' AND max_level > 0)
    SELECT count(*) AS clocks, count(*) FILTER (WHERE status <> 'breached') AS met,
      count(*) FILTER (WHERE status = 'breached' AND resolved_at < due_at) AS false,
      count(*) FILTER (WHERE status IN ('running', 'paused')) AS left,
      (SELECT count(*) FROM escalating) AS escalating,
      (
        SELECT count(*)
        FROM escalation.escalations e
        JOIN escalating k ON e.clock_id = k.id
        WHERE e.level = 1
      ) AS raised,
      (
        SELECT count(*)
        FROM escalating k
        WHERE resolved_at IS NULL
          AND NOT EXISTS (SELECT FROM escalation.escalations e WHERE e.clock_id = k.id AND e.level = 1)
      ) AS missing,
      (
        SELECT count(*)
        FROM (
          SELECT
          FROM audit.entries
          WHERE type = 'escalation.raised.v1'
          GROUP BY subject, leaf::jsonb->'data'->>'clockId', leaf::jsonb->'data'->>'level'
          HAVING count(*) > 1
        ) AS twice
      ) AS doubled
    FROM due`,
    [first, last],
  );
  return Object.fromEntries(Object.entries(row!).map(([name, value]) => [name, Number(value)])) as unknown as DueResult;
};
