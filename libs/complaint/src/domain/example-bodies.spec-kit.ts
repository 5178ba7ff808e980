import type { Act } from '@tuntas/contracts';

/** A request body for every act with a path, as a client may send it. Add a line here for each new act. */
export const exampleBodies: Readonly<Partial<Record<Act, object>>> = {
  verify: { complete: true },
  request_completion: { complete: false, missing: [{ field: 'location', note: 'Di depan rumah nomor berapa, Bu?' }] },
  complete: { note: 'Di depan rumah nomor 12, seberang masjid.' },
  reclassify: { classification: 'aspiration', reason: 'Ini usulan, bukan keluhan' },
  assign: { office: 'PUPR', reason: 'Jalan kota, kewenangan PUPR' },
  accept: {},
  contact: { by: 'phone', note: 'Kami sepakat meninjau besok pagi.' },
  respond: { text: 'Tim kami meninjau lokasi hari ini, Bu.', isPublic: true },
  ask: { question: 'Lajur kiri atau kanan, Bu?', dueInWorkingDays: 5 },
  answer: { text: 'Lajur kiri' },
  resolve: { decision: 'granted', explanation: 'Lubang sudah ditambal hari Selasa.' },
  transfer: { toOffice: 'DISHUB', reason: 'Rambunya yang rusak, bukan jalannya' },
  refer_out: { name: 'PLN UP3 Banjarmasin', channel: 'Telepon 123', reason: 'Tiang listrik milik PLN' },
  confirm: { rating: { attitude: 5, attention: 5, action: 4 } },
  object: { reason: 'Tambalannya sudah terkelupas lagi' },
  withdraw: { reason: 'Sudah beres' },
  archive: {
    reasonCode: 'before_court',
    explanation: 'Perkara ini sedang diperiksa pengadilan.',
    remedy: 'Ibu dapat menunggu putusannya.',
  },
  reopen: { reason: 'Lubang yang sama terbuka lagi' },
  consent: { consent: true },
  request_referral: { consent: true },
  note: { text: 'Anggaran triwulan ini masih ada.' },
  disclose: { reason: 'Perlu menghubungi pelapor untuk meninjau lokasi' },
};
