import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { Actor, HttpResponse } from '@tuntas/kernel';
import {
  countSchema,
  CurrentActor,
  idParam,
  Operation,
  pageOf,
  Context,
  type RequestContext,
  type IdParam,
} from '@tuntas/platform';
import { ChangeCaseStage } from '../use-cases/change-case-stage.js';
import { CaseRegister } from '../use-cases/ports.js';
import {
  caseExample,
  caseSchema,
  countQuery,
  listQuery,
  listSchema,
  transitionExample,
  transitionSchema,
} from './case-schemas.js';

const readOperation = { tag: 'Ombudsman', roles: ['ombudsman', 'auditor'] as const };

/** Endpoints of the Ombudsman's cases: list, count, read, and change of stage. */
@Controller('v1/ombudsman/cases')
export class CasesController {
  constructor(
    private readonly register: CaseRegister,
    private readonly changeCaseStage: ChangeCaseStage,
  ) {}

  @Get()
  @Operation({
    ...readOperation,
    id: 'listCases',
    summary: 'List cases in the order of their opening',
    answer: listSchema,
    problems: [400],
    codes: { 403: ['search.without-texts'] },
    example: { answer: { items: [caseExample], next: null } },
  })
  async list(
    @Query({ schema: listQuery }) { limit, cursor, ...filter }: z.infer<typeof listQuery>,
    @CurrentActor() reader: Actor,
  ): Promise<object> {
    return pageOf(await this.register.list(reader, filter, cursor, limit + 1), limit, ({ openedAt, id }) => ({
      at: openedAt,
      id,
    }));
  }

  @Get('count')
  @Operation({
    ...readOperation,
    id: 'countCases',
    summary: 'Count the cases that match the same filters',
    answer: countSchema,
    problems: [400],
    codes: { 403: ['search.without-texts'] },
    example: { answer: { count: 12 } },
  })
  async count(
    @Query({ schema: countQuery }) filter: z.infer<typeof countQuery>,
    @CurrentActor() reader: Actor,
  ): Promise<object> {
    return { count: await this.register.count(reader, filter) };
  }

  @Get(':id')
  @Operation({
    ...readOperation,
    id: 'getCase',
    summary: 'Get a case',
    answer: caseSchema,
    problems: [400, 404],
    codes: { 404: ['case.unknown'] },
    answerHeaders: { ETag: 'The version of the case' },
    example: { answer: caseExample },
  })
  async one(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentActor() reader: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const found = await this.register.one(reader, id);
    reply.header('etag', `"${found.version}"`);
    return found;
  }

  @Post(':id/transitions')
  @Operation({
    id: 'changeCaseStage',
    tag: 'Ombudsman',
    summary: 'Move a case to another stage, or reopen a case that has ended',
    description:
      '`allowedTransitions` of the case lists the stages that it may move to. The tracking page shows the stage to the citizen, never the note.',
    roles: ['ombudsman'],
    answer: caseSchema,
    problems: [400, 404, 409, 412, 413, 415, 422],
    codes: { 404: ['case.unknown'], 409: ['case.transition-not-allowed'], 412: ['case.version-changed'] },
    headers: ['Idempotency-Key', 'If-Match'],
    answerHeaders: { ETag: 'The version of the case', 'Idempotency-Replayed': 'true for a repeated request' },
    example: transitionExample,
  })
  async change(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: transitionSchema }) body: z.infer<typeof transitionSchema>,
    @Context() context: RequestContext,
  ): Promise<HttpResponse> {
    return this.changeCaseStage.execute(id, body, context);
  }
}
