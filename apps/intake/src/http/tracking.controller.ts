import { Body, Controller, Get, Headers, Ip, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Operation, sendResponse, Context, type RequestContext } from '@tuntas/platform';
import {
  AnswerQuestion,
  ConfirmResolution,
  ObjectToResolution,
  ReferToOmbudsman,
  ReopenOwnComplaint,
  WithdrawComplaint,
} from '../use-cases/citizen-acts.js';
import { CompleteComplaint } from '../use-cases/complete-complaint.js';
import { TrackingPresenter } from '../use-cases/ports.js';
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
import { ticketParam, trackingExample, trackingSchema } from './tracking-schema.js';

type Ticket = z.infer<typeof ticketParam>;

const page = { tag: 'Tracking', roles: 'public', answer: trackingSchema } as const;
const act = {
  ...page,
  problems: [400, 404, 409, 412, 413, 415, 422, 429],
  codes: {
    404: ['tracking.unknown'],
    409: ['complaint.act-not-allowed'],
    412: ['complaint.version-changed'],
    422: ['reference.unknown', 'identity.name-required', 'complaint.category-known', 'complaint.incident-ahead'],
  } as const,
  headers: ['X-Access-Code', 'Idempotency-Key', 'If-Match'] as const,
};

/** The tracking page of the citizen, authenticated by ticket and access code instead of a token. */
@Controller('v1/tracking/:ticket')
export class TrackingController {
  constructor(
    private readonly access: TrackingAccess,
    private readonly tracking: TrackingPresenter,
    private readonly completing: CompleteComplaint,
    private readonly answering: AnswerQuestion,
    private readonly confirming: ConfirmResolution,
    private readonly objecting: ObjectToResolution,
    private readonly reopening: ReopenOwnComplaint,
    private readonly withdrawing: WithdrawComplaint,
    private readonly referring: ReferToOmbudsman,
  ) {}

  @Get()
  @Operation({
    ...page,
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

  @Post('completion')
  @Operation({
    ...act,
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
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
    return sendResponse(reply, await this.completing.execute(id, body, asCitizen));
  }

  @Post('answer')
  @Operation({
    ...act,
    id: 'answerQuestion',
    summary: "Answer the office's question",
    example: { body: { text: 'Di lajur kiri, Pak, dekat pohon asam' }, answer: actExamples.answered },
  })
  async answer(
    @Param({ schema: ticketParam }) { ticket }: Ticket,
    @Body({ schema: answerSchema }) body: z.infer<typeof answerSchema>,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
    return sendResponse(reply, await this.answering.execute(id, body, asCitizen));
  }

  @Post('confirmation')
  @Operation({
    ...act,
    id: 'confirmResolution',
    summary: 'Accept the decision, or confirm that you were heard',
    example: {
      body: { rating: { attitude: 5, attention: 4, action: 4 }, heard: false },
      answer: actExamples.confirmed,
    },
  })
  async confirm(
    @Param({ schema: ticketParam }) { ticket }: Ticket,
    @Body({ schema: confirmationSchema }) body: z.infer<typeof confirmationSchema>,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
    return sendResponse(reply, await this.confirming.execute(id, body, asCitizen));
  }

  @Post('objection')
  @Operation({
    ...act,
    id: 'objectToResolution',
    summary: 'Object to the decision: the complaint returns to the office; after two rounds the Ombudsman is offered',
    example: { body: { reason: 'Lubangnya baru ditambal separuh' }, answer: actExamples.objected },
  })
  async object(
    @Param({ schema: ticketParam }) { ticket }: Ticket,
    @Body({ schema: objectionSchema }) body: z.infer<typeof objectionSchema>,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
    return sendResponse(reply, await this.objecting.execute(id, body, asCitizen));
  }

  @Post('reopening')
  @Operation({
    ...act,
    id: 'reopenOwnComplaint',
    summary: 'Reopen a closed complaint before the deadline, while a round is left',
    example: { body: { reason: 'Sesudah hujan semalam lubangnya terbuka lagi' }, answer: actExamples.reopened },
  })
  async reopen(
    @Param({ schema: ticketParam }) { ticket }: Ticket,
    @Body({ schema: reopeningSchema }) body: z.infer<typeof reopeningSchema>,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
    return sendResponse(reply, await this.reopening.execute(id, body, asCitizen));
  }

  @Post('withdrawal')
  @Operation({
    ...act,
    id: 'withdrawComplaint',
    summary: 'Withdraw the complaint',
    example: { body: { reason: 'Sudah selesai, terima kasih' }, answer: actExamples.withdrawn },
  })
  async withdraw(
    @Param({ schema: ticketParam }) { ticket }: Ticket,
    @Body({ schema: withdrawalSchema }) body: z.infer<typeof withdrawalSchema>,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
    return sendResponse(reply, await this.withdrawing.execute(id, body, asCitizen));
  }

  @Post('referral')
  @Operation({
    ...act,
    id: 'referToOmbudsman',
    summary: 'Consent to and request a referral to the Ombudsman, in any status; a repeated request changes nothing',
    example: { body: { consent: true }, answer: actExamples.referred },
  })
  async refer(
    @Param({ schema: ticketParam }) { ticket }: Ticket,
    @Body({ schema: referralSchema }) _body: z.infer<typeof referralSchema>,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id, asCitizen } = await this.access.authenticateAct(ticket, code, address, context);
    return sendResponse(reply, await this.referring.execute(id, asCitizen));
  }
}
