import type { Database } from '@tuntas/database';
import type { Clock } from '@tuntas/kernel';
import { dateIn, liesIn, type ReferenceData, type Tenant } from '@tuntas/reference';
import { labelOf, nothing, type SummaryGroup } from '../domain/group-labels.js';
import type { Sentence } from '../domain/timeline-sentences.js';
import { Bound } from './bound.js';
import type { Cards } from './cards.js';

/** Which clocks; several values mean any of them. */
export interface SummaryFilter {
  readonly office?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  /** A region and everything in it. */
  readonly region?: readonly string[] | undefined;
  readonly classification?: readonly string[] | undefined;
  readonly name?: readonly string[] | undefined;
  /** Started then or later: an instant, or a date, which begins at midnight in the tenant's zone. */
  readonly from?: string | undefined;
  /** Exclusive. */
  readonly to?: string | undefined;
}

/** The figures of one group; how they are defined stands in the schema of the answer. */
export interface SummaryFigures {
  readonly key: string | null;
  readonly running: number;
  readonly dueWithin24Hours: number;
  readonly breached: number;
  readonly met: number;
  /** Working time until the duty was met, in full minutes. */
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
}
export interface Summary {
  readonly asOf: Date | null;
  /** By key, what has none last. */
  readonly groups: readonly (SummaryFigures & { readonly label: Sentence })[];
}

type Bind = (value: unknown) => string;

const keys: Readonly<Record<SummaryGroup, string>> = {
  office: 'k.office', category: 'k.category', region: 'k.region_code', classification: 'k.classification', period: `to_char(k.day, 'YYYY-MM')`,
};
const anyOf = (column: string) => (values: readonly string[], bind: Bind): string => `k.${column} = ANY(${bind(values)})`;
const conditions = {
  office: anyOf('office'), category: anyOf('category'), classification: anyOf('classification'), name: anyOf('name'),
  region: (codes: readonly string[], bind: Bind): string => liesIn('k.region_code', `${bind(codes)}::text[]`),
} as const;

const dayMs = 86_400_000;
/** No clock starts outside; beyond it dates have no four-digit year. */
const [earliest, latest] = [Date.parse('1900-01-01'), Date.parse('2900-01-01')];

/** Sums of what is counted of the clocks; nothing is gone through one by one but what is due soon, and the ends of a period that cut a day. */
export class SlaSummary {
  constructor(
    private readonly database: Database, private readonly cards: Cards, private readonly clock: Clock, private readonly reference: ReferenceData,
    private readonly tenant: Pick<Tenant, 'utcOffsetMinutes'>) {}

  async by(group: SummaryGroup, filter: SummaryFilter): Promise<Summary> {
    const asOf = await this.cards.asOf(); // before the sums, so that it never promises what they lack
    const soon = new Date((await this.clock.now()).getTime() + dayMs);
    const { bind, values } = new Bound();
    const wanted = (Object.keys(conditions) as (keyof typeof conditions)[])
      .flatMap(name => (filter[name] === undefined ? [] : [conditions[name](filter[name], bind)]));
    const { days, started, cut } = this.period(filter, bind);
    const [tallied, single, due] = [[...wanted, ...days], [...wanted, cut], [...wanted, ...started]].map(all => all.join(' AND ') || 'true');
    const counted = (key: string) => `${key} AS key, k.status, k.worked_minutes`;
    const figures = await this.database.unprepared<SummaryFigures & { readonly [column: string]: unknown }>(`
      WITH cells AS (
        SELECT ${counted(keys[group])}, k.clocks FROM queries.clock_tallies k WHERE ${tallied}
        UNION ALL SELECT ${counted(keys[group])}, 1 FROM queries.clocks k WHERE ${single}
      ), counts AS (
        SELECT key, coalesce(sum(clocks) FILTER (WHERE status = 'running'), 0)::bigint AS running,
          coalesce(sum(clocks) FILTER (WHERE status = 'breached'), 0)::bigint AS breached, coalesce(sum(clocks) FILTER (WHERE status = 'met'), 0)::bigint AS met
        FROM cells GROUP BY key
      ), due AS (
        SELECT ${keys[group]} AS key, count(*) AS clocks FROM queries.clocks k WHERE k.status = 'running' AND k.due_at <= ${bind(soon)} AND ${due} GROUP BY 1
      ), worked AS (
        SELECT key, worked_minutes, sum(clocks) AS clocks FROM cells WHERE worked_minutes IS NOT NULL GROUP BY key, worked_minutes
      ), ranked AS (
        SELECT key, worked_minutes, sum(clocks) OVER (PARTITION BY key ORDER BY worked_minutes) AS upto, sum(clocks) OVER (PARTITION BY key) AS total FROM worked
      ), quantiles AS (
        SELECT key, min(worked_minutes) FILTER (WHERE upto * 2 >= total) AS median, min(worked_minutes) FILTER (WHERE upto * 10 >= total * 9) AS p90
        FROM ranked GROUP BY key
      )
      SELECT c.key, c.running, coalesce(d.clocks, 0) AS "dueWithin24Hours", c.breached, c.met, q.median AS "medianMinutes", q.p90 AS "p90Minutes"
      FROM counts c LEFT JOIN due d ON d.key IS NOT DISTINCT FROM c.key LEFT JOIN quantiles q ON q.key IS NOT DISTINCT FROM c.key
      ORDER BY c.key COLLATE "C" NULLS LAST`, values);
    const { offices, categories, regions } = await this.reference.tables();
    const nameOf: Readonly<Partial<Record<SummaryGroup, (code: string) => Sentence | undefined>>> = {
      office: code => bothWays(offices.get(code)?.name), region: code => bothWays(regions.get(code)?.name),
      category: code => { const category = categories.get(code); return category && { id: category.labelId, en: category.labelEn }; },
    };
    return { asOf, groups: figures.map(each => ({ ...each, label: each.key === null ? nothing[group] : nameOf[group]?.(each.key) ?? labelOf(group, each.key) })) };
  }

  /** Conditions over a tally for the whole days of the period, over a clock for all of it, and over a clock for the rest beside the whole days. */
  private period(filter: SummaryFilter, bind: Bind): { readonly days: readonly string[]; readonly started: readonly string[]; readonly cut: string } {
    const [from, to] = [this.instantOf(filter.from), this.instantOf(filter.to)];
    const firstDay = from && this.midnightOf(dateIn(this.tenant, new Date(from.getTime() + dayMs - 1)));
    const endOfDays = to && this.midnightOf(dateIn(this.tenant, to));
    const within = (after: Date | null, before: Date | null): string[] => [
      ...(after ? [`k.started_at >= ${bind(after)}`] : []), ...(before ? [`k.started_at < ${bind(before)}`] : [])];
    const rest = firstDay && endOfDays && firstDay > endOfDays ? [within(from, to)]
      : [...(from && firstDay! > from ? [within(from, firstDay)] : []), ...(to && endOfDays! < to ? [within(endOfDays, to)] : [])];
    return {
      days: [...(firstDay ? [`k.day >= ${bind(dateIn(this.tenant, firstDay))}`] : []), ...(endOfDays ? [`k.day < ${bind(dateIn(this.tenant, endOfDays))}`] : [])],
      started: within(from, to),
      cut: rest.length === 0 ? 'false' : `(${rest.map(each => `(${each.join(' AND ')})`).join(' OR ')})`,
    };
  }

  private instantOf(text: string | undefined): Date | null {
    if (text === undefined) return null;
    const instant = text.includes('T') ? new Date(text) : this.midnightOf(text);
    return new Date(Math.min(latest, Math.max(earliest, instant.getTime())));
  }

  /** The instant at which a date begins in the tenant's zone. */
  private midnightOf(date: string): Date { return new Date(Date.parse(`${date}T00:00:00Z`) - this.tenant.utcOffsetMinutes * 60_000); }
}

const bothWays = (name: string | undefined): Sentence | undefined => name === undefined ? undefined : { id: name, en: name };
