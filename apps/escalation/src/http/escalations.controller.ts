import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Actor, HttpResponse } from '@tuntas/kernel';
import {
  countSchema,
  CurrentActor,
  idParam,
  inAnyRole,
  Operation,
  pageOf,
  Context,
  type RequestContext,
  type IdParam,
} from '@tuntas/platform';
import { AcknowledgeEscalation } from '../use-cases/acknowledge-escalation.js';
import { EscalationRegister } from '../use-cases/ports.js';
import {
  acknowledgementSchema,
  countQuery,
  escalationExample,
  escalationSchema,
  listQuery,
  listSchema,
} from './escalation-schemas.js';

const reading = {
  tag: 'Escalation',
  roles: ['coordinator', 'office_head', 'officer', 'inspectorate', 'ombudsman', 'sla_operator', 'auditor'] as const,
};

/** The register of escalations, and the acknowledgement by their holders. */
@Controller('v1/escalations')
export class EscalationsController {
  constructor(
    private readonly register: EscalationRegister,
    private readonly acknowledging: AcknowledgeEscalation,
  ) {}

  @Get()
  @Operation({
    ...reading,
    id: 'listEscalations',
    summary: 'List the escalations within reach, ordered by the instant of raising',
    answer: listSchema,
    problems: [400],
    example: { answer: { items: [escalationExample], next: null } },
  })
  async list(
    @Query({ schema: listQuery }) { limit, cursor, ...filter }: z.infer<typeof listQuery>,
    @CurrentActor() reader: Actor,
  ): Promise<object> {
    return pageOf(await this.register.list(reader, filter, cursor, limit + 1), limit, ({ raisedAt, id }) => ({
      at: raisedAt,
      id,
    }));
  }

  @Get('count')
  @Operation({
    ...reading,
    id: 'countEscalations',
    summary: 'Count the escalations that match the filters',
    answer: countSchema,
    problems: [400],
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
    id: 'getEscalation',
    summary: 'Get an escalation',
    answer: escalationSchema,
    problems: [400, 404],
    codes: { 404: ['escalation.unknown'] },
    example: { answer: escalationExample },
  })
  async one(@Param({ schema: idParam }) { id }: IdParam, @CurrentActor() reader: Actor): Promise<object> {
    return this.register.one(reader, id);
  }

  @Post(':id/acknowledgement')
  @Operation({
    id: 'acknowledgeEscalation',
    tag: 'Escalation',
    summary: 'Acknowledge an escalation as its holder; the clocks keep running',
    roles: ['office_head', 'coordinator', 'inspectorate', 'ombudsman'],
    answer: escalationSchema,
    problems: [400, 404, 409, 413, 415, 422],
    codes: { 403: ['escalation.not-yours'], 404: ['escalation.unknown'], 409: ['escalation.ended'] },
    headers: ['Idempotency-Key'],
    answerHeaders: { 'Idempotency-Replayed': '`true` if the response is replayed' },
    example: {
      body: {},
      answer: { ...escalationExample, status: 'acknowledged', acknowledgedAt: '2026-04-01T08:20:00.000Z' },
    },
  })
  async acknowledge(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: acknowledgementSchema }) _body: z.infer<typeof acknowledgementSchema>,
    @Context() context: RequestContext,
  ): Promise<HttpResponse> {
    return inAnyRole(context, each => this.acknowledging.execute(id, each));
  }
}
