import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { HttpResponse } from '@tuntas/kernel';
import { countSchema, Operation, pageOf, Context, type RequestContext } from '@tuntas/platform';
import { ParkedRegister } from '../storage/parked-register.js';
import {
  countQuery,
  listQuery,
  listSchema,
  parkedEventExample,
  parkedEventSchema,
  eventKeyParam,
  replaySchema,
} from './parked-event-schemas.js';

const operation = { tag: 'Administration', roles: ['admin'] as const };

/** Administration endpoints of parked events. */
@Controller('v1/admin/parked-events')
export class ParkedEventsController {
  constructor(private readonly parked: ParkedRegister) {}

  @Get()
  @Operation({
    ...operation,
    id: 'listParkedEvents',
    summary: 'List events that a service failed to process',
    answer: listSchema,
    problems: [400],
    example: { answer: { items: [parkedEventExample], next: null } },
  })
  async list(@Query({ schema: listQuery }) { limit, cursor, ...filter }: z.infer<typeof listQuery>): Promise<object> {
    return pageOf(await this.parked.list(filter, cursor, limit + 1), limit, ({ consumer, eventId }) => ({
      consumer,
      eventId,
    }));
  }

  @Get('count')
  @Operation({
    ...operation,
    id: 'countParkedEvents',
    summary: 'Count the parked events that match the same filters',
    answer: countSchema,
    problems: [400],
    example: { answer: { count: 0 } },
  })
  async count(@Query({ schema: countQuery }) filter: z.infer<typeof countQuery>): Promise<object> {
    return { count: await this.parked.count(filter) };
  }

  @Post(':consumer/:eventId/replay')
  @Operation({
    ...operation,
    id: 'replayParkedEvent',
    summary: 'Retry a parked event at once, even if its retries are exhausted',
    description: 'If an earlier event of the same subject is parked, that event is processed first.',
    answer: parkedEventSchema,
    problems: [400, 404, 409, 413, 415, 422],
    codes: { 404: ['parked-event.unknown'] },
    headers: ['Idempotency-Key'],
    answerHeaders: { 'Idempotency-Replayed': 'true for a repeated request' },
    example: { body: {}, answer: { ...parkedEventExample, retryAt: '2026-03-17T02:30:00.000Z' } },
  })
  async replay(
    @Param({ schema: eventKeyParam }) key: z.infer<typeof eventKeyParam>,
    @Body({ schema: replaySchema }) _body: z.infer<typeof replaySchema>,
    @Context() context: RequestContext,
  ): Promise<HttpResponse> {
    return this.parked.replay(key, context);
  }
}
