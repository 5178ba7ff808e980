import { Body, Controller, Get, Headers, Ip, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { DomainError } from '@tuntas/kernel';
import { Operation, Refusal, send, WhatIsAsked, type Asked } from '@tuntas/service';
import { ConfirmResolution, WithdrawComplaint, type CitizenRequest } from '../use-cases/citizen-acts.js';
import { AccessCodes, TrackingShowing } from '../use-cases/ports.js';
import { FailedAttempts } from './failed-attempts.js';
import { confirmationSchema, ticketParam, trackingSchema, withdrawalSchema } from './tracking-schema.js';

type Ticket = z.infer<typeof ticketParam>;

/** The citizen's own page: no token, the ticket and its access code open it. */
@Controller('v1/tracking/:ticket')
export class TrackingController {
  constructor(
    private readonly codes: AccessCodes, private readonly tracking: TrackingShowing, private readonly failed: FailedAttempts,
    private readonly confirmResolution: ConfirmResolution, private readonly withdrawComplaint: WithdrawComplaint) {}

  @Get()
  @Operation({
    id: 'trackComplaint', tag: 'Tracking', summary: 'What has happened, what happens next and until when', roles: 'public',
    answer: trackingSchema, problems: [404, 429], headers: ['X-Access-Code'],
  })
  async track(@Param({ schema: ticketParam }) { ticket }: Ticket, @Headers('x-access-code') code: string | undefined, @Ip() address: string, @WhatIsAsked() asked: Asked): Promise<unknown> {
    return this.tracking.tracked(await this.open(ticket, code, address), asked.language);
  }

  @Post('confirmation')
  @Operation({
    id: 'confirmResolution', tag: 'Tracking', summary: 'Agree with the decision, or say that you were heard', roles: 'public',
    answer: trackingSchema, problems: [400, 404, 409, 413, 415, 422, 429], headers: ['X-Access-Code', 'Idempotency-Key'],
    example: { body: { rating: { attitude: 5, attention: 4, action: 4 }, heard: false } },
  })
  async confirm(
    @Param({ schema: ticketParam }) { ticket }: Ticket, @Body({ schema: confirmationSchema }) body: z.infer<typeof confirmationSchema>,
    @Headers('x-access-code') code: string | undefined, @Ip() address: string, @WhatIsAsked() asked: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const id = await this.open(ticket, code, address);
    return send(reply, await this.confirmResolution.execute(id, body, asCitizen(asked, ticket, id)));
  }

  @Post('withdrawal')
  @Operation({
    id: 'withdrawComplaint', tag: 'Tracking', summary: 'Take the complaint back', roles: 'public',
    answer: trackingSchema, problems: [400, 404, 409, 413, 415, 422, 429], headers: ['X-Access-Code', 'Idempotency-Key'],
    example: { body: { reason: 'Sudah selesai, terima kasih' } },
  })
  async withdraw(
    @Param({ schema: ticketParam }) { ticket }: Ticket, @Body({ schema: withdrawalSchema }) body: z.infer<typeof withdrawalSchema>,
    @Headers('x-access-code') code: string | undefined, @Ip() address: string, @WhatIsAsked() asked: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const id = await this.open(ticket, code, address);
    return send(reply, await this.withdrawComplaint.execute(id, body, asCitizen(asked, ticket, id)));
  }

  /** @throws one and the same 404 for a wrong ticket and a wrong code; 429 after too many of them */
  private async open(ticket: string, code: string | undefined, address: string): Promise<string> {
    const wait = this.failed.retryAfterSeconds(ticket, address);
    if (wait > 0) throw new Refusal(429, 'request.too-many', { headers: { 'retry-after': String(wait) } });
    const id = await this.codes.open(ticket, code ?? '');
    if (id !== null) return id;
    this.failed.add(ticket, address);
    throw new DomainError('not-found', 'tracking.unknown', 'wrong ticket or access code');
  }
}

/** Retries of tracking belong to the ticket, not to a token. */
const asCitizen = ({ by, cause, ifVersion, retry, language }: Asked, ticket: string, complaintId: string): CitizenRequest => ({
  by: { ...by, ref: `citizen of ${complaintId}` }, cause, ifVersion, language,
  retry: { client: ticket, method: retry.method, path: retry.path, key: retry.key, print: retry.print },
});
