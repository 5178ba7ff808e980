import { z } from 'zod';
import { outcomes, statuses } from '@tuntas/contracts';
import { typedTicket } from '@tuntas/complaint/view';
import { instant } from '@tuntas/service';

export const ticketParam = z.object({
  ticket: typedTicket.describe('In capital or small letters, with any dashes or blanks'),
});

export const trackingSchema = z
  .object({
    ticket: z.string(),
    status: z.enum(statuses),
    statusLabel: z.string(),
    outcome: z.enum(outcomes).nullable(),
    explanation: z.string().describe('How it stands, what happens next and until when, in words'),
    until: instant.nullable().describe('Until when the next thing happens, or the citizen may act'),
    untilInWords: z.string().nullable().describe('The same, as the city says it'),
    office: z.string().nullable(),
    lodgedAt: instant,
    escalationLevel: z.int(),
    referralOffered: z.boolean(),
    timeline: z.array(
      z.object({
        at: instant,
        on: z.string().describe('The day, in words'),
        what: z.string(),
        text: z.string().nullable().describe('What the office wrote with it'),
      }),
    ),
    actions: z
      .array(z.object({ action: z.string().describe('The path segment'), what: z.string() }))
      .describe('What the citizen may do now'),
    remedies: z.array(z.string()).describe('Where else they may turn to'),
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
