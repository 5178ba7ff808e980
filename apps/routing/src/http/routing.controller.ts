import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { complaintSchema } from '@tuntas/complaint/view';
import { idParam, line, Operation, send, WhatIsAsked, type Asked, type IdParam } from '@tuntas/service';
import { AssignComplaint } from '../use-cases/assign-complaint.js';

const assignmentSchema = z.strictObject({
  office: line(40), reason: line(2_000),
}).meta({ id: 'Assignment' });

/** The coordinator's door. */
@Controller('v1/complaints/:id')
export class RoutingController {
  constructor(private readonly assigning: AssignComplaint) {}

  @Post('assignment')
  @Operation({
    id: 'assignComplaint', tag: 'Routing', summary: 'Make an office responsible', roles: ['coordinator'], answer: complaintSchema,
    problems: [400, 404, 409, 412, 413, 415, 422], headers: ['Idempotency-Key', 'If-Match'], answerHeaders: { ETag: 'The version' },
    example: { body: { office: 'PUPR', reason: 'Jalan kota, kewenangan PUPR' } },
  })
  async assign(@Param({ schema: idParam }) { id }: IdParam, @Body({ schema: assignmentSchema }) body: z.infer<typeof assignmentSchema>, @WhatIsAsked() asked: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return send(reply, await this.assigning.execute(id, body, asked));
  }
}
