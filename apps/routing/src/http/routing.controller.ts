import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { complaintExamples } from '@tuntas/complaint/view';
import { idParam, Operation, sendResponse, Context, type RequestContext, type IdParam } from '@tuntas/service';
import { AssignComplaint } from '../use-cases/assign-complaint.js';
import { ClassifyComplaint } from '../use-cases/classify-complaint.js';
import { VerifyComplaint } from '../use-cases/verify-complaint.js';
import { coordinatorAct } from './coordinator-act.js';
import { assignmentSchema, classificationSchema, verificationSchema } from './routing-schemas.js';

/** As the coordinator sees it. */
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

/** The coordinator's door: what comes in, and where it goes. */
@Controller('v1/complaints/:id')
export class RoutingController {
  constructor(
    private readonly assigning: AssignComplaint,
    private readonly verifying: VerifyComplaint,
    private readonly classifying: ClassifyComplaint,
  ) {}

  @Post('verification')
  @Operation({
    ...coordinatorAct,
    id: 'verifyComplaint',
    codes: { ...coordinatorAct.codes, 422: ['reference.unknown'] },
    summary: 'Find the complaint complete, or tell the citizen what is missing',
    description:
      'Until the citizen has sent what is missing, or the deadline for it has passed, every clock of office and coordinator stands still.',
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
    return sendResponse(reply, await this.verifying.execute(id, body, context));
  }

  @Post('classification')
  @Operation({
    ...coordinatorAct,
    id: 'classifyComplaint',
    codes: { ...coordinatorAct.codes, 422: ['reference.unknown'] },
    summary: 'Change class or category; the responsible office stays',
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
    return sendResponse(reply, await this.classifying.execute(id, body, context));
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
    summary: 'Make an office responsible',
    example: { body: { office: 'PUPR', reason: 'Jalan kota, kewenangan PUPR' }, answer: assigned },
  })
  async assign(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: assignmentSchema }) body: z.infer<typeof assignmentSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.assigning.execute(id, body, context));
  }
}
