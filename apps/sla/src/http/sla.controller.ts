import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { classifications, clockNames } from '@tuntas/contracts';
import { instant, instantParam, line, Operation } from '@tuntas/service';
import { ExplainDue, type DueAnswer } from '../use-cases/explain-due.js';

const explainSchema = z.strictObject({
  clock: z.enum(clockNames),
  classification: z.enum(classifications).default('ordinary_complaint'),
  startedAt: instantParam,
  office: line(40).nullable().default(null),
  pauses: z.array(z.strictObject({ from: instantParam, to: instantParam.nullable().default(null) })
    .refine(pause => pause.to === null || pause.to >= pause.from, { path: ['to'], error: 'to < from' })).max(100).default([]),
}).meta({ id: 'DueQuestion' });

const explanationSchema = z.object({
  dueAt: instant.nullable(), provisional: z.boolean(), basis: z.string(),
  policyVersion: z.int(), calendar: z.string(), calendarVersion: z.int(),
  steps: z.array(z.object({
    kind: z.enum(['started', 'counted', 'skipped', 'end_of_count', 'paused', 'pause_ignored', 'extended', 'due']),
    date: z.string(), at: instant.nullable(), number: z.int().nullable(), label: z.object({ id: z.string(), en: z.string() }),
  })),
}).meta({ id: 'DueExplanation' });

@Controller('v1/sla')
export class SlaController {
  constructor(private readonly explaining: ExplainDue) {}

  @Post('explain')
  @HttpCode(200)
  @Operation({
    id: 'explainDue', tag: 'SLA', summary: 'When a clock would be due, with every day counted or skipped and why',
    roles: ['sla_operator', 'coordinator', 'auditor', 'admin'], answer: explanationSchema, problems: [400, 413, 415, 422],
    example: { body: { clock: 'resolution', classification: 'ordinary_complaint', startedAt: '2026-03-17T09:00:00+08:00', office: 'PUPR' } },
  })
  explain(@Body({ schema: explainSchema }) body: z.infer<typeof explainSchema>): Promise<DueAnswer> {
    return this.explaining.execute(body);
  }
}
