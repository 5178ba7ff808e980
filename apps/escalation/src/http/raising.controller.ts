import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { HttpResponse } from '@tuntas/kernel';
import { idParam, inAnyRole, Operation, Context, type RequestContext, type IdParam } from '@tuntas/platform';
import { RaiseComplaint } from '../use-cases/raise-complaint.js';
import { escalationExample, escalationSchema, raisingSchema } from './escalation-schemas.js';

const reason = 'Warga sudah tiga kali datang ke loket; kepala dinas perlu turun tangan sekarang.';

/** Raises complaints by hand. */
@Controller('v1/complaints/:id')
export class RaisingController {
  constructor(private readonly raising: RaiseComplaint) {}

  @Post('escalation')
  @Operation({
    id: 'raiseComplaint',
    tag: 'Escalation',
    summary: 'Raise an open complaint to a level above the current one; this starts no further escalation',
    description:
      'Level 3 (the Ombudsman) requires the consent of the citizen. Citizens can also refer a complaint themselves.',
    roles: ['coordinator', 'office_head', 'inspectorate'],
    answer: escalationSchema,
    problems: [400, 404, 409, 412, 413, 415, 422],
    codes: {
      404: ['complaint.unknown'],
      409: ['complaint.act-not-allowed', 'escalation.level-reached', 'escalation.consent-missing'],
      412: ['complaint.version-changed'],
    },
    headers: ['Idempotency-Key', 'If-Match'],
    answerHeaders: { 'Idempotency-Replayed': '`true` if the response is replayed' },
    example: {
      body: { level: 2, reason },
      answer: {
        ...escalationExample,
        clock: null,
        clockId: null,
        reason: 'manual',
        explanation: reason,
        nextRung: null,
      },
    },
  })
  async raise(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: raisingSchema }) body: z.infer<typeof raisingSchema>,
    @Context() context: RequestContext,
  ): Promise<HttpResponse> {
    return inAnyRole(context, each => this.raising.execute(id, body, each));
  }
}
