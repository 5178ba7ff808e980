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

const explanationExample: z.infer<typeof explanationSchema> = {
  dueAt: '2026-03-31T08:00:00.000Z', provisional: false, basis: 'city policy', policyVersion: 1, calendar: 'office-hours', calendarVersion: 1,
  steps: [
    { kind: 'started', date: '2026-03-30', at: '2026-03-30T01:00:00.000Z', number: null,
      label: { id: 'Dimulai Senin, 30 Maret 2026 pukul 09:00 WITA; hari ke-1 adalah hari kerja berikutnya', en: 'Started Monday 30 March 2026 at 09:00 WITA; day 1 is the next working day' } },
    { kind: 'counted', date: '2026-03-31', at: null, number: 1,
      label: { id: 'Hari kerja ke-1: Selasa, 31 Maret 2026, 07:30–16:00', en: 'Working day 1: Tuesday 31 March 2026, 07:30–16:00' } },
    { kind: 'end_of_count', date: '2026-03-31', at: '2026-03-31T08:00:00.000Z', number: null,
      label: { id: 'Akhir jam kerja hari terakhir: Selasa, 31 Maret 2026 pukul 16:00 WITA', en: 'End of office hours of the last day: Tuesday 31 March 2026 at 16:00 WITA' } },
    { kind: 'due', date: '2026-03-31', at: '2026-03-31T08:00:00.000Z', number: null,
      label: { id: 'Jatuh tempo Selasa, 31 Maret 2026 pukul 16:00 WITA (13 jam 30 menit jam kerja)', en: 'Due Tuesday 31 March 2026 at 16:00 WITA (13 h 30 min of working time)' } },
  ],
};

@Controller('v1/sla')
export class SlaController {
  constructor(private readonly explaining: ExplainDue) {}

  @Post('explain')
  @HttpCode(200)
  @Operation({
    id: 'explainDue', tag: 'SLA', summary: 'When a clock would be due, with every day counted or skipped and why',
    roles: ['sla_operator', 'coordinator', 'auditor', 'admin'], answer: explanationSchema, problems: [400, 413, 415, 422],
    example: { body: { clock: 'human_contact', startedAt: '2026-03-30T09:00:00+08:00', office: 'PUPR' }, answer: explanationExample },
  })
  explain(@Body({ schema: explainSchema }) body: z.infer<typeof explainSchema>): Promise<DueAnswer> {
    return this.explaining.execute(body);
  }
}
