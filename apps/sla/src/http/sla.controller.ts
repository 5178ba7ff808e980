import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Operation } from '@tuntas/platform';
import { ExplainDue } from '../use-cases/explain-due.js';
import { explained, explainSchema, explanationExample, explanationSchema } from './explain-schemas.js';

/** Explains due instants of hypothetical clocks. */
@Controller('v1/sla')
export class SlaController {
  constructor(private readonly explaining: ExplainDue) {}

  @Post('explain')
  @HttpCode(200)
  @Operation({
    id: 'explainDue',
    tag: 'SLA',
    summary: 'Compute when a clock would be due, and explain every day counted or skipped',
    roles: ['sla_operator', 'coordinator', 'auditor', 'admin'],
    answer: explanationSchema,
    problems: [400, 413, 415, 422],
    codes: {
      422: [
        'reference.unknown',
        'explain.too-long',
        'policy.missing',
        'calendar.bad-date',
        'calendar.bad-hours',
        'calendar.unknown-kind',
        'calendar.unknown-zone',
        'calendar.without-working-day',
      ],
    },
    example: {
      body: { clock: 'human_contact', startedAt: '2026-03-30T09:00:00+08:00', office: 'PUPR' },
      answer: explanationExample,
    },
  })
  async explain(@Body({ schema: explainSchema }) body: z.infer<typeof explainSchema>): Promise<object> {
    return explained(await this.explaining.execute(body));
  }
}
