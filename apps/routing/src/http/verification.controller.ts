import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { HttpResponse } from '@tuntas/kernel';
import { complaintActs } from '@tuntas/complaint/acts';
import { actOperation } from '@tuntas/complaint/http';
import { PerformAct } from '@tuntas/complaint/use-cases';
import { complaintExamples } from '@tuntas/complaint/view';
import { Context, idParam, type IdParam, type RequestContext } from '@tuntas/platform';
import { verificationSchema } from './routing-schemas.js';

const { verify, request_completion: requestCompletion } = complaintActs;

/** One endpoint for two acts: the complaint is complete, or the citizen is asked for missing information. */
@Controller('v1/complaints/:id')
export class VerificationController {
  constructor(private readonly acts: PerformAct) {}

  @Post(verify.path)
  @actOperation([verify, requestCompletion], {
    id: 'verifyComplaint',
    tag: 'Routing',
    summary: 'Mark the complaint as complete, or ask the citizen for missing information',
    description:
      'All clocks of the office and the coordinator are paused until the citizen has sent the missing information or its deadline has passed.',
    example: {
      body: {
        complete: false,
        missing: [{ field: 'location', note: 'Di depan rumah nomor berapa, Bu? Patokan terdekat juga membantu.' }],
      },
      answer: complaintExamples.awaitingCompletion,
    },
  })
  verify(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: verificationSchema }) body: z.output<typeof verificationSchema>,
    @Context() context: RequestContext,
  ): Promise<HttpResponse> {
    return body.complete
      ? this.acts.execute(verify, id, body, context)
      : this.acts.execute(requestCompletion, id, body, context);
  }
}
