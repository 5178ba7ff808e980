import { Controller, Get, Headers, Ip, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Operation, Context, type RequestContext } from '@tuntas/platform';
import { TrackingPresenter } from '../use-cases/ports.js';
import { TrackingAccess } from './tracking-access.js';
import { ticketParam, trackingExample, trackingSchema } from './tracking-schema.js';

type Ticket = z.infer<typeof ticketParam>;

/** The tracking page of the citizen, authenticated by ticket and access code instead of a token. */
@Controller('v1/tracking/:ticket')
export class TrackingController {
  constructor(
    private readonly access: TrackingAccess,
    private readonly tracking: TrackingPresenter,
  ) {}

  @Get()
  @Operation({
    tag: 'Tracking',
    roles: 'public',
    answer: trackingSchema,
    id: 'trackComplaint',
    summary: 'Track a complaint: its history, the next step with its deadline, and the actions of the citizen',
    problems: [400, 404, 429],
    codes: { 404: ['tracking.unknown'] },
    headers: ['X-Access-Code'],
    example: { answer: trackingExample },
  })
  async track(
    @Param({ schema: ticketParam }) { ticket }: Ticket,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const tracking = await this.tracking.tracked(
      await this.access.authenticate(ticket, code, address),
      context.language,
    );
    reply.header('content-language', context.language);
    return tracking;
  }
}
