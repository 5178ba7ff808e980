import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { complaintExamples } from '@tuntas/complaint/view';
import { idParam, Operation, sendResponse, Context, type RequestContext, type IdParam } from '@tuntas/platform';
import { ArchiveComplaint } from '../use-cases/archive-complaint.js';
import { ReferOutComplaint } from '../use-cases/refer-out-complaint.js';
import { ReopenComplaint } from '../use-cases/reopen-complaint.js';
import { coordinatorAct } from './coordinator-act.js';
import { archivingSchema, referralOutSchema, reopeningSchema } from './routing-schemas.js';

/** Endpoints of the coordinator: refer out, archive, reopen. */
@Controller('v1/complaints/:id')
export class FinalActsController {
  constructor(
    private readonly referOutComplaint: ReferOutComplaint,
    private readonly archiveComplaint: ArchiveComplaint,
    private readonly reopenComplaint: ReopenComplaint,
  ) {}

  @Post('referral-out')
  @Operation({
    ...coordinatorAct,
    id: 'referOutComplaint',
    summary: 'Refer the complaint to a body outside the city; the citizen sees its name',
    example: {
      body: {
        name: 'PLN UP3 Banjarmasin',
        channel: 'Telepon 123 atau aplikasi PLN Mobile',
        reason: 'Tiang listrik adalah kewenangan PLN',
      },
      answer: complaintExamples.referredOut,
    },
  })
  async referOut(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: referralOutSchema }) body: z.infer<typeof referralOutSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.referOutComplaint.execute(id, body, context));
  }

  @Post('archiving')
  @Operation({
    ...coordinatorAct,
    id: 'archiveComplaint',
    codes: { ...coordinatorAct.codes, 422: ['archiving.remedy-required'] },
    summary:
      'Archive a complaint that is not a matter of public service; the citizen sees the explanation and the remedy',
    example: {
      answer: complaintExamples.archived,
      body: {
        reasonCode: 'before_court',
        explanation: 'Perkara ini sedang diperiksa Pengadilan Negeri Banjarmasin.',
        remedy: 'Ibu dapat menunggu putusan, atau meminta bantuan hukum gratis di Posbakum pengadilan.',
      },
    },
  })
  async archive(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: archivingSchema }) body: z.infer<typeof archivingSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.archiveComplaint.execute(id, body, context));
  }

  @Post('reopening')
  @Operation({
    ...coordinatorAct,
    id: 'reopenComplaint',
    summary: 'Reopen a closed or archived complaint; its clocks restart',
    example: { body: { reason: 'Lubang yang sama terbuka lagi setelah hujan' }, answer: complaintExamples.reopened },
  })
  async reopen(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: reopeningSchema }) body: z.infer<typeof reopeningSchema>,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return sendResponse(reply, await this.reopenComplaint.execute(id, body, context));
  }
}
