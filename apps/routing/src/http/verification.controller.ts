import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { classifications, lodgingFields } from '@tuntas/contracts';
import type { HttpResponse } from '@tuntas/kernel';
import { complaintActs } from '@tuntas/complaint/acts';
import { actOperation } from '@tuntas/complaint/http';
import { PerformAct } from '@tuntas/complaint/use-cases';
import { complaintExamples } from '@tuntas/complaint/view';
import { Context, idParam, line, optionalOrNull, type IdParam, type RequestContext } from '@tuntas/platform';

/** The fields of a request that may reclassify the complaint; null leaves a value unchanged. */
export const classificationFields = {
  classification: optionalOrNull(z.enum(classifications)),
  category: optionalOrNull(line(100)),
};
const note = optionalOrNull(line(2_000)).describe(
  'Internal note for the file; the citizen sees only the notes in `missing`',
);

const verificationSchema = z
  .discriminatedUnion('complete', [
    z.strictObject({ complete: z.literal(true), ...classificationFields, note }).meta({ id: 'CompleteVerification' }),
    z
      .strictObject({
        complete: z.literal(false),
        missing: z
          .array(
            z.strictObject({
              field: z.enum(lodgingFields).describe('Field of the request body that lodges a complaint'),
              note: line(2_000).describe('Request to the citizen, in plain words'),
            }),
          )
          .min(1)
          .max(lodgingFields.length),
        ...classificationFields,
        note,
      })
      .meta({ id: 'IncompleteVerification' }),
  ])
  .meta({ id: 'Verification' });

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
