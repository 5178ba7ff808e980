import { z } from 'zod';
import { outcomes, statuses } from '@tuntas/contracts';
import { typedTicket } from '@tuntas/complaint/view';
import { instant } from '@tuntas/platform';

export const ticketParam = z.object({
  ticket: typedTicket.describe('Ticket number in upper or lower case, with any dashes or blanks'),
});

export const trackingSchema = z
  .object({
    ticket: z.string(),
    status: z.enum(statuses),
    statusLabel: z.string(),
    outcome: z.enum(outcomes).nullable(),
    explanation: z.string().describe('Current status, next step and deadline in words'),
    until: instant.nullable().describe('Deadline of the next step, or of the citizen to act'),
    untilInWords: z.string().nullable().describe('The same in words'),
    office: z.string().nullable(),
    lodgedAt: instant,
    escalationLevel: z.int(),
    referralOffered: z.boolean(),
    timeline: z.array(
      z.object({
        at: instant,
        on: z.string().describe('The day in words'),
        what: z.string(),
        text: z.string().nullable().describe('Text of the office for the citizen'),
      }),
    ),
    actions: z
      .array(z.object({ action: z.string().describe('Path segment of the action'), what: z.string() }))
      .describe('Actions that the citizen may take now'),
    remedies: z.array(z.string()).describe('Other remedies of the citizen'),
    allowedActions: z.array(z.string()),
  })
  .meta({ id: 'Tracking' });

export const trackingExample: z.infer<typeof trackingSchema> = {
  ticket: 'BJM-2026-000123-D',
  status: 'assigned',
  statusLabel: 'Diteruskan ke instansi',
  outcome: null,
  explanation:
    'Pengaduan Anda sudah sampai di Dinas Pekerjaan Umum dan Penataan Ruang. Petugas di sana akan mempelajari dan menanganinya. ' +
    'Anda akan menerima tanggapan pertama paling lambat Selasa, 31 Maret 2026 pukul 16.00 WITA.',
  until: '2026-03-31T08:00:00.000Z',
  untilInWords: 'Selasa, 31 Maret 2026 pukul 16.00 WITA',
  office: 'Dinas Pekerjaan Umum dan Penataan Ruang',
  lodgedAt: '2026-03-17T01:00:00.000Z',
  escalationLevel: 0,
  referralOffered: false,
  timeline: [
    { at: '2026-03-17T01:00:00.000Z', on: 'Selasa, 17 Maret 2026', what: 'Pengaduan Anda kami terima.', text: null },
    {
      at: '2026-03-17T01:00:01.000Z',
      on: 'Selasa, 17 Maret 2026',
      what: 'Pengaduan Anda kami teruskan ke Dinas Pekerjaan Umum dan Penataan Ruang.',
      text: null,
    },
  ],
  actions: [
    { action: 'withdrawal', what: 'Anda dapat mencabut pengaduan ini jika tidak ingin melanjutkannya.' },
    { action: 'referral', what: 'Anda dapat meminta Ombudsman memeriksa pengaduan ini; tidak dipungut biaya.' },
  ],
  remedies: [
    'Anda berhak meminta bantuan Ombudsman RI Perwakilan Kalimantan Selatan: telepon 137, tidak dipungut biaya.',
  ],
  allowedActions: ['withdrawal', 'referral'],
};
