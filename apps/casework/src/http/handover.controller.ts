import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { complaintExamples } from '@tuntas/complaint/view';
import { idParam, Operation, sendResponse, Context, type RequestContext, type IdParam } from '@tuntas/platform';
import { AddInternalNote, TransferComplaint } from '../use-cases/handover.js';
import { noteSchema, transferSchema } from './casework-schemas.js';
import { officeAct } from './office-act.js';

const staffAct = { ...officeAct, roles: ['coordinator', 'officer', 'office_head'] as const };

/** Endpoints shared by offices and the coordinator: transfer and internal notes. */
@Controller('v1/complaints/:id')
export class HandoverController {
  constructor(
    private readonly transferComplaint: TransferComplaint,
    private readonly addInternalNote: AddInternalNote,
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
    summary: 'Transfer the complaint to another office',
    description:
      'Transfers by offices are counted. The third and each later one returns the complaint to the coordinator, with the suggested office. Transfers by the coordinator take effect directly.',
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
    return sendResponse(reply, await this.transferComplaint.execute(id, body, context));
  }

  @Post('internal-notes')
  @Operation({
    ...staffAct,
    id: 'addInternalNote',
    summary: 'Add an internal note that the citizen cannot read; the version stays the same',
    description:
      'The note appears in the timeline: for staff of the same office while it is responsible, and notes of coordinators for coordinators.',
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
    return sendResponse(reply, await this.addInternalNote.execute(id, body, context));
  }
}
