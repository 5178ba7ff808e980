import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { clockLabels } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import {
  countSchema,
  CurrentActor,
  idParam,
  languageOf,
  Operation,
  pageOf,
  type IdParam,
  type Language,
} from '@tuntas/platform';
import { ClockRegister, cursorOf, type ListedClock } from '../use-cases/clock-register.js';
import { ExplainClock } from '../use-cases/explain-clock.js';
import { countQuery, listExample, listQuery, listSchema } from './clock-schemas.js';
import { clockExplanationExample, clockExplanationSchema, explained } from './explain-schemas.js';

const labelled = (clock: ListedClock, language: Language) => ({ ...clock, label: clockLabels[clock.name][language] });

const reading = {
  tag: 'SLA',
  roles: ['coordinator', 'auditor', 'sla_operator', 'office_head', 'officer'] as const,
  problems: [400],
};

/** The clocks of all complaints that the reader may reach. The subject is included for readers who may read texts. */
@Controller('v1/sla/clocks')
export class ClocksController {
  constructor(
    private readonly register: ClockRegister,
    private readonly explaining: ExplainClock,
  ) {}

  @Get()
  @Operation({
    ...reading,
    id: 'listClocks',
    summary: 'List the clocks of the complaints within reach, ordered by due instant',
    answer: listSchema,
    example: { answer: listExample },
    description: 'Users of an office see the clocks of the complaints that it is currently responsible for.',
  })
  async list(
    @Query({ schema: listQuery }) { sort: requestedSort, limit, cursor, ...filter }: z.infer<typeof listQuery>,
    @CurrentActor() reader: Actor,
    @Headers() headers: FastifyRequest['headers'],
  ): Promise<object> {
    const sort = requestedSort ?? cursor?.sort ?? 'dueAt';
    const { items, next } = pageOf(await this.register.list(reader, filter, sort, cursor, limit + 1), limit, last =>
      cursorOf(sort, last),
    );
    const language = languageOf(headers);
    return { items: items.map(clock => labelled(clock, language)), next };
  }

  @Get('count')
  @Operation({
    ...reading,
    id: 'countClocks',
    summary: 'Count the clocks that match the filters',
    answer: countSchema,
    example: { answer: { count: 42 } },
  })
  async count(
    @Query({ schema: countQuery }) filter: z.infer<typeof countQuery>,
    @CurrentActor() reader: Actor,
  ): Promise<object> {
    return { count: await this.register.count(reader, filter) };
  }

  @Get(':id/explanation')
  @Operation({
    ...reading,
    id: 'explainClock',
    summary: 'Explain the due instant of a clock: days counted and skipped, changes and pauses',
    answer: clockExplanationSchema,
    problems: [400, 404],
    codes: { 404: ['sla-clock.unknown'] },
    example: { answer: clockExplanationExample },
  })
  async explain(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentActor() reader: Actor,
    @Headers() headers: FastifyRequest['headers'],
  ): Promise<object> {
    const { clock, ...explanation } = explained(await this.explaining.execute(id, reader));
    return { ...explanation, clock: labelled(clock, languageOf(headers)) };
  }
}
