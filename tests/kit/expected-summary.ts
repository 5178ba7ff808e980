import type { City } from './city.js';

/** The query of a clock summary. */
export interface SummaryQuery {
  readonly groupBy: 'office' | 'category' | 'region' | 'classification' | 'period';
  readonly from?: string;
  readonly to?: string;
  readonly only?: Readonly<Record<string, string>>;
}
interface Clock {
  readonly office: string | null;
  readonly category: string | null;
  readonly region: string | null;
  readonly classification: string;
  readonly name: string;
  readonly runsFor: string;
  readonly status: string;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly workedMs: number | null;
}

const hourMs = 3_600_000;
/** Midnight of a date in Banjarmasin. */
const instantOf = (text: string): number => Date.parse(text.includes('T') ? text : `${text}T00:00:00+08:00`);
const monthOf = (at: Date): string => new Date(at.getTime() + 8 * hourMs).toISOString().slice(0, 7);
const decimals = (value: number): number => Math.round(value * 100) / 100;

/** All clocks of the SLA service, with the attributes of their complaints. */
const clocksOf = (city: City): Promise<Clock[]> =>
  city.sql(
    `SELECT k.office, c.category, c.region_code AS region, c.classification, k.name, k.runs_for AS "runsFor", k.status,
       k.started_at AS "startedAt", k.due_at AS "dueAt", k.worked_ms::float8 AS "workedMs"
     FROM sla.clocks k
     JOIN complaints.complaints c ON c.id = k.complaint_id`,
  );

/**
 * Computes the groups of a summary from the individual clocks.
 * @param now business time of the query
 */
export const expectedSummary = async (
  city: City,
  { groupBy, from, to, only = {} }: SummaryQuery,
  now: Date,
): Promise<object[]> => {
  const keyOf = (time: Clock): string | null => (groupBy === 'period' ? monthOf(time.startedAt) : time[groupBy]);
  const isIn = (region: string | null, wanted: string): boolean =>
    region === wanted || (region ?? '').startsWith(`${wanted}.`);
  // By default, the duties of offices.
  const conditions = 'runsFor' in only || 'name' in only ? only : { ...only, runsFor: 'office' };
  const clocks = (await clocksOf(city)).filter(
    clock =>
      (from === undefined || clock.startedAt.getTime() >= instantOf(from)) &&
      (to === undefined || clock.startedAt.getTime() < instantOf(to)) &&
      Object.entries(conditions).every(([name, wanted]) =>
        name === 'region'
          ? isIn(clock.region, wanted)
          : clock[name as keyof Clock] === (name === 'runsFor' && wanted === 'ladder' ? 'holder' : wanted),
      ),
  );
  const keys = [...new Set(clocks.map(keyOf))].sort((one, other) =>
    one === null ? 1 : other === null ? -1 : one < other ? -1 : 1,
  );
  return keys.map(key => {
    const group = clocks.filter(clock => keyOf(clock) === key);
    const count = (status: string) => group.filter(clock => clock.status === status).length;
    const minutes = group
      .flatMap(({ workedMs }) => (workedMs === null ? [] : [Math.floor(workedMs / 60_000)]))
      .sort((one, other) => one - other);
    const rank = (share: number) =>
      minutes.length === 0 ? null : decimals(minutes[Math.ceil(minutes.length * share) - 1]! / 60);
    const [met, breached] = [count('met'), count('breached')];
    return {
      key,
      running: count('running'),
      breached,
      met,
      compliancePercent: met + breached === 0 ? null : decimals((100 * met) / (met + breached)),
      dueWithin24Hours: group.filter(
        ({ status, dueAt }) => status === 'running' && dueAt!.getTime() <= now.getTime() + 24 * hourMs,
      ).length,
      medianWorkingHours: rank(0.5),
      p90WorkingHours: rank(0.9),
    };
  });
};

/**
 * Compares the clock tallies of the read side with the clocks, in SQL. The result is empty once all events are
 * consumed.
 */
export const tallyDifferences = (city: City): Promise<object[]> =>
  city.sql(`
  WITH expected AS (
    SELECT g.grouping, g.key, g.period, k.status, k.runs_for, (k.worked_ms / 3600000)::integer AS worked_hours,
      count(*) AS clocks
    FROM sla.clocks k
    JOIN complaints.complaints c ON c.id = k.complaint_id
    CROSS JOIN LATERAL (SELECT to_char(k.started_at AT TIME ZONE 'Asia/Makassar', 'YYYY-MM') AS period) AS month
    CROSS JOIN LATERAL (
      VALUES ('office', coalesce(k.office, ''), month.period),
        ('category', coalesce(c.category, ''), month.period),
        ('region', coalesce(c.region_code, ''), month.period),
        ('classification', c.classification, month.period),
        ('period', month.period, month.period)
    ) AS g (grouping, key, period)
    GROUP BY 1, 2, 3, 4, 5, 6
  ),
  actual AS (SELECT grouping, key, period, status, runs_for, worked_hours, clocks FROM queries.clock_tallies)
  SELECT 'missing' AS what, * FROM (SELECT * FROM expected EXCEPT SELECT * FROM actual) AS missing
  UNION ALL
  SELECT 'extra', * FROM (SELECT * FROM actual EXCEPT SELECT * FROM expected) AS extra`);
