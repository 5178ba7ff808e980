import type { z } from 'zod';
import { trackingExample, type trackingSchema } from './tracking-schema.js';

type Tracking = z.infer<typeof trackingSchema>;

const office = trackingExample.office!;
const now = { at: '2026-03-27T03:00:00.000Z', on: 'Jumat, 27 Maret 2026' };
const firstResponse = 'Anda akan menerima tanggapan pertama paling lambat Selasa, 31 Maret 2026 pukul 16.00 WITA.';
const referral = trackingExample.actions[1]!;
const reopening = {
  action: 'reopening',
  what: 'Anda dapat meminta pengaduan ini dibuka kembali jika masalahnya belum selesai.',
};

/** The tracking page after an act of the citizen: its changes, and the new entry of the timeline. */
const trackingAfter = (what: string, changes: Partial<Tracking>): Tracking => {
  const shown = { ...trackingExample, ...changes };
  return {
    ...shown,
    timeline: [...trackingExample.timeline, { ...now, what, text: null }],
    allowedActions: shown.actions.map(({ action }) => action),
  };
};
const inProgress = {
  status: 'in_progress',
  statusLabel: 'Sedang ditangani',
  explanation: `${office} sedang menangani pengaduan Anda. ${firstResponse}`,
} as const;
const closed = { status: 'closed', statusLabel: 'Ditutup', until: null, untilInWords: null } as const;

export const actExamples = {
  completed: trackingAfter('Anda mengirim keterangan yang kami minta. Terima kasih.', {}),
  answered: trackingAfter('Anda menjawab. Terima kasih.', inProgress),
  confirmed: trackingAfter('Anda menyatakan masalahnya sudah selesai.', {
    ...closed,
    outcome: 'confirmed',
    until: '2026-04-26T16:00:00.000Z',
    untilInWords: 'Minggu, 26 April 2026 pukul 24.00 WITA',
    actions: [reopening, referral],
    explanation:
      'Anda menyatakan masalahnya sudah selesai, dan pengaduan ini kami tutup. Terima kasih atas kepercayaan Anda. ' +
      'Jika masalahnya ternyata belum selesai, Anda dapat meminta pengaduan ini dibuka kembali sampai Minggu, 26 April 2026 pukul 24.00 WITA.',
  }),
  objected: trackingAfter(`Anda menyampaikan keberatan, dan ${office} menanganinya kembali.`, inProgress),
  reopened: trackingAfter('Pengaduan ini dibuka kembali.', {}),
  withdrawn: trackingAfter('Anda mencabut pengaduan ini.', {
    ...closed,
    outcome: 'withdrawn',
    actions: [referral],
    explanation: 'Anda mencabut pengaduan ini, jadi penanganannya kami hentikan. Pintu kami selalu terbuka bagi Anda.',
  }),
  referred: trackingAfter('Anda meminta Ombudsman memeriksa pengaduan ini.', {
    escalationLevel: 3,
    explanation: `${trackingExample.explanation} Ombudsman sudah menerima pengaduan ini (nomor 0001/LM/III/2026/BJM).`,
  }),
};
