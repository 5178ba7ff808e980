import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '@tuntas/kernel';
import {
  countSchema,
  CurrentActor,
  idParam,
  Operation,
  pageOf,
  sendResponse,
  Context,
  type RequestContext,
  type IdParam,
} from '@tuntas/service';
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

const reading = { tag: 'Ombudsman', roles: ['ombudsman', 'auditor'] as const };

/** The register of the Ombudsman's cases, and the desk of those who work on them. */
@Controller('v1/ombudsman/cases')
export class CasesController {
  constructor(
    private readonly register: CaseRegister,
    private readonly changing: ChangeCaseStage,
  ) {}

  @Get()
  @Operation({
    ...reading,
    id: 'listCases',
    summary: 'Cases, in the order of their opening',
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
    ...reading,
    id: 'countCases',
    summary: 'How many cases the same filters find',
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
    ...reading,
    id: 'getCase',
    summary: 'One case',
    answer: caseSchema,
    problems: [400, 404],
    codes: { 404: ['case.unknown'] },
    answerHeaders: { ETag: 'Its version' },
    example: { answer: caseExample },
  })
  async one(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentActor() reader: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const shown = await this.register.one(reader, id);
    reply.header('etag', `"${shown.version}"`);
    return shown;
  }

  @Post(':id/transitions')
  @Operation({
    id: 'changeCaseStage',
    tag: 'Ombudsman',
    summary: 'Move a case to another stage, or take up again one that has ended',
    description:
      'Where it may go from here stands in `allowedTransitions`. The citizen reads on the tracking page how it stands, never the note.',
    roles: ['ombudsman'],
    answer: caseSchema,
    problems: [400, 404, 409, 412, 413, 415, 422],
    codes: { 404: ['case.unknown'], 409: ['case.transition-not-allowed'], 412: ['case.version-changed'] },
    headers: ['Idempotency-Key', 'If-Match'],
    answerHeaders: { ETag: 'Its version', 'Idempotency-Replayed': 'true for a repetition' },
    example: transitionExample,
  })
  async change(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: transitionSchema }) body: z.infer<typeof transitionSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.changing.execute(id, body, context));
  }
}
