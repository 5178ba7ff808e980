import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { complaintExamples } from '@tuntas/complaint/view';
import { idParam, Operation, sendResponse, Context, type RequestContext, type IdParam } from '@tuntas/platform';
import { AssignComplaint } from '../use-cases/assign-complaint.js';
import { ClassifyComplaint } from '../use-cases/classify-complaint.js';
import { VerifyComplaint } from '../use-cases/verify-complaint.js';
import { coordinatorAct } from './coordinator-act.js';
import { assignmentSchema, classificationSchema, verificationSchema } from './routing-schemas.js';

/** Example response with the actions allowed to the coordinator. */
const assigned = {
  ...complaintExamples.assigned,
  allowedActions: [
    'verification',
    'classification',
    'transfer',
    'referral-out',
    'archiving',
    'internal-notes',
    'identity-disclosure',
  ],
};

/** Endpoints of the coordinator: verify, classify, assign. */
@Controller('v1/complaints/:id')
export class RoutingController {
  constructor(
    private readonly assignComplaint: AssignComplaint,
    private readonly verifyComplaint: VerifyComplaint,
    private readonly classifyComplaint: ClassifyComplaint,
  ) {}

  @Post('verification')
  @Operation({
    ...coordinatorAct,
    id: 'verifyComplaint',
    codes: { ...coordinatorAct.codes, 422: ['reference.unknown'] },
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
  async verify(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: verificationSchema }) body: z.infer<typeof verificationSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.verifyComplaint.execute(id, body, context));
  }

  @Post('classification')
  @Operation({
    ...coordinatorAct,
    id: 'classifyComplaint',
    codes: { ...coordinatorAct.codes, 422: ['reference.unknown'] },
    summary: 'Change the classification or the category; the responsible office stays the same',
    example: {
      body: {
        classification: 'supervisory_complaint',
        category: 'conduct.staff_attitude',
        reason: 'Yang dikeluhkan adalah sikap petugas, bukan jalannya',
      },
      answer: { ...assigned, version: 3, classification: 'supervisory_complaint', category: 'conduct.staff_attitude' },
    },
  })
  async classify(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: classificationSchema }) body: z.infer<typeof classificationSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.classifyComplaint.execute(id, body, context));
  }

  @Post('assignment')
  @Operation({
    ...coordinatorAct,
    id: 'assignComplaint',
    codes: {
      ...coordinatorAct.codes,
      409: ['complaint.act-not-allowed', 'complaint.already-there'],
      422: ['reference.unknown'],
    },
    summary: 'Assign the complaint to an office',
    example: { body: { office: 'PUPR', reason: 'Jalan kota, kewenangan PUPR' }, answer: assigned },
  })
  async assign(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: assignmentSchema }) body: z.infer<typeof assignmentSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.assignComplaint.execute(id, body, context));
  }
}
