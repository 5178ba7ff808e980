import { storedHolder } from '@tuntas/complaint/view';
import type { ClockHolder } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import type { BusinessTime } from '@tuntas/kernel';
import { dateIn, liesIn, type ReferenceData, type Tenant } from '@tuntas/reference';
import { labelOf, nothing, type SummaryGroup } from '../domain/group-labels.js';
import type { Sentence } from '../domain/timeline-sentences.js';
import { Bound } from './bound.js';
import type { Cards } from './cards.js';

export { summaryGroups } from '../domain/group-labels.js';

/** Which clocks; several values mean any of them. */
export interface SummaryFilter {
  readonly office?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  /** A region and everything in it. */
  readonly region?: readonly string[] | undefined;
  readonly classification?: readonly string[] | undefined;
  readonly name?: readonly string[] | undefined;
  /** Whose duty or window they are: office, coordinator, citizen, or ladder for the holder of a level. */
  readonly runsFor?: readonly ClockHolder[] | undefined;
  /** Started then or later. */
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
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

const anyOf =
  (column: string) =>
  (values: readonly string[], bind: Bind): string =>
    `k.${column} = ANY(${bind(values)})`;
const conditions = {
  office: anyOf('office'),
  category: anyOf('category'),
  classification: anyOf('classification'),
  name: anyOf('name'),
  region: (codes: readonly string[], bind: Bind): string => liesIn('k.region', `${bind(codes)}::text[]`),
} as const;
const all = (...every: readonly string[]): string => every.join(' AND ') || 'true';

const dayMs = 86_400_000;

/**
 * Sums of what is counted of the clocks. Gone through one by one are those that are due soon, those within the hour in
 * which a quantile lies, those of a month that the period cuts, and where some of the clocks are asked for, these.
 */
export class SlaSummary {
  constructor(
    private readonly database: Database,
    private readonly cards: Cards,
    private readonly time: BusinessTime,
    private readonly reference: ReferenceData,
    private readonly tenant: Pick<Tenant, 'utcOffsetMinutes'>,
  ) {}

  async by(group: SummaryGroup, filter: SummaryFilter): Promise<Summary> {
    const asOf = await this.cards.asOf(); // before the sums, so that it never promises what they lack
    const soon = new Date((await this.time.now()).getTime() + dayMs);
    const { bind, values } = new Bound();
    const [from, to] = [filter.from ?? null, filter.to ?? null];
    const filters = (Object.keys(conditions) as (keyof typeof conditions)[]).flatMap(name =>
      filter[name] === undefined ? [] : [conditions[name](filter[name], bind)],
    );
    // which tallies know too
    const ofThese = filter.runsFor === undefined ? [] : [anyOf('runs_for')(filter.runsFor.map(storedHolder), bind)];
    const asked = all(...ofThese, ...filters, ...startedWithin(from, to, bind));
    const each = (which: string): string => `
      SELECT k.${group} AS key, k.status, k.worked_minutes / 60 AS worked_hours, count(*) AS clocks FROM queries.clocks k WHERE ${which} GROUP BY 1, 2, 3`;
    const tallied = (): string => {
      const { months, rest } = this.wholeMonths(from, to, bind);
      return `
        SELECT k.key, k.status, k.worked_hours, sum(k.clocks) AS clocks FROM queries.clock_tallies k WHERE ${all(`k.grouping = '${group}'`, ...ofThese, ...months)} GROUP BY 1, 2, 3
        UNION ALL ${each(all(...ofThese, `(${rest})`))}`;
    };
    const figures = await this.database.unprepared<SummaryFigures & { readonly [column: string]: unknown }>(
      `
      WITH cells AS (${filters.length > 0 ? each(asked) : tallied()}), counts AS (
        SELECT key, coalesce(sum(clocks) FILTER (WHERE status = 'running'), 0)::bigint AS running,
          coalesce(sum(clocks) FILTER (WHERE status = 'breached'), 0)::bigint AS breached, coalesce(sum(clocks) FILTER (WHERE status = 'met'), 0)::bigint AS met
        FROM cells GROUP BY key
      ), due AS (
        SELECT k.${group} AS key, count(*) AS clocks FROM queries.clocks k WHERE k.status = 'running' AND k.due_at <= ${bind(soon)} AND ${asked} GROUP BY 1
      ), worked AS (
        SELECT key, worked_hours, sum(clocks) AS clocks FROM cells WHERE worked_hours IS NOT NULL GROUP BY key, worked_hours
      ), ranked AS (
        SELECT key, worked_hours, clocks, sum(clocks) OVER (PARTITION BY key ORDER BY worked_hours) AS upto, sum(clocks) OVER (PARTITION BY key) AS total FROM worked
      ), quantiles AS (
        SELECT r.key, q.tenths, (
          SELECT k.worked_minutes FROM queries.clocks k
          WHERE k.${group} = r.key AND k.worked_minutes BETWEEN 60 * r.worked_hours AND 60 * r.worked_hours + 59 AND ${asked}
          ORDER BY k.worked_minutes LIMIT 1 OFFSET (ceil(q.tenths * r.total / 10) - (r.upto - r.clocks) - 1)::bigint) AS minutes
        FROM ranked r CROSS JOIN (VALUES (5), (9)) AS q (tenths)
        WHERE 10 * r.upto >= q.tenths * r.total AND 10 * (r.upto - r.clocks) < q.tenths * r.total
      )
      SELECT nullif(c.key, '') AS key, c.running, coalesce(d.clocks, 0) AS "dueWithin24Hours", c.breached, c.met, median.minutes AS "medianMinutes", p90.minutes AS "p90Minutes"
      FROM counts c LEFT JOIN due d USING (key)
      LEFT JOIN quantiles median ON median.key = c.key AND median.tenths = 5 LEFT JOIN quantiles p90 ON p90.key = c.key AND p90.tenths = 9
      ORDER BY nullif(c.key, '') COLLATE "C" NULLS LAST`,
      values,
    );
    const { offices, categories, regions } = await this.reference.tables();
    const nameOf: Readonly<Partial<Record<SummaryGroup, (code: string) => Sentence | undefined>>> = {
      office: code => bothWays(offices.get(code)?.name),
      region: code => bothWays(regions.get(code)?.name),
      category: code => {
        const category = categories.get(code);
        return category && { id: category.labelId, en: category.labelEn };
      },
    };
    return {
      asOf,
      groups: figures.map(each => ({
        ...each,
        label: each.key === null ? nothing[group] : (nameOf[group]?.(each.key) ?? labelOf(group, each.key)),
      })),
    };
  }

  /** Conditions over a tally for the whole months of a period, and over a clock for what is left beside them. */
  private wholeMonths(
    from: Date | null,
    to: Date | null,
    bind: Bind,
  ): { readonly months: readonly string[]; readonly rest: string } {
    const first =
      from && this.beginOf(from) < from ? this.beginOf(new Date(this.beginOf(from).getTime() + 32 * dayMs)) : from;
    const end = to && this.beginOf(to);
    const rest =
      first && end && first > end
        ? [startedWithin(from, to, bind)]
        : [
            ...(from && first! > from ? [startedWithin(from, first, bind)] : []),
            ...(to && end! < to ? [startedWithin(end, to, bind)] : []),
          ];
    return {
      months: [
        ...(first ? [`k.period >= ${bind(this.monthOf(first))}`] : []),
        ...(end ? [`k.period < ${bind(this.monthOf(end))}`] : []),
      ],
      rest: rest.map(each => `(${all(...each)})`).join(' OR ') || 'false',
    };
  }

  /** `2026-03`, in the tenant's zone. */
  private monthOf(at: Date): string {
    return dateIn(this.tenant, at).slice(0, 7);
  }

  /** The beginning of the month in which an instant lies. */
  private beginOf(at: Date): Date {
    return this.midnightOf(`${this.monthOf(at)}-01`);
  }

  /** The instant at which a date begins in the tenant's zone. */
  private midnightOf(date: string): Date {
    return new Date(Date.parse(`${date}T00:00:00Z`) - this.tenant.utcOffsetMinutes * 60_000);
  }
}

const startedWithin = (from: Date | null, to: Date | null, bind: Bind): string[] => [
  ...(from ? [`k.started_at >= ${bind(from)}`] : []),
  ...(to ? [`k.started_at < ${bind(to)}`] : []),
];

const bothWays = (name: string | undefined): Sentence | undefined =>
  name === undefined ? undefined : { id: name, en: name };
