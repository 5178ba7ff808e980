import type { z } from 'zod';
import { trackingExample, type trackingSchema } from './tracking-schema.js';

type Tracking = z.infer<typeof trackingSchema>;

const office = trackingExample.office!;
const now = { at: '2026-03-27T03:00:00.000Z', on: 'Jumat, 27 Maret 2026' };
const firstResponse = 'Tanggapan pertama sampai kepada Anda paling lambat Selasa, 31 Maret 2026 pukul 16.00 WITA.';
const referral = trackingExample.actions[1]!;
const reopening = { action: 'reopening', what: 'Anda dapat meminta pengaduan ini dibuka kembali jika masalahnya belum selesai.' };

/** The citizen's page after an act of theirs: what it says differently, and the newest line of its history. */
const after = (what: string, different: Partial<Tracking>): Tracking => {
  const shown = { ...trackingExample, ...different };
  return { ...shown, timeline: [...trackingExample.timeline, { ...now, what, text: null }], allowedActions: shown.actions.map(({ action }) => action) };
};
const workedOn = { status: 'in_progress', statusLabel: 'Ditindaklanjuti', explanation: `${office} sedang menangani pengaduan Anda. ${firstResponse}` } as const;
const closed = { status: 'closed', statusLabel: 'Selesai', until: null, untilInWords: null } as const;

export const actExamples = {
  completed: after('Anda mengirim keterangan yang kami minta. Terima kasih.', {}),
  answered: after('Anda menjawab. Terima kasih.', workedOn),
  confirmed: after('Anda memberi tahu kami bahwa pengaduan ini boleh selesai.', {
    ...closed, outcome: 'confirmed', until: '2026-04-26T16:00:00.000Z', untilInWords: 'akhir hari Minggu, 26 April 2026', actions: [reopening, referral],
    explanation: 'Anda setuju dengan penyelesaiannya, dan pengaduan ini selesai. Terima kasih sudah memberi tahu kami. '
      + 'Jika masalahnya belum selesai, Anda dapat meminta pengaduan ini dibuka kembali sampai akhir hari Minggu, 26 April 2026.',
  }),
  objected: after(`Anda menyampaikan keberatan, dan ${office} menanganinya kembali.`, workedOn),
  reopened: after('Pengaduan ini dibuka kembali.', {}),
  withdrawn: after('Anda menarik pengaduan ini.', {
    ...closed, outcome: 'withdrawn', actions: [referral],
    explanation: 'Anda menarik pengaduan ini, jadi penanganannya kami hentikan. Anda selalu boleh datang lagi kepada kami.',
  }),
  referred: after('Anda meminta Ombudsman memeriksa pengaduan ini.', {
    escalationLevel: 3, explanation: `${trackingExample.explanation} Ombudsman sudah menerima pengaduan ini dengan nomor 0001/LM/III/2026/BJM.`,
  }),
};
