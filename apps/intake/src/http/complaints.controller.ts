import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mediaTypeOf, Operation, sendResponse, Context, type RequestContext } from '@tuntas/platform';
import { LodgeComplaint } from '../use-cases/lodge-complaint.js';
import { Tenant } from '../use-cases/ports.js';
import { lodgedExample, lodgedSchema, lodgingExample, lodgingSchema, type LodgingBody } from './lodging-schema.js';
import { headersOfPage, receiptPage } from './receipt-page.js';

@Controller('v1/complaints')
export class ComplaintsController {
  constructor(
    private readonly lodgeComplaint: LodgeComplaint,
    private readonly tenant: Tenant,
  ) {}

  @Post()
  @Operation({
    id: 'lodgeComplaint',
    tag: 'Intake',
    summary: 'Lodge a complaint and get its receipt; with Accept: text/html as a printable page',
    status: 201,
    description:
      'The page contains the ticket and the access code, which is shown only here. A repeated request with the same key returns the same page, or JSON if the first response was JSON.',
    roles: ['integrator', 'counter_clerk', 'coordinator'],
    answer: lodgedSchema,
    mediaTypes: ['text/html'],
    problems: [400, 409, 413, 415, 422],
    codes: {
      403: ['complaint.may-not-lodge'],
      422: ['reference.unknown', 'identity.name-required', 'complaint.incident-ahead'],
    },
    headers: ['Idempotency-Key'],
    answerHeaders: {
      Location: 'Path of the complaint',
      ETag: 'The version of the complaint',
      'Idempotency-Replayed': 'true for a repeated request',
    },
    example: { body: lodgingExample, answer: lodgedExample },
  })
  async lodge(
    @Body({ schema: lodgingSchema }) body: LodgingBody,
    @Headers() headers: FastifyRequest['headers'],
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const asPage = mediaTypeOf(headers, ['application/json', 'text/html']) === 'text/html';
    const { sent, page } = await this.lodgeComplaint.execute(
      { ...body, receivedBy: context.callerName ?? context.by.role },
      context,
      asPage,
    );
    const json = sendResponse(reply, sent);
    if (page === null) return json;
    reply.headers(headersOfPage(page.language));
    return receiptPage(page.receipt, page.language, this.tenant.service);
  }
}
