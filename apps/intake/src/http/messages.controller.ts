import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { HttpResponse } from '@tuntas/kernel';
import {
  countSchema,
  idParam,
  inAnyRole,
  mediaTypeOf,
  Operation,
  pageOf,
  Context,
  type RequestContext,
  type IdParam,
} from '@tuntas/platform';
import { HandOverMessage } from '../use-cases/hand-over-message.js';
import { MessageRegister, type MessageFilter, type PlaceInTime } from '../use-cases/message-ports.js';
import { Tenant } from '../use-cases/ports.js';
import { headersOfMessagePage, messagePage } from './message-page.js';
import {
  countQuery,
  handoverSchema,
  listQuery,
  listSchema,
  messageExample,
  messageSchema,
  printQueueCountQuery,
  printQueueQuery,
} from './message-schemas.js';

const reading = { tag: 'Messages', roles: ['coordinator', 'inspectorate', 'counter_clerk'] as const };
const onPaper = { channel: ['print'], status: ['pending'] } as const satisfies MessageFilter;

/** Messages to citizens and the print queue. The responses never contain addresses. */
@Controller('v1/messages')
export class MessagesController {
  constructor(
    private readonly register: MessageRegister,
    private readonly handing: HandOverMessage,
    private readonly tenant: Tenant,
  ) {}

  @Get()
  @Operation({
    ...reading,
    id: 'listMessages',
    summary: 'List messages to citizens within reach, in the order of decision',
    answer: listSchema,
    problems: [400],
    description:
      'Clerks reach messages of complaints lodged by clerks, and printed messages. Printed messages of a confidential or supervisory complaint are limited to the counter where it was lodged and the inspectorate. A failed mail or SMS is replaced by a separate printed message.',
    example: {
      answer: {
        items: [
          {
            ...messageExample,
            channel: 'email',
            counter: null,
            attempts: 2,
            problem: { code: 'server.busy', detail: 'Server surel meminta agar pesan dikirim lagi nanti.' },
          },
        ],
        next: null,
      },
    },
  })
  async list(
    @Query({ schema: listQuery }) { limit, cursor, ...filter }: z.infer<typeof listQuery>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.page(filter, limit, cursor, context, reply);
  }

  @Get('count')
  @Operation({
    ...reading,
    id: 'countMessages',
    summary: 'Count the messages that match the filters',
    answer: countSchema,
    problems: [400],
    example: { answer: { count: 12 } },
  })
  async count(
    @Query({ schema: countQuery }) filter: z.infer<typeof countQuery>,
    @Context() { by }: RequestContext,
  ): Promise<object> {
    return { count: await this.register.count(by, filter) };
  }

  @Get('print-queue')
  @Operation({
    ...reading,
    id: 'listPrintQueue',
    summary: 'List printed messages that wait for handover at counters, oldest first',
    answer: listSchema,
    problems: [400],
    example: { answer: { items: [messageExample], next: null } },
  })
  async printQueue(
    @Query({ schema: printQueueQuery }) { limit, cursor, counter }: z.infer<typeof printQueueQuery>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.page({ ...onPaper, counter }, limit, cursor, context, reply);
  }

  @Get('print-queue/count')
  @Operation({
    ...reading,
    id: 'countPrintQueue',
    summary: 'Count printed messages that wait for handover',
    answer: countSchema,
    problems: [400],
    example: { answer: { count: 3 } },
  })
  async countPrintQueue(
    @Query({ schema: printQueueCountQuery }) { counter }: z.infer<typeof printQueueCountQuery>,
    @Context() { by }: RequestContext,
  ): Promise<object> {
    return { count: await this.register.count(by, { ...onPaper, counter }) };
  }

  @Get(':id')
  @Operation({
    ...reading,
    id: 'getMessage',
    summary: 'Get a message; with Accept: text/html as a printable page',
    answer: messageSchema,
    mediaTypes: ['text/html'],
    problems: [400, 404],
    codes: { 404: ['message.unknown'] },
    example: { answer: messageExample },
  })
  async one(
    @Param({ schema: idParam }) { id }: IdParam,
    @Headers() headers: FastifyRequest['headers'],
    @Context() { by, language }: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | string> {
    const message = await this.register.one(by, id, language);
    reply.headers({ vary: 'Accept, Accept-Language', 'content-language': language });
    if (mediaTypeOf(headers, ['application/json', 'text/html']) === 'application/json') return message;
    reply.headers(headersOfMessagePage(message.language));
    return messagePage(message, this.tenant.name, this.tenant.service);
  }

  @Post(':id/handover')
  @Operation({
    id: 'handOverMessage',
    tag: 'Messages',
    summary: 'Record that a printed message was handed over to the citizen',
    description:
      'Printed messages of a confidential or supervisory complaint are handed over by the counter where it was lodged, or by the inspectorate.',
    roles: ['counter_clerk', 'inspectorate'],
    answer: messageSchema,
    problems: [400, 404, 409, 413, 415, 422],
    codes: { 404: ['message.unknown'], 409: ['message.not-on-paper', 'message.already-handed-over'] },
    headers: ['Idempotency-Key'],
    answerHeaders: { 'Idempotency-Replayed': 'true for a repeated request' },
    example: { body: {}, answer: { ...messageExample, status: 'handed_over', settledAt: '2026-03-26T01:30:00.000Z' } },
  })
  async handOver(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: handoverSchema }) _body: z.infer<typeof handoverSchema>,
    @Context() context: RequestContext,
  ): Promise<HttpResponse> {
    return inAnyRole(context, each => this.handing.execute(id, each));
  }

  private async page(
    filter: MessageFilter,
    limit: number,
    after: PlaceInTime | undefined,
    { by, language }: RequestContext,
    reply: FastifyReply,
  ): Promise<object> {
    reply.headers({ vary: 'Accept-Language', 'content-language': language });
    const rows = await this.register.list(by, filter, language, after, limit + 1);
    return pageOf(rows, limit, ({ decidedAt, id }) => ({ at: decidedAt, id }));
  }
}
