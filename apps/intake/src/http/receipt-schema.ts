import { z } from 'zod';
import { instant } from '@tuntas/platform';

const receipt = {
  ticket: z.string(),
  issuedAt: instant,
  issuedBy: z.string(),
  place: z.string().describe('The counter, or the channel if there is none'),
  complainant: z.string().nullable().describe('Null for an anonymous complaint'),
  description: z.string(),
};

/** The receipt in the response of a lodging. */
export const freshReceiptSchema = z
  .object({
    ...receipt,
    accessCode: z.string().describe('Access code for tracking; shown only in this response'),
  })
  .meta({ id: 'FreshReceipt' });

/** The reissued receipt. */
export const receiptSchema = z
  .object({
    ...receipt,
    city: z.string(),
    subject: z.string(),
    requestedSettlement: z.string().nullable(),
    address: z.string().nullable().describe('Address of the complainant; null for an anonymous complaint'),
    issuedAtInWords: z.string(),
    explanation: z.string().describe('Current status and next step in words'),
    until: instant.nullable(),
    untilInWords: z.string().nullable(),
    remedies: z.array(z.string()).describe('Other remedies of the citizen'),
  })
  .meta({ id: 'Receipt' });
export type ReceiptAnswer = z.infer<typeof receiptSchema>;

export const receiptExample: ReceiptAnswer = {
  ticket: 'BJM-2026-000123-D',
  city: 'Kota Banjarmasin',
  issuedAt: '2026-03-17T01:00:00.000Z',
  issuedAtInWords: 'Selasa, 17 Maret 2026 pukul 09.00 WITA',
  issuedBy: 'Rina',
  place: 'Mal Pelayanan Publik Loket 3',
  complainant: 'Siti Rahmah',
  subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
  description: 'Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.',
  requestedSettlement: 'Mohon ditambal',
  address: 'Sungai Andai RT 12',
  explanation:
    'Pengaduan Anda sudah sampai di Dinas Pekerjaan Umum dan Penataan Ruang. Petugas di sana akan mempelajari dan menanganinya. ' +
    'Anda akan menerima tanggapan pertama paling lambat Selasa, 31 Maret 2026 pukul 16.00 WITA.',
  until: '2026-03-31T08:00:00.000Z',
  untilInWords: 'Selasa, 31 Maret 2026 pukul 16.00 WITA',
  remedies: [
    'Anda berhak meminta bantuan Ombudsman RI Perwakilan Kalimantan Selatan: telepon 137, tidak dipungut biaya.',
  ],
};
