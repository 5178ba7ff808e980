import { Body, Controller, Headers, Ip, Param, Post, type Type } from '@nestjs/common';
import type { z } from 'zod';
import { complaintActs, type PerformableAct } from '@tuntas/complaint/acts';
import type { HttpResponse } from '@tuntas/kernel';
import { Context, Operation, type OperationOptions, type RequestContext } from '@tuntas/platform';
import { CitizenActs } from '../use-cases/citizen-acts.js';
import { CompleteComplaint } from '../use-cases/complete-complaint.js';
import {
  answerSchema,
  completionSchema,
  confirmationSchema,
  objectionSchema,
  referralSchema,
  reopeningSchema,
  withdrawalSchema,
} from './citizen-act-schemas.js';
import { TrackingAccess } from './tracking-access.js';
import { actExamples } from './tracking-examples.js';
import { ticketParam, trackingSchema } from './tracking-schema.js';

type Ticket = z.infer<typeof ticketParam>;
type Documentation = Pick<OperationOptions, 'id' | 'summary' | 'example'>;

const actOperation = (documentation: Documentation): MethodDecorator =>
  Operation({
    ...documentation,
    tag: 'Tracking',
    roles: 'public',
    answer: trackingSchema,
    problems: [400, 404, 409, 412, 413, 415, 422, 429],
    codes: {
      404: ['tracking.unknown'],
      409: ['complaint.act-not-allowed'],
      412: ['complaint.version-changed'],
      422: ['reference.unknown', 'identity.name-required', 'complaint.category-known', 'complaint.incident-ahead'],
    },
    headers: ['X-Access-Code', 'Idempotency-Key', 'If-Match'],
  });

/** Creates the controller of an act of the citizen. */
const trackingController = <Command extends object, Content, Schema extends z.ZodType<Command & Content>>({
  act,
  body: schema,
  ...documentation
}: Documentation & {
  readonly act: PerformableAct<Command, Content>;
  readonly body: Schema;
}): Type => {
  @Controller('v1/tracking/:ticket')
  class TrackingActController {
    constructor(
      private readonly access: TrackingAccess,
      private readonly acts: CitizenActs,
    ) {}

    @Post(act.path)
    @actOperation(documentation)
    async perform(
      @Param({ schema: ticketParam }) { ticket }: Ticket,
      @Body({ schema }) body: z.output<Schema>,
      @Headers('x-access-code') code: string | undefined,
      @Ip() address: string,
      @Context() context: RequestContext,
    ): Promise<HttpResponse> {
      const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
      return this.acts.execute(act, id, body, asCitizen);
    }
  }
  return TrackingActController;
};

/** The completion also stores the identity of the citizen. */
@Controller('v1/tracking/:ticket')
class CompletionController {
  constructor(
    private readonly access: TrackingAccess,
    private readonly completing: CompleteComplaint,
  ) {}

  @Post(complaintActs.complete.path)
  @actOperation({
    id: 'completeComplaint',
    summary: 'Send missing information; the complaint returns to its previous status',
    example: {
      body: {
        fields: { category: 'roads.pothole', location: { regionCode: '63.71.04.1010', address: 'Jl. Padat Karya' } },
        note: 'Lubangnya di depan gerbang SDN Sungai Andai 3',
      },
      answer: actExamples.completed,
    },
  })
  async complete(
    @Param({ schema: ticketParam }) { ticket }: Ticket,
    @Body({ schema: completionSchema }) body: z.infer<typeof completionSchema>,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
  ): Promise<HttpResponse> {
    const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
    return this.completing.execute(id, body, asCitizen);
  }
}

/** The endpoints of the acts of citizens, authenticated by ticket and access code. */
export const trackingActs = [
  CompletionController,
  trackingController({
    act: complaintActs.answer,
    body: answerSchema,
    id: 'answerQuestion',
    summary: "Answer the office's question",
    example: { body: { text: 'Di lajur kiri, Pak, dekat pohon asam' }, answer: actExamples.answered },
  }),
  trackingController({
    act: complaintActs.confirm,
    body: confirmationSchema,
    id: 'confirmResolution',
    summary: 'Accept the decision, or confirm that you were heard',
    example: {
      body: { rating: { attitude: 5, attention: 4, action: 4 }, heard: false },
      answer: actExamples.confirmed,
    },
  }),
  trackingController({
    act: complaintActs.object,
    body: objectionSchema,
    id: 'objectToResolution',
    summary: 'Object to the decision: the complaint returns to the office; after two rounds the Ombudsman is offered',
    example: { body: { reason: 'Lubangnya baru ditambal separuh' }, answer: actExamples.objected },
  }),
  trackingController({
    act: complaintActs.reopen,
    body: reopeningSchema,
    id: 'reopenOwnComplaint',
    summary: 'Reopen a closed complaint before the deadline, while a round is left',
    example: { body: { reason: 'Sesudah hujan semalam lubangnya terbuka lagi' }, answer: actExamples.reopened },
  }),
  trackingController({
    act: complaintActs.withdraw,
    body: withdrawalSchema,
    id: 'withdrawComplaint',
    summary: 'Withdraw the complaint',
    example: { body: { reason: 'Sudah selesai, terima kasih' }, answer: actExamples.withdrawn },
  }),
  trackingController({
    act: complaintActs.request_referral,
    body: referralSchema,
    id: 'referToOmbudsman',
    summary: 'Consent to and request a referral to the Ombudsman, in any status; a repeated request changes nothing',
    example: { body: { consent: true }, answer: actExamples.referred },
  }),
];
