import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Operation } from '@tuntas/platform';
import { GetQuarterlyStatistics } from '../use-cases/get-quarterly-statistics.js';
import {
  statisticsExample,
  statisticsOf,
  statisticsQuery,
  statisticsRows,
  statisticsSchema,
} from './statistics-schema.js';

/** Endpoint of the quarterly statistics of the Ombudsman. */
@Controller('v1/ombudsman/statistics')
export class StatisticsController {
  constructor(private readonly getQuarterlyStatistics: GetQuarterlyStatistics) {}

  @Get()
  @Operation({
    id: 'getOmbudsmanStatistics',
    tag: 'Ombudsman',
    roles: ['ombudsman', 'auditor'],
    answer: statisticsSchema,
    rows: statisticsRows,
    problems: [400, 422],
    codes: { 422: ['statistics.quarter-ahead'] },
    summary:
      'Get the case statistics of a quarter by maladministration, office, region, age, stage, outcome and admissibility',
    description:
      'Computed from the recorded stages of every case, so the figures of a past quarter do not change. ' +
      'The current quarter is counted up to now. A quarter that has not begun returns 422. With `Accept: text/csv` each figure is a row.',
    example: { answer: statisticsExample },
  })
  async quarter(@Query({ schema: statisticsQuery }) { quarter }: z.infer<typeof statisticsQuery>): Promise<object> {
    return statisticsOf(await this.getQuarterlyStatistics.execute(quarter));
  }
}
