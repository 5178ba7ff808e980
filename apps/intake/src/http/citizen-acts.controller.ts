import { Body, Controller, Headers, Ip, Param, Post } from '@nestjs/common';
import type { HttpResponse } from '@tuntas/kernel';
import { complaintExamples, complaintSchema } from '@tuntas/complaint/view';
import { FailedAttempts, idParam, Operation, Context, type RequestContext, type IdParam } from '@tuntas/platform';
import { ActAtCounter } from '../use-cases/act-at-counter.js';
import { counterActSchema, type CounterAct } from './citizen-act-schemas.js';

/** Acts of clerks on behalf of citizens who are present. */
@Controller('v1/complaints/:id')
export class CitizenActsController {
  constructor(
    private readonly acting: ActAtCounter,
    private readonly failedAttempts: FailedAttempts,
  ) {}

  @Post('citizen-acts')
  @Operation({
    id: 'actForCitizen',
    tag: 'Intake',
    summary: 'Act on behalf of a citizen who is present',
    description:
      "The same acts as under tracking. A complaint that was not lodged by the clerk, nor at the counter that the token names as office, requires the citizen's access code in addition to the token. Without a code, `documentSeen` is required: the document by which the clerk identified the citizen. The event and the audit record it.",
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
    answerHeaders: { ETag: 'The version of the complaint' },
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
  ): Promise<HttpResponse> {
    return this.failedAttempts.attempt(id, address, code, () =>
      this.acting.execute(id, body, body.documentSeen, code ?? null, context),
    );
  }
}
