import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { complaintExamples } from '@tuntas/complaint/view';
import { idParam, Operation, sendResponse, Context, type RequestContext, type IdParam } from '@tuntas/platform';
import { AskComplainant, RecordContact } from '../use-cases/citizen-contact.js';
import { contactSchema, questionSchema } from './casework-schemas.js';
import { officeAct } from './office-act.js';

/** Endpoints of the office for contact with the citizen. */
@Controller('v1/complaints/:id')
export class CitizenContactController {
  constructor(
    private readonly recordContact: RecordContact,
    private readonly askComplainant: AskComplainant,
  ) {}

  @Post('contact')
  @Operation({
    ...officeAct,
    id: 'recordContact',
    summary: 'Record a contact of the office with the citizen',
    example: {
      body: { by: 'phone', note: 'Bu Siti menjelaskan letak lubangnya; kami sepakat meninjau besok pagi.' },
      answer: complaintExamples.inProgress,
    },
  })
  async contact(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: contactSchema }) body: z.infer<typeof contactSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.recordContact.execute(id, body, context));
  }

  @Post('information-request')
  @Operation({
    ...officeAct,
    id: 'askComplainant',
    codes: { ...officeAct.codes, 422: ['question.days-out-of-range'] },
    summary: "Ask the citizen a question; the office's clocks are paused until the reply or its deadline",
    example: {
      body: { question: 'Apakah lubangnya di lajur kiri atau kanan, Bu?', dueInWorkingDays: 5 },
      answer: complaintExamples.awaitingComplainant,
    },
  })
  async ask(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: questionSchema }) body: z.infer<typeof questionSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.askComplainant.execute(id, body, context));
  }
}
