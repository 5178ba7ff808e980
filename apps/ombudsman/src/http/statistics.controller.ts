import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Operation } from '@tuntas/service';
import { GetQuarterlyStatistics } from '../use-cases/get-quarterly-statistics.js';
import {
  statisticsExample,
  statisticsOf,
  statisticsQuery,
  statisticsRows,
  statisticsSchema,
} from './statistics-schema.js';

/** What the Ombudsman reports of a quarter. */
@Controller('v1/ombudsman/statistics')
export class StatisticsController {
  constructor(private readonly telling: GetQuarterlyStatistics) {}

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
      'The cases of a quarter in figures: by maladministration, office, region, age, stage, outcome and admissibility',
    description:
      'Counted from the stages of every case, each with its instant, so the figures of a quarter that is over stay what they are. ' +
      'The quarter that runs is counted up to now; one that has not begun is 422. With `Accept: text/csv` each figure is a line.',
    example: { answer: statisticsExample },
  })
  async quarter(@Query({ schema: statisticsQuery }) { quarter }: z.infer<typeof statisticsQuery>): Promise<object> {
    return statisticsOf(await this.telling.execute(quarter));
  }
}
