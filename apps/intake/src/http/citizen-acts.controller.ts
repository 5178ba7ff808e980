import { Body, Controller, Headers, Ip, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { complaintExamples, complaintSchema } from '@tuntas/complaint/view';
import {
  FailedAttempts,
  idParam,
  Operation,
  sendResponse,
  Context,
  type RequestContext,
  type IdParam,
} from '@tuntas/service';
import { ActAtCounter } from '../use-cases/act-at-counter.js';
import { counterActSchema, type CounterAct } from './citizen-act-schemas.js';

/** The clerk's door to the acts of a citizen who is present. */
@Controller('v1/complaints/:id')
export class CitizenActsController {
  constructor(
    private readonly acting: ActAtCounter,
    private readonly failed: FailedAttempts,
  ) {}

  @Post('citizen-acts')
  @Operation({
    id: 'actForCitizen',
    tag: 'Intake',
    summary: 'Act for a citizen who is present',
    description:
      "The same acts as under tracking. What was not lodged at the clerk's own counter needs the citizen's access code beside the token; own is what the clerk lodged, and what was lodged at the counter that the token names as office. Without a code `documentSeen` names the document by which the clerk knows the citizen; the event and the audit keep which it was.",
    roles: ['counter_clerk'],
    answer: complaintSchema,
    problems: [400, 404, 409, 412, 413, 415, 422, 429],
    codes: {
      404: ['complaint.unknown'],
      409: ['complaint.act-not-allowed'],
      412: ['complaint.version-changed'],
      422: [
        'reference.unknown',
        'identity.name-required',
        'complaint.category-known',
        'complaint.document-required',
        'complaint.incident-ahead',
      ],
    },
    headers: ['Idempotency-Key', 'If-Match', 'X-Access-Code'],
    answerHeaders: { ETag: 'The version' },
    example: {
      body: { act: 'objection', reason: 'Lubangnya baru ditambal separuh', onBehalf: true, documentSeen: 'ktp' },
      answer: complaintExamples.secondRound,
    },
  })
  async act(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: counterActSchema }) body: CounterAct,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(
      reply,
      await this.failed.heard(id, address, code, () =>
        this.acting.execute(id, body, body.documentSeen, code ?? null, context),
      ),
    );
  }
}
