import { Controller, Get, Headers, Query } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { languageOf, Operation } from '@tuntas/platform';
import { SlaSummary } from '../storage/sla-summary.js';
import { summaryExample, summaryQuery, summaryRows, summarySchema, type SummaryQuery } from './sla-summary-schemas.js';

/**
 * Endpoint of the SLA summary of the city. It belongs to the read side although its path is under `v1/sla`
 * (docs/decisions/0018-clock-summary-as-counters.md).
 */
@Controller('v1/sla/summary')
export class SlaSummaryController {
  constructor(private readonly summary: SlaSummary) {}

  @Get()
  @Operation({
    id: 'summarizeClocks',
    tag: 'SLA',
    summary: 'Summarize clocks by group: running, due soon, met, breached, and time taken',
    answer: summarySchema,
    rows: summaryRows,
    problems: [400],
    roles: ['sla_operator', 'coordinator', 'auditor'],
    example: { answer: summaryExample },
    description:
      'Counts the duties of offices by default. `runsFor` and `name` select other clocks: duties of the coordinator, windows of the citizen, the ladder clock of each level. Without `from` the summary covers the whole history. Filter by `name` to compare duties of the same length. With `Accept: text/csv` each group is a row.',
  })
  async by(
    @Query({ schema: summaryQuery }) { groupBy, runsFor, ...filter }: SummaryQuery,
    @Headers() headers: FastifyRequest['headers'],
  ): Promise<z.infer<typeof summarySchema>> {
    const { asOf, groups } = await this.summary.by(groupBy, {
      ...filter,
      runsFor: runsFor ?? (filter.name ? undefined : ['office']),
    });
    const language = languageOf(headers);
    return {
      asOf: asOf?.toISOString() ?? null,
      groups: groups.map(({ key, label, running, dueWithin24Hours, breached, met, medianMinutes, p90Minutes }) => ({
        key,
        label: label[language],
        running,
        dueWithin24Hours,
        breached,
        met,
        compliancePercent: met + breached === 0 ? null : hundredths(100 * met, met + breached),
        medianWorkingHours: hoursOf(medianMinutes),
        p90WorkingHours: hoursOf(p90Minutes),
      })),
    };
  }
}

/** Divides and rounds half up to two decimals. */
const hundredths = (dividend: number, divisor: number): number => Math.round((100 * dividend) / divisor) / 100;
const hoursOf = (minutes: number | null): number | null => (minutes === null ? null : hundredths(minutes, 60));
