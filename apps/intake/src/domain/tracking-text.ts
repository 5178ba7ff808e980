import type { ActPath } from '@tuntas/complaint';
import type { ArchiveReason, Classification, ClockName, EscalationTarget, Outcome, Status } from '@tuntas/contracts';
import { bilingual, type Sentence } from './sentence.js';

// The sentences of the tracking page, in one voice: `kami` is the city that received the complaint.

/** Status labels of the tracking page; lists for staff have their own labels. */
export const statusLabels: Readonly<Record<Status, Sentence>> = {
  received: bilingual('Diterima', 'Received'),
  awaiting_completion: bilingual('Menunggu kelengkapan dari Anda', 'Waiting for information from you'),
  assigned: bilingual('Diteruskan ke instansi', 'With the responsible office'),
  in_progress: bilingual('Sedang ditangani', 'Being worked on'),
  awaiting_complainant: bilingual('Menunggu jawaban Anda', 'Waiting for your answer'),
  resolved: bilingual('Sudah diputuskan; menunggu tanggapan Anda', 'Decided; waiting for your reply'),
  closed: bilingual('Ditutup', 'Closed'),
  archived: bilingual('Tidak dapat dilanjutkan (diarsipkan)', 'Not taken further (archived)'),
};

/** Sentences for every status that has no outcome or archiving reason. */
export const statusSentences: Readonly<Record<Exclude<Status, 'closed' | 'archived'>, Sentence>> = {
  received: bilingual(
    'Pengaduan Anda sudah kami terima. Terima kasih sudah menyampaikannya. Kami akan memeriksanya, lalu meneruskannya ke instansi yang berwenang.',
    'We have received your complaint. Thank you for telling us. We will check it and pass it to the office responsible.',
  ),
  awaiting_completion: bilingual(
    'Kami memerlukan sedikit keterangan lagi dari Anda supaya pengaduan ini dapat dilanjutkan. Rinciannya ada di riwayat pengaduan ini.',
    'We need some more information before we can continue. You will find what we need in the history of this complaint.',
  ),
  assigned: bilingual(
    'Pengaduan Anda sudah sampai di {office}. Petugas di sana akan mempelajari dan menanganinya.',
    'Your complaint has reached {office}. Staff there will look into it shortly.',
  ),
  in_progress: bilingual('{Office} sedang menangani pengaduan Anda.', '{Office} is working on your complaint.'),
  awaiting_complainant: bilingual(
    'Ada yang ingin ditanyakan {office} kepada Anda; pertanyaannya ada di riwayat pengaduan ini. Jawaban Anda akan sangat membantu.',
    '{Office} would like to ask you a question; you will find it in the history of this complaint. Your answer helps us resolve this complaint.',
  ),
  resolved: bilingual(
    '{Office} sudah memberikan keputusan; Anda dapat membacanya di riwayat pengaduan ini. Apakah masalah Anda sudah selesai? Kami ingin mendengarnya langsung dari Anda.',
    '{Office} has made a decision; you can read it in the history of this complaint. Has it solved the problem for you? Please let us know.',
  ),
};
/** Sentences for an archived complaint, by reason. */
export const archivedSentences: Readonly<Record<ArchiveReason, Sentence>> = {
  not_public_service: bilingual(
    'Mohon maaf, masalah ini bukan urusan pelayanan publik yang dapat kami tangani.',
    'We are sorry: this is not a matter of public service that we can handle.',
  ),
  before_court: bilingual(
    'Mohon maaf, masalah ini sedang diperiksa pengadilan, sehingga kami belum dapat menanganinya.',
    'We are sorry: this matter is before a court, so we cannot handle it yet.',
  ),
  already_settled: bilingual(
    'Menurut catatan kami masalah ini sudah diselesaikan.',
    'According to our records this matter has already been resolved.',
  ),
  no_substance: bilingual(
    'Mohon maaf, kami sudah berusaha memahami pengaduan ini, tetapi belum menemukan pokok masalahnya.',
    'We are sorry: we have tried to understand this complaint, but could not find what it is about.',
  ),
  spam: bilingual(
    'Mohon maaf, laporan ini tidak dapat kami proses sebagai pengaduan.',
    'We are sorry: we cannot process this report as a complaint.',
  ),
};
/** The same without a recorded reason. */
export const archivedSentence = bilingual(
  'Mohon maaf, pengaduan ini tidak dapat kami lanjutkan.',
  'We are sorry: we cannot take this complaint further.',
);
export const archivedWhySentence = bilingual(
  'Alasan dan langkah lain yang dapat Anda tempuh ada di riwayat pengaduan ini.',
  'The reason, and what else you can do, are in the history of this complaint.',
);

/** Sentences for a closed complaint, by outcome. */
export const outcomeSentences: Readonly<Record<Outcome, Sentence>> = {
  confirmed: bilingual(
    'Anda menyatakan masalahnya sudah selesai, dan pengaduan ini kami tutup. Terima kasih atas kepercayaan Anda.',
    'You told us that the problem is solved, so we have closed this complaint. Thank you.',
  ),
  heard: bilingual(
    'Anda merasa sudah didengar, dan pengaduan ini kami tutup. Terima kasih sudah bercerita kepada kami.',
    'You told us that you feel heard, and we have closed this complaint. Thank you for talking to us.',
  ),
  closed_by_silence: bilingual(
    'Sampai batas waktunya kami belum mendengar kabar dari Anda, jadi pengaduan ini kami tutup. Ini tidak kami anggap sebagai tanda setuju.',
    'We did not hear from you by the deadline, so we have closed this complaint. We do not take this to mean that you agree.',
  ),
  withdrawn: bilingual(
    'Anda mencabut pengaduan ini, jadi penanganannya kami hentikan. Pintu kami selalu terbuka bagi Anda.',
    'You withdrew this complaint, so we stopped working on it. You are always welcome to come back to us.',
  ),
  deemed_withdrawn: bilingual(
    'Keterangan yang kami perlukan belum sampai kepada kami hingga batas waktunya, jadi pengaduan ini kami tutup. Anda dapat membuat pengaduan baru kapan saja.',
    'The information that we needed did not reach us by the deadline, so we have closed this complaint. You can file a new complaint at any time.',
  ),
  referred_out: bilingual(
    'Masalah ini menjadi wewenang lembaga di luar pemerintah kota. Nama lembaga itu dan cara menghubunginya ada di riwayat pengaduan ini.',
    'This matter is the responsibility of an organisation outside the city government. Its name, and how to contact it, are in the history of this complaint.',
  ),
  contested: bilingual(
    'Kami memahami bahwa Anda belum puas dengan penyelesaiannya, dan keberatan Anda sudah kami catat. Penanganan di tingkat kota sudah selesai; Ombudsman masih dapat memeriksanya.',
    `We understand that you are still not satisfied; your objection is on record. The city's own procedure has ended, but the Ombudsman can still look into it.`,
  ),
};

/** For an assigned complaint of a late office, without a promise of a quick response. */
export const assignedLateSentence = bilingual(
  'Pengaduan Anda sudah sampai di {office}.',
  'Your complaint has reached {office}.',
);
/** For a contested complaint that the Ombudsman already has. */
export const contestedWithCaseSentence = bilingual(
  'Kami memahami bahwa Anda belum puas dengan penyelesaiannya, dan keberatan Anda sudah kami catat. Pengaduan ini sekarang ada di tangan Ombudsman.',
  'We understand that you are still not satisfied; your objection is on record. This complaint is now with the Ombudsman.',
);
/** The next step and its deadline, by running clock. Other clocks are internal. */
export const deadlineSentences: Partial<Readonly<Record<ClockName, Sentence>>> = {
  verification: bilingual('Kami selesai memeriksanya paling lambat {until}.', 'We will finish checking it by {until}.'),
  first_response: bilingual(
    'Anda akan menerima tanggapan pertama paling lambat {until}.',
    'You will get a first response by {until}.',
  ),
  resolution: bilingual(
    'Anda akan menerima keputusannya paling lambat {until}.',
    'You will receive the decision by {until}.',
  ),
  decision: bilingual(
    'Anda akan menerima keputusannya paling lambat {until}.',
    'You will receive the decision by {until}.',
  ),
  completion: bilingual(
    'Kami menunggu keterangan Anda sampai {until}. Jika sampai saat itu belum kami terima, pengaduan ini kami tutup dahulu; Anda tetap dapat mengajukannya lagi. Perlu bantuan? Petugas loket siap menolong.',
    'Please send it by {until}. If we have not received it by then we have to close this complaint, but you can file it again. Do you need help? Staff at any counter are glad to assist.',
  ),
  complainant_answer: bilingual(
    'Kami menunggu jawaban Anda sampai {until}. Jika belum ada jawaban, {office} tetap melanjutkan dengan keterangan yang ada.',
    'Please answer by {until}. Without an answer {office} will continue with what it has.',
  ),
  complainant_reply: bilingual(
    'Kami menunggu kabar Anda sampai {until}. Jika belum ada kabar, pengaduan ini kami tutup tanpa menganggap Anda setuju, dan Anda masih dapat memintanya dibuka kembali.',
    'Please let us know by {until}. If we do not hear from you we will close this complaint without assuming that you agree, and you can still ask us to reopen it.',
  ),
  reopening: bilingual(
    'Jika masalahnya ternyata belum selesai, Anda dapat meminta pengaduan ini dibuka kembali sampai {until}.',
    'If the problem turns out not to be solved, you can ask us to reopen this complaint until {until}.',
  ),
};

/** The deadline for a reply after the last round, without a later reopening. */
export const lastReplyDeadlineSentence = bilingual(
  'Kami menunggu kabar Anda sampai {until}. Jika belum ada kabar, pengaduan ini kami tutup tanpa menganggap Anda setuju; Ombudsman tetap dapat memeriksanya.',
  'Please let us know by {until}. If we do not hear from you we will close this complaint without assuming that you agree; the Ombudsman can still look into it.',
);

/** Acts with a different result than that of `actSentences`. */
export const returnedSentence = bilingual(
  'Pengaduan Anda kembali kepada kami; kami mencarikan instansi yang tepat.',
  'Your complaint came back to us; we are finding the right office for it.',
);
export const contestedSentence = bilingual(
  'Anda menyampaikan keberatan, dan keberatan itu kami catat dalam berkas.',
  'You objected. Your objection is on record.',
);
export const heardSentence = bilingual('Anda menyatakan sudah merasa didengar.', 'You told us that you feel heard.');
export const recategorisedSentence = bilingual(
  'Kami memperbaiki kategori pengaduan ini supaya ditangani dengan cara yang tepat.',
  'We corrected the category of this complaint, so that it is handled correctly.',
);

/** The citizen's open actions, by path segment. */
export const openActSentences: Partial<Readonly<Record<ActPath, Sentence>>> = {
  completion: bilingual('Anda dapat mengirim keterangan yang kami minta.', 'You can send us what we asked for.'),
  answer: bilingual('Anda dapat menjawab pertanyaan dari {office}.', 'You can answer the question from {office}.'),
  confirmation: bilingual(
    'Anda dapat menyatakan bahwa masalahnya sudah selesai, atau bahwa Anda sudah merasa didengar.',
    'You can tell us that the problem is solved, or that you feel heard.',
  ),
  objection: bilingual(
    'Anda dapat menyampaikan keberatan jika masalahnya belum selesai; {office} akan menanganinya kembali.',
    'If the problem is not solved, you can object; {office} will look at it again.',
  ),
  withdrawal: bilingual(
    'Anda dapat mencabut pengaduan ini jika tidak ingin melanjutkannya.',
    'You can withdraw this complaint if you do not want to continue.',
  ),
  reopening: bilingual(
    'Anda dapat meminta pengaduan ini dibuka kembali jika masalahnya belum selesai.',
    'You can ask us to reopen this complaint if the problem is not solved.',
  ),
  referral: bilingual(
    'Anda dapat meminta Ombudsman memeriksa pengaduan ini; tidak dipungut biaya.',
    'You can ask the Ombudsman to look into this complaint; it is free of charge.',
  ),
};
/** An objection after the last round. */
export const lastObjectionSentence = bilingual(
  'Anda dapat menyampaikan keberatan jika masalahnya belum selesai; keberatan itu kami catat, lalu Anda dapat meminta Ombudsman memeriksanya.',
  'If the problem is not solved, you can object; we will put it on record, and you can then ask the Ombudsman to look into it.',
);

/** Shown while a duty of the city is late. */
export const lateSentence = bilingual(
  'Mohon maaf, penanganannya lebih lama daripada yang kami janjikan.',
  'We are sorry: this is taking longer than we promised.',
);
/** The escalation target within the city. */
export const escalationSentences: Readonly<Record<Exclude<EscalationTarget, 'ombudsman'>, Sentence>> = {
  office_head: bilingual(
    'Pimpinan {office} sudah kami minta turun tangan.',
    'We have asked the leadership of {office} to step in.',
  ),
  coordinator: bilingual(
    'Pengaduan ini kini juga dikawal koordinator kota.',
    'The city coordinator is now also overseeing this complaint.',
  ),
  inspectorate: bilingual(
    'Pengaduan ini kini juga dikawal Inspektorat Daerah.',
    'The city inspectorate is now also overseeing this complaint.',
  ),
};
/** Offers a referral to the Ombudsman that was not yet requested. */
export const referralOffer = bilingual(
  'Mohon maaf, keputusannya belum kami berikan. Jika Anda setuju, kami teruskan pengaduan ini ke Ombudsman, tanpa biaya.',
  'We are sorry that we have not made a decision yet. If you agree, we will pass this complaint to the Ombudsman, free of charge.',
);
/** The same without an apology: the city has decided, or the page already contains an apology. */
export const plainReferralOffer = bilingual(
  'Jika Anda setuju, kami teruskan pengaduan ini ke Ombudsman, tanpa biaya.',
  'If you agree, we will pass this complaint to the Ombudsman, free of charge.',
);
/** Replaces an unknown office. */
export const someOffice = bilingual('instansi yang berwenang', 'the office responsible');
/** Names of classes within a sentence. */
export const classNames: Readonly<Record<Classification, Sentence>> = {
  information_request: bilingual('permintaan informasi', 'a request for information'),
  aspiration: bilingual('aspirasi', 'a suggestion'),
  ordinary_complaint: bilingual('pengaduan tidak berkadar pengawasan', 'an ordinary complaint'),
  supervisory_complaint: bilingual('pengaduan berkadar pengawasan', 'a supervisory complaint'),
};
