import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { complaintExamples } from '@tuntas/complaint/view';
import { idParam, Operation, sendResponse, Context, type RequestContext, type IdParam } from '@tuntas/platform';
import { AcceptComplaint, ResolveComplaint, RespondToComplaint } from '../use-cases/office-acts.js';
import { acceptanceSchema, resolutionSchema, responseSchema } from './casework-schemas.js';
import { officeAct } from './office-act.js';

/** Endpoints of the office: accept, respond, resolve. */
@Controller('v1/complaints/:id')
export class CaseworkController {
  constructor(
    private readonly acceptComplaint: AcceptComplaint,
    private readonly respondToComplaint: RespondToComplaint,
    private readonly resolveComplaint: ResolveComplaint,
  ) {}

  @Post('acceptance')
  @Operation({
    ...officeAct,
    id: 'acceptComplaint',
    codes: { ...officeAct.codes, 422: ['acceptance.other-officer'] },
    summary: 'Accept the complaint',
    example: { body: {}, answer: complaintExamples.inProgress },
  })
  async accept(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: acceptanceSchema }) body: z.infer<typeof acceptanceSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.acceptComplaint.execute(id, body, context));
  }

  @Post('response')
  @Operation({
    ...officeAct,
    id: 'respondToComplaint',
    summary: 'Send the citizen a response that is not a decision',
    example: {
      body: { text: 'Tim kami meninjau lokasi hari ini, Bu. Hasilnya kami kabarkan besok.', isPublic: true },
      answer: complaintExamples.responded,
    },
  })
  async respond(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: responseSchema }) body: z.infer<typeof responseSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.respondToComplaint.execute(id, body, context));
  }

  @Post('resolution')
  @Operation({
    ...officeAct,
    id: 'resolveComplaint',
    codes: { ...officeAct.codes, 422: ['resolution.remedy-required'] },
    summary: 'Deliver the decision; the citizen may confirm it or object',
    example: {
      body: { decision: 'granted', explanation: 'Lubang sudah ditambal pada hari Selasa.' },
      answer: complaintExamples.resolved,
    },
  })
  async resolve(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: resolutionSchema }) body: z.infer<typeof resolutionSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.resolveComplaint.execute(id, body, context));
  }
}
