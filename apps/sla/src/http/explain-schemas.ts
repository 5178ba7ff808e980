import { z } from 'zod';
import { classifications, clockNames } from '@tuntas/contracts';
import { customIssue, instant, instantParam, line } from '@tuntas/platform';
import { durationOf } from '@tuntas/complaint/view';
import type { DueExplanation } from '../use-cases/explain-due.js';
import { listedClock, listExample } from './clock-schemas.js';

export const explainSchema = z
  .strictObject({
    clock: z.enum(clockNames),
    classification: z.enum(classifications).default('ordinary_complaint'),
    startedAt: instantParam,
    office: line(40).nullable().default(null),
    pauses: z
      .array(
        z
          .strictObject({ from: instantParam, to: instantParam.nullable().default(null) })
          .refine(pause => pause.to === null || pause.to >= pause.from, {
            path: ['to'],
            error: 'ends_before_it_begins',
          }),
      )
      .max(100)
      .default([]),
    length: z
      .int()
      .min(1)
      .max(1_000)
      .nullable()
      .default(null)
      .describe('Length in the unit of the policy, if it is not that of the policy: a question to the citizen, a rung'),
    changedAt: instantParam
      .nullable()
      .default(null)
      .describe(
        'When office or classification last changed while the clock ran. If the recomputed time would already be ' +
          'over by then, the clock is due at the end of the first working day after the change',
      ),
  })
  .check(({ value: { startedAt, changedAt }, issues }) => {
    if (changedAt !== null && changedAt < startedAt)
      issues.push(customIssue('change_before_start', changedAt, ['changedAt']));
  })
  .meta({ id: 'DueQuestion' });

export const explanationSchema = z
  .object({
    dueAt: instant.nullable().describe('Null while a pause is open'),
    remaining: z.string().nullable().describe('The unpaused time left, ISO 8601; null if no pause is open'),
    provisional: z.boolean(),
    basis: z.string(),
    policyVersion: z.int(),
    calendar: z.string(),
    calendarVersion: z.int(),
    steps: z.array(
      z.object({
        kind: z.enum([
          'started',
          'recounted',
          'counted',
          'skipped',
          'end_of_count',
          'paused',
          'pause_ignored',
          'extended',
          'due',
        ]),
        date: z.string(),
        at: instant.nullable(),
        number: z.int().nullable(),
        label: z.object({ id: z.string(), en: z.string() }),
      }),
    ),
  })
  .meta({ id: 'DueExplanation' });
export const clockExplanationSchema = explanationSchema.extend({ clock: listedClock }).meta({ id: 'ClockExplanation' });

export const explained = <Answer extends DueExplanation>({ remainingMs, ...answer }: Answer) => ({
  ...answer,
  remaining: remainingMs === null ? null : durationOf(remainingMs),
});

export const explanationExample: z.infer<typeof explanationSchema> = {
  dueAt: '2026-03-31T08:00:00.000Z',
  remaining: null,
  provisional: false,
  basis: 'city policy',
  policyVersion: 1,
  calendar: 'office-hours',
  calendarVersion: 1,
  steps: [
    {
      kind: 'started',
      date: '2026-03-30',
      at: '2026-03-30T01:00:00.000Z',
      number: null,
      label: {
        id: 'Dimulai Senin, 30 Maret 2026 pukul 09.00 WITA; hari ke-1 adalah hari kerja berikutnya',
        en: 'Started Monday 30 March 2026 at 09:00 WITA; day 1 is the next working day',
      },
    },
    {
      kind: 'counted',
      date: '2026-03-31',
      at: null,
      number: 1,
      label: {
        id: 'Hari kerja ke-1: Selasa, 31 Maret 2026, 07.30–16.00',
        en: 'Working day 1: Tuesday 31 March 2026, 07:30–16:00',
      },
    },
    {
      kind: 'end_of_count',
      date: '2026-03-31',
      at: '2026-03-31T08:00:00.000Z',
      number: null,
      label: {
        id: 'Akhir jam kerja hari terakhir: Selasa, 31 Maret 2026 pukul 16.00 WITA',
        en: 'End of office hours of the last day: Tuesday 31 March 2026 at 16:00 WITA',
      },
    },
    {
      kind: 'due',
      date: '2026-03-31',
      at: '2026-03-31T08:00:00.000Z',
      number: null,
      label: {
        id: 'Jatuh tempo Selasa, 31 Maret 2026 pukul 16.00 WITA (13 jam 30 menit jam kerja)',
        en: 'Due Tuesday 31 March 2026 at 16:00 WITA (13 h 30 min working time)',
      },
    },
  ],
};

const [clock] = listExample.items;
export const clockExplanationExample: z.infer<typeof clockExplanationSchema> = {
  clock: clock!,
  dueAt: clock!.dueAt!,
  remaining: null,
  provisional: false,
  basis: clock!.basis,
  policyVersion: 1,
  calendar: 'office-hours',
  calendarVersion: 1,
  steps: [
    {
      kind: 'started',
      date: '2026-03-17',
      at: '2026-03-17T01:00:00.000Z',
      number: null,
      label: {
        id: 'Dimulai Selasa, 17 Maret 2026 pukul 09.00 WITA; hari ke-1 adalah hari kerja berikutnya',
        en: 'Started Tuesday 17 March 2026 at 09:00 WITA; day 1 is the next working day',
      },
    },
    {
      kind: 'counted',
      date: '2026-03-25',
      at: null,
      number: 1,
      label: {
        id: 'Hari kerja ke-1: Rabu, 25 Maret 2026, 07.30–16.00',
        en: 'Working day 1: Wednesday 25 March 2026, 07:30–16:00',
      },
    },
  ],
};
