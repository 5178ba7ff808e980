import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { complaintExamples } from '@tuntas/complaint/view';
import { idParam, Operation, sendResponse, Context, type RequestContext, type IdParam } from '@tuntas/service';
import { AddInternalNote, TransferComplaint } from '../use-cases/handover.js';
import { noteSchema, transferSchema } from './casework-schemas.js';
import { officeAct } from './office-act.js';

const staffAct = { ...officeAct, roles: ['coordinator', 'officer', 'office_head'] as const };

/** Between those who work on a complaint: what an office and the coordinator may do alike. */
@Controller('v1/complaints/:id')
export class HandoverController {
  constructor(
    private readonly transferring: TransferComplaint,
    private readonly noting: AddInternalNote,
  ) {}

  @Post('transfer')
  @Operation({
    ...staffAct,
    id: 'transferComplaint',
    codes: {
      ...officeAct.codes,
      409: ['complaint.act-not-allowed', 'complaint.already-there'],
      422: ['reference.unknown'],
    },
    summary: 'Hand the complaint to another office',
    description:
      "An office's transfers count; the third and every later one goes back to the coordinator, who reads which office was suggested. The coordinator's own go where they say.",
    example: {
      body: { toOffice: 'DISPERKIM', reason: 'Jalan lingkungan perumahan, kewenangan Disperkim' },
      answer: {
        ...complaintExamples.assigned,
        version: 4,
        office: { code: 'DISPERKIM', name: 'Dinas Perumahan Rakyat dan Kawasan Permukiman' },
        bounces: 1,
        allowedActions: [],
      },
    },
  })
  async transfer(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: transferSchema }) body: z.infer<typeof transferSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.transferring.execute(id, body, context));
  }

  @Post('internal-notes')
  @Operation({
    ...staffAct,
    id: 'addInternalNote',
    summary: 'Write down what the citizen never sees; the version stays',
    description:
      'Colleagues read it in the timeline: those of the same office while it is responsible, and coordinators among themselves.',
    example: {
      body: { text: 'Anggaran tambal sulam triwulan ini masih ada, sudah dicek ke bendahara.' },
      answer: complaintExamples.inProgress,
    },
  })
  async note(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: noteSchema }) body: z.infer<typeof noteSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.noting.execute(id, body, context));
  }
}
