import { Inject, Injectable } from '@nestjs/common';
import { storedHolder } from '@tuntas/complaint/view';
import type { ClockHolder, SummaryGroup } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import { BusinessTime } from '@tuntas/kernel';
import { dateIn, isInRegions, ReferenceData, Tenant } from '@tuntas/reference';
import { labelOf, labelsWithoutKey } from '../domain/group-labels.js';
import type { Sentence } from '../domain/timeline-sentences.js';
import { SqlParameters } from './sql-parameters.js';
import { Cards } from './cards.js';

/** Filters of the summarized clocks. Several values of one filter are alternatives. */
export interface SummaryFilter {
  readonly office?: readonly string[] | undefined;
  readonly category?: readonly string[] | undefined;
  /** Each region includes the regions within it. */
  readonly region?: readonly string[] | undefined;
  readonly classification?: readonly string[] | undefined;
  readonly name?: readonly string[] | undefined;
  /** Holder of the clock: office, coordinator, citizen, or ladder for the holder of an escalation level. */
  readonly runsFor?: readonly ClockHolder[] | undefined;
  /** Started at this time or later. */
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
}

/** Figures of one group. The response schema defines each figure. */
export interface SummaryFigures {
  readonly key: string | null;
  readonly running: number;
  readonly dueWithin24Hours: number;
  readonly breached: number;
  readonly met: number;
  /** Median working time until the clock was met, in full minutes. */
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
}
export interface Summary {
  readonly asOf: Date | null;
  /** Ordered by key; the group without a key comes last. */
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
  region: (codes: readonly string[], bind: Bind): string => isInRegions('k.region', `${bind(codes)}::text[]`),
} as const;
const all = (...parts: readonly string[]): string => parts.join(' AND ') || 'true';

const dayMs = 86_400_000;

/**
 * Computes the SLA summary from the tallies. It reads single clocks only for clocks that are due soon, for clocks
 * within the hour of a quantile, for months that the period covers in part, and if a filter is given that the tallies
 * lack.
 */
@Injectable()
export class SlaSummary {
  constructor(
    private readonly database: Database,
    private readonly cards: Cards,
    private readonly time: BusinessTime,
    private readonly reference: ReferenceData,
    @Inject(Tenant) private readonly tenant: Pick<Tenant, 'utcOffsetMinutes'>,
  ) {}

  async by(group: SummaryGroup, filter: SummaryFilter): Promise<Summary> {
    const asOf = await this.cards.asOf(); // read before the sums, so that they include everything up to it
    const soon = new Date((await this.time.now()).getTime() + dayMs);
    const { bind, values } = new SqlParameters();
    const [from, to] = [filter.from ?? null, filter.to ?? null];
    const filters = (Object.keys(conditions) as (keyof typeof conditions)[]).flatMap(name =>
      filter[name] === undefined ? [] : [conditions[name](filter[name], bind)],
    );
    // The tallies support only this filter and the period.
    const ofHolders = filter.runsFor === undefined ? [] : [anyOf('runs_for')(filter.runsFor.map(storedHolder), bind)];
    const matching = all(...ofHolders, ...filters, ...startedWithin(from, to, bind));
    const clockCells = (condition: string): string => `
      SELECT k.${group} AS key, k.status, k.worked_minutes / 60 AS worked_hours, count(*) AS clocks
      FROM queries.clocks k WHERE ${condition} GROUP BY 1, 2, 3`;
    const tallyCells = (): string => {
      const { months, rest } = this.wholeMonths(from, to, bind);
      return `
        SELECT k.key, k.status, k.worked_hours, sum(k.clocks) AS clocks FROM queries.clock_tallies k
        WHERE ${all(`k.grouping = '${group}'`, ...ofHolders, ...months)} GROUP BY 1, 2, 3
        UNION ALL ${clockCells(all(...ofHolders, `(${rest})`))}`;
    };
    const figures = await this.database.unprepared<SummaryFigures & { readonly [column: string]: unknown }>(
      `
      WITH cells AS (${filters.length > 0 ? clockCells(matching) : tallyCells()}), counts AS (
        SELECT key, coalesce(sum(clocks) FILTER (WHERE status = 'running'), 0)::bigint AS running,
          coalesce(sum(clocks) FILTER (WHERE status = 'breached'), 0)::bigint AS breached,
          coalesce(sum(clocks) FILTER (WHERE status = 'met'), 0)::bigint AS met
        FROM cells GROUP BY key
      ), due AS (
        SELECT k.${group} AS key, count(*) AS clocks FROM queries.clocks k
        WHERE k.status = 'running' AND k.due_at <= ${bind(soon)} AND ${matching} GROUP BY 1
      ), worked AS (
        SELECT key, worked_hours, sum(clocks) AS clocks FROM cells
        WHERE worked_hours IS NOT NULL GROUP BY key, worked_hours
      ), ranked AS (
        SELECT key, worked_hours, clocks, sum(clocks) OVER (PARTITION BY key ORDER BY worked_hours) AS upto,
          sum(clocks) OVER (PARTITION BY key) AS total
        FROM worked
      ), quantiles AS (
        SELECT r.key, q.tenths, (
          SELECT k.worked_minutes FROM queries.clocks k
          WHERE k.${group} = r.key AND k.worked_minutes BETWEEN 60 * r.worked_hours AND 60 * r.worked_hours + 59
            AND ${matching}
          ORDER BY k.worked_minutes LIMIT 1
          OFFSET (ceil(q.tenths * r.total / 10) - (r.upto - r.clocks) - 1)::bigint) AS minutes
        FROM ranked r CROSS JOIN (VALUES (5), (9)) AS q (tenths)
        WHERE 10 * r.upto >= q.tenths * r.total AND 10 * (r.upto - r.clocks) < q.tenths * r.total
      )
      SELECT nullif(c.key, '') AS key, c.running, coalesce(d.clocks, 0) AS "dueWithin24Hours", c.breached, c.met,
        median.minutes AS "medianMinutes", p90.minutes AS "p90Minutes"
      FROM counts c LEFT JOIN due d USING (key)
      LEFT JOIN quantiles median ON median.key = c.key AND median.tenths = 5
      LEFT JOIN quantiles p90 ON p90.key = c.key AND p90.tenths = 9
      ORDER BY nullif(c.key, '') COLLATE "C" NULLS LAST`,
      values,
    );
    const { offices, categories, regions } = await this.reference.tables();
    const nameOf: Readonly<Partial<Record<SummaryGroup, (code: string) => Sentence | undefined>>> = {
      office: code => sameInBoth(offices.get(code)?.name),
      region: code => sameInBoth(regions.get(code)?.name),
      category: code => {
        const category = categories.get(code);
        return category && { id: category.labelId, en: category.labelEn };
      },
    };
    return {
      asOf,
      groups: figures.map(each => ({
        ...each,
        label: each.key === null ? labelsWithoutKey[group] : (nameOf[group]?.(each.key) ?? labelOf(group, each.key)),
      })),
    };
  }

  /**
   * Splits a period into whole months and the rest.
   * @returns conditions on a tally for the whole months, and a condition on a clock for the rest
   */
  private wholeMonths(
    from: Date | null,
    to: Date | null,
    bind: Bind,
  ): { readonly months: readonly string[]; readonly rest: string } {
    const first =
      from && this.startOfMonth(from) < from
        ? this.startOfMonth(new Date(this.startOfMonth(from).getTime() + 32 * dayMs))
        : from;
    const end = to && this.startOfMonth(to);
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

  /** Returns the month of a time as `2026-03`, in the time zone of the tenant. */
  private monthOf(at: Date): string {
    return dateIn(this.tenant, at).slice(0, 7);
  }

  /** Returns the start of the month of a time. */
  private startOfMonth(at: Date): Date {
    return this.midnightOf(`${this.monthOf(at)}-01`);
  }

  /** Returns the time at which a date begins in the time zone of the tenant. */
  private midnightOf(date: string): Date {
    return new Date(Date.parse(`${date}T00:00:00Z`) - this.tenant.utcOffsetMinutes * 60_000);
  }
}

const startedWithin = (from: Date | null, to: Date | null, bind: Bind): string[] => [
  ...(from ? [`k.started_at >= ${bind(from)}`] : []),
  ...(to ? [`k.started_at < ${bind(to)}`] : []),
];

const sameInBoth = (name: string | undefined): Sentence | undefined =>
  name === undefined ? undefined : { id: name, en: name };
