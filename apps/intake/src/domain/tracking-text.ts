import type { Act } from '@tuntas/complaint';
import type { Outcome, Status } from '@tuntas/contracts';

/** A sentence in both languages of the citizen. */
export interface Sentence { readonly id: string; readonly en: string }

export const statusLabels: Readonly<Record<Status, Sentence>> = {
  received: { id: 'Diterima', en: 'Received' },
  awaiting_completion: { id: 'Menunggu kelengkapan', en: 'Waiting for what is missing' },
  assigned: { id: 'Terdisposisi', en: 'With the responsible office' },
  in_progress: { id: 'Ditindaklanjuti', en: 'Being worked on' },
  awaiting_complainant: { id: 'Menunggu pelapor', en: 'Waiting for your answer' },
  resolved: { id: 'Menunggu tanggapan pelapor', en: 'Answered; waiting for your reply' },
  closed: { id: 'Selesai', en: 'Settled' },
  archived: { id: 'Diarsipkan', en: 'Archived' },
};

/** What happens next, for each status. */
export const nextSteps: Readonly<Record<Exclude<Status, 'closed'>, Sentence>> = {
  received: { id: 'Pengaduan Anda sudah kami terima. Petugas kami memeriksanya dan meneruskannya ke instansi yang berwenang.', en: 'We have your complaint. Our staff check it and bring it to the office that is responsible.' },
  awaiting_completion: { id: 'Kami memerlukan sedikit keterangan lagi dari Anda agar pengaduan ini dapat diteruskan.', en: 'We need a little more from you before the complaint can go on.' },
  assigned: { id: 'Pengaduan Anda sudah sampai di instansi yang berwenang dan akan segera ditangani.', en: 'Your complaint has reached the responsible office and will be taken up soon.' },
  in_progress: { id: 'Instansi sedang menangani pengaduan Anda.', en: 'The office is working on your complaint.' },
  awaiting_complainant: { id: 'Instansi mengajukan pertanyaan kepada Anda. Jawaban Anda membantu kami menyelesaikannya.', en: 'The office has a question for you. Your answer helps us to settle this.' },
  resolved: { id: 'Instansi sudah memberi jawaban. Beri tahu kami apakah Anda setuju.', en: 'The office has answered. Please tell us whether you agree.' },
  archived: { id: 'Pengaduan ini tidak termasuk pelayanan publik, sehingga kami arsipkan. Alasan dan jalan lain tercantum di bawah.', en: 'This is not a matter of public service and was archived. The reason and other ways are given below.' },
};

export const outcomeSentences: Readonly<Record<Outcome, Sentence>> = {
  confirmed: { id: 'Anda menyetujui penyelesaiannya. Terima kasih sudah menyampaikan.', en: 'You agreed with the settlement. Thank you for telling us.' },
  heard: { id: 'Anda menyatakan sudah didengar. Terima kasih sudah menyampaikan.', en: 'You say that you were heard. Thank you for telling us.' },
  closed_by_silence: { id: 'Kami belum menerima tanggapan Anda sampai batas waktunya, sehingga pengaduan ini ditutup. Diamnya Anda tidak kami anggap setuju.', en: 'We had no reply from you in time, so the complaint was closed. We do not take silence for consent.' },
  withdrawn: { id: 'Anda menarik pengaduan ini.', en: 'You took this complaint back.' },
  deemed_withdrawn: { id: 'Keterangan yang diperlukan belum kami terima sampai batas waktunya, sehingga pengaduan ini ditutup.', en: 'What was missing did not reach us in time, so the complaint was closed.' },
  referred_out: { id: 'Urusan ini berada di luar kewenangan kota. Kami sudah menunjukkan lembaga yang berwenang.', en: 'This lies outside the city. We have named the body that is responsible.' },
  contested: { id: 'Anda belum setuju dengan penyelesaiannya. Anda dapat meminta Ombudsman memeriksanya.', en: 'You do not agree with the settlement. You can ask the Ombudsman to look at it.' },
};

/** What the citizen is told of each act; acts that concern nobody outside are absent. */
export const actSentences: Partial<Readonly<Record<Act, Sentence>>> = {
  lodge: { id: 'Pengaduan diterima', en: 'Complaint received' },
  verify: { id: 'Pengaduan dinyatakan lengkap', en: 'Complaint found complete' },
  request_completion: { id: 'Kami meminta kelengkapan', en: 'We asked for what is missing' },
  complete: { id: 'Anda melengkapi pengaduan', en: 'You completed the complaint' },
  lapse_completion: { id: 'Batas waktu kelengkapan berakhir', en: 'The time for completion ended' },
  assign: { id: 'Diteruskan ke instansi yang berwenang', en: 'Brought to the responsible office' },
  accept: { id: 'Instansi mulai menangani', en: 'The office took it up' },
  contact: { id: 'Petugas menghubungi Anda', en: 'An officer contacted you' },
  respond: { id: 'Instansi memberi tanggapan', en: 'The office responded' },
  ask: { id: 'Instansi mengajukan pertanyaan', en: 'The office asked you a question' },
  answer: { id: 'Anda menjawab', en: 'You answered' },
  lapse_answer: { id: 'Instansi melanjutkan tanpa jawaban', en: 'The office went on without an answer' },
  resolve: { id: 'Instansi memberi keputusan', en: 'The office decided' },
  transfer: { id: 'Dialihkan ke instansi lain', en: 'Handed to another office' },
  refer_out: { id: 'Dirujuk ke lembaga di luar kota', en: 'Referred to a body outside the city' },
  confirm: { id: 'Anda menyetujui penyelesaian', en: 'You agreed' },
  object: { id: 'Anda mengajukan keberatan', en: 'You objected' },
  lapse_reply: { id: 'Batas waktu tanggapan berakhir', en: 'The time for your reply ended' },
  withdraw: { id: 'Anda menarik pengaduan', en: 'You took the complaint back' },
  archive: { id: 'Pengaduan diarsipkan', en: 'Complaint archived' },
  reopen: { id: 'Pengaduan dibuka kembali', en: 'Complaint reopened' },
  consent: { id: 'Anda menyetujui rujukan ke Ombudsman', en: 'You consented to the Ombudsman' },
  request_referral: { id: 'Anda meminta Ombudsman memeriksa', en: 'You asked for the Ombudsman' },
};

/** Where else a citizen may turn to; UU 25/2009 Art. 46, UU 37/2008. */
export const remedies: readonly Sentence[] = [
  { id: 'Ombudsman RI Perwakilan Kalimantan Selatan: tidak dipungut biaya, telepon 137.', en: 'Ombudsman RI, representative office of South Kalimantan: free of charge, call 137.' },
  { id: 'Datang ke loket Mal Pelayanan Publik atau kantor kecamatan; petugas kami siap membantu.', en: 'Come to a counter of the Mal Pelayanan Publik or a district office; our staff are glad to help.' },
];
/** Said when the ladder waits for the citizen's consent. */
export const referralOffer: Sentence = {
  id: 'Instansi melewati batas waktunya. Jika Anda menyetujui, kami meneruskan pengaduan ini ke Ombudsman.',
  en: 'The office missed its time. If you consent, we refer this complaint to the Ombudsman.',
};
