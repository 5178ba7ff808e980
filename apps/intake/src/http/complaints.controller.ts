import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Operation, send, WhatIsAsked, type Asked } from '@tuntas/service';
import { LodgeComplaint } from '../use-cases/lodge-complaint.js';
import { lodgedExample, lodgedSchema, lodgingExample, lodgingSchema, type LodgingBody } from './lodging-schema.js';

@Controller('v1/complaints')
export class ComplaintsController {
  constructor(private readonly lodgeComplaint: LodgeComplaint) {}

  @Post()
  @Operation({
    id: 'lodgeComplaint', tag: 'Intake', summary: 'Lodge a complaint and get its receipt', status: 201,
    roles: ['integrator', 'counter_clerk', 'coordinator'], answer: lodgedSchema, problems: [400, 409, 413, 415, 422],
    headers: ['Idempotency-Key'], answerHeaders: { Location: 'Where the complaint is', ETag: 'Its version', 'Idempotency-Replayed': 'true for a repetition' },
    example: { body: lodgingExample, answer: lodgedExample },
  })
  async lodge(@Body({ schema: lodgingSchema }) body: LodgingBody, @WhatIsAsked() asked: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return send(reply, await this.lodgeComplaint.execute({ ...body, receivedBy: asked.callerName ?? asked.by.role }, asked));
  }
}
