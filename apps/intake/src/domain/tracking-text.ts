import type { Act, ActPath } from '@tuntas/complaint';
import type { ArchiveReason, Classification, ClockName, EscalationTarget, Outcome, Status } from '@tuntas/contracts';
import { say, type Sentence } from './sentence.js';

// Everything that the citizen reads on their own page, said by one person: `kami` is who received the complaint.

/** How the citizen's own page names a status; lists for staff have names of their own. */
export const statusLabels: Readonly<Record<Status, Sentence>> = {
  received: say('Diterima', 'Received'),
  awaiting_completion: say('Menunggu kelengkapan dari Anda', 'Waiting for information from you'),
  assigned: say('Diteruskan ke instansi', 'With the responsible office'),
  in_progress: say('Sedang ditangani', 'Being worked on'),
  awaiting_complainant: say('Menunggu jawaban Anda', 'Waiting for your answer'),
  resolved: say('Sudah diputuskan; menunggu tanggapan Anda', 'Decided; waiting for your reply'),
  closed: say('Ditutup', 'Closed'),
  archived: say('Tidak dapat dilanjutkan (diarsipkan)', 'Not taken further (archived)'),
};

/** Where it stands, for each status that is not final by an outcome or a reason. */
export const standings: Readonly<Record<Exclude<Status, 'closed' | 'archived'>, Sentence>> = {
  received: say(
    'Pengaduan Anda sudah kami terima. Terima kasih sudah menyampaikannya. Kami akan memeriksanya, lalu meneruskannya ke instansi yang berwenang.',
    'We have received your complaint. Thank you for telling us. We will check it and pass it to the office responsible.',
  ),
  awaiting_completion: say(
    'Kami memerlukan sedikit keterangan lagi dari Anda supaya pengaduan ini dapat dilanjutkan. Rinciannya ada di riwayat pengaduan ini.',
    'We need some more information before we can continue. You will find what we need in the history of this complaint.',
  ),
  assigned: say(
    'Pengaduan Anda sudah sampai di {office}. Petugas di sana akan mempelajari dan menanganinya.',
    'Your complaint has reached {office}. Staff there will look into it shortly.',
  ),
  in_progress: say('{Office} sedang menangani pengaduan Anda.', '{Office} is working on your complaint.'),
  awaiting_complainant: say(
    'Ada yang ingin ditanyakan {office} kepada Anda; pertanyaannya ada di riwayat pengaduan ini. Jawaban Anda akan sangat membantu.',
    '{Office} would like to ask you a question; you will find it in the history of this complaint. Your answer helps us resolve this complaint.',
  ),
  resolved: say(
    '{Office} sudah memberikan keputusan; Anda dapat membacanya di riwayat pengaduan ini. Apakah masalah Anda sudah selesai? Kami ingin mendengarnya langsung dari Anda.',
    '{Office} has made a decision; you can read it in the history of this complaint. Has it solved the problem for you? Please let us know.',
  ),
};
/** Where an archived complaint stands, by the reason: it is told as it is. */
export const archivedSentences: Readonly<Record<ArchiveReason, Sentence>> = {
  not_public_service: say(
    'Mohon maaf, masalah ini bukan urusan pelayanan publik yang dapat kami tangani.',
    'We are sorry: this is not a matter of public service that we can handle.',
  ),
  before_court: say(
    'Mohon maaf, masalah ini sedang diperiksa pengadilan, sehingga kami belum dapat menanganinya.',
    'We are sorry: this matter is before a court, so we cannot handle it yet.',
  ),
  already_settled: say(
    'Menurut catatan kami masalah ini sudah diselesaikan.',
    'According to our records this matter has already been resolved.',
  ),
  no_substance: say(
    'Mohon maaf, kami sudah berusaha memahami pengaduan ini, tetapi belum menemukan pokok masalahnya.',
    'We are sorry: we have tried to understand this complaint, but could not find what it is about.',
  ),
  spam: say(
    'Mohon maaf, laporan ini tidak dapat kami proses sebagai pengaduan.',
    'We are sorry: we cannot process this report as a complaint.',
  ),
};
/** The same where the reason is not on record. */
export const archivedSentence = say(
  'Mohon maaf, pengaduan ini tidak dapat kami lanjutkan.',
  'We are sorry: we cannot take this complaint further.',
);
export const archivedWhySentence = say(
  'Alasan dan langkah lain yang dapat Anda tempuh ada di riwayat pengaduan ini.',
  'The reason, and what else you can do, are in the history of this complaint.',
);

/** How it ended. */
export const outcomeSentences: Readonly<Record<Outcome, Sentence>> = {
  confirmed: say(
    'Anda menyatakan masalahnya sudah selesai, dan pengaduan ini kami tutup. Terima kasih atas kepercayaan Anda.',
    'You told us that the problem is solved, so we have closed this complaint. Thank you.',
  ),
  heard: say(
    'Anda merasa sudah didengar, dan pengaduan ini kami tutup. Terima kasih sudah bercerita kepada kami.',
    'You told us that you feel heard, and we have closed this complaint. Thank you for talking to us.',
  ),
  closed_by_silence: say(
    'Sampai batas waktunya kami belum mendengar kabar dari Anda, jadi pengaduan ini kami tutup. Ini tidak kami anggap sebagai tanda setuju.',
    'We did not hear from you by the deadline, so we have closed this complaint. We do not take this to mean that you agree.',
  ),
  withdrawn: say(
    'Anda mencabut pengaduan ini, jadi penanganannya kami hentikan. Pintu kami selalu terbuka bagi Anda.',
    'You withdrew this complaint, so we stopped working on it. You are always welcome to come back to us.',
  ),
  deemed_withdrawn: say(
    'Keterangan yang kami perlukan belum sampai kepada kami hingga batas waktunya, jadi pengaduan ini kami tutup. Anda dapat membuat pengaduan baru kapan saja.',
    'The information that we needed did not reach us by the deadline, so we have closed this complaint. You can file a new complaint at any time.',
  ),
  referred_out: say(
    'Masalah ini menjadi wewenang lembaga di luar pemerintah kota. Nama lembaga itu dan cara menghubunginya ada di riwayat pengaduan ini.',
    'This matter is the responsibility of an organisation outside the city government. Its name, and how to contact it, are in the history of this complaint.',
  ),
  contested: say(
    'Kami memahami bahwa Anda belum puas dengan penyelesaiannya, dan keberatan Anda sudah kami catat. Penanganan di tingkat kota sudah selesai; Ombudsman masih dapat memeriksanya.',
    `We understand that you are still not satisfied; your objection is on record. The city's own procedure has ended, but the Ombudsman can still look into it.`,
  ),
};

/** Where it stands at an office that is late: no promise that it comes soon. */
export const assignedLateSentence = say(
  'Pengaduan Anda sudah sampai di {office}.',
  'Your complaint has reached {office}.',
);
/** How it ended without agreement, where the Ombudsman has it already. */
export const contestedWithCaseSentence = say(
  'Kami memahami bahwa Anda belum puas dengan penyelesaiannya, dan keberatan Anda sudah kami catat. Pengaduan ini sekarang ada di tangan Ombudsman.',
  'We understand that you are still not satisfied; your objection is on record. This complaint is now with the Ombudsman.',
);
/** What happens next and until when, by the clock that runs. Other clocks are not the citizen's concern. */
export const deadlineSentences: Partial<Readonly<Record<ClockName, Sentence>>> = {
  verification: say('Kami selesai memeriksanya paling lambat {until}.', 'We will finish checking it by {until}.'),
  first_response: say(
    'Anda akan menerima tanggapan pertama paling lambat {until}.',
    'You will get a first response by {until}.',
  ),
  resolution: say(
    'Anda akan menerima keputusannya paling lambat {until}.',
    'You will receive the decision by {until}.',
  ),
  decision: say('Anda akan menerima keputusannya paling lambat {until}.', 'You will receive the decision by {until}.'),
  completion: say(
    'Kami menunggu keterangan Anda sampai {until}. Jika sampai saat itu belum kami terima, pengaduan ini kami tutup dahulu; Anda tetap dapat mengajukannya lagi. Perlu bantuan? Petugas loket siap menolong.',
    'Please send it by {until}. If we have not received it by then we have to close this complaint, but you can file it again. Do you need help? Staff at any counter are glad to assist.',
  ),
  complainant_answer: say(
    'Kami menunggu jawaban Anda sampai {until}. Jika belum ada jawaban, {office} tetap melanjutkan dengan keterangan yang ada.',
    'Please answer by {until}. Without an answer {office} will continue with what it has.',
  ),
  complainant_reply: say(
    'Kami menunggu kabar Anda sampai {until}. Jika belum ada kabar, pengaduan ini kami tutup tanpa menganggap Anda setuju, dan Anda masih dapat memintanya dibuka kembali.',
    'Please let us know by {until}. If we do not hear from you we will close this complaint without assuming that you agree, and you can still ask us to reopen it.',
  ),
  reopening: say(
    'Jika masalahnya ternyata belum selesai, Anda dapat meminta pengaduan ini dibuka kembali sampai {until}.',
    'If the problem turns out not to be solved, you can ask us to reopen this complaint until {until}.',
  ),
};

/** The time for a reply after the last round: it cannot be reopened then. */
export const lastReplyDeadlineSentence = say(
  'Kami menunggu kabar Anda sampai {until}. Jika belum ada kabar, pengaduan ini kami tutup tanpa menganggap Anda setuju; Ombudsman tetap dapat memeriksanya.',
  'Please let us know by {until}. If we do not hear from you we will close this complaint without assuming that you agree; the Ombudsman can still look into it.',
);

/**
 * What happened, act by act, and every end of a time. Notes among staff and readings of the identity are not in a
 * history.
 */
export const actSentences: Readonly<Record<Exclude<Act, 'note' | 'disclose'>, Sentence>> = {
  lodge: say('Pengaduan Anda kami terima.', 'We received your complaint.'),
  verify: say(
    'Pengaduan Anda sudah kami periksa, dan keterangannya lengkap.',
    'We checked your complaint; it is complete.',
  ),
  request_completion: say('Kami meminta sedikit keterangan lagi dari Anda.', 'We asked you for some more information.'),
  complete: say(
    'Anda mengirim keterangan yang kami minta. Terima kasih.',
    'You sent what we had asked for. Thank you.',
  ),
  lapse_completion: say(
    'Batas waktu mengirim keterangan sudah lewat, dan pengaduan ini kami tutup.',
    'The deadline for sending it has passed, and we closed this complaint.',
  ),
  reclassify: say(
    'Kami mengubah jenis pengaduan ini menjadi {class} supaya ditangani dengan cara yang tepat.',
    'We changed the type of this complaint to {class}, so that it is handled correctly.',
  ),
  assign: say('Pengaduan Anda kami teruskan ke {office}.', 'We passed your complaint to {office}.'),
  accept: say('{Office} mulai menangani pengaduan Anda.', '{Office} started work on your complaint.'),
  contact: say(
    'Petugas dari {office} menghubungi Anda. Jika ini keliru, beri tahu kami.',
    '{Office} contacted you. If this is not right, please tell us.',
  ),
  respond: say('{Office} memberi tanggapan.', '{Office} responded.'),
  ask: say('{Office} menanyakan sesuatu kepada Anda.', '{Office} asked you a question.'),
  answer: say('Anda menjawab. Terima kasih.', 'You answered. Thank you.'),
  lapse_answer: say(
    'Batas waktu untuk menjawab sudah lewat; {office} melanjutkan dengan keterangan yang ada.',
    'The deadline for an answer has passed; {office} is continuing with what it has.',
  ),
  resolve: say('{Office} memberikan keputusan.', '{Office} made a decision.'),
  transfer: say(
    'Pengaduan Anda dialihkan ke {office} supaya ditangani di tempat yang tepat.',
    'Your complaint was transferred to {office}, so that the right office handles it.',
  ),
  refer_out: say(
    'Kami merujuk masalah ini ke lembaga di luar pemerintah kota yang berwenang menanganinya.',
    'We referred this matter to the organisation outside the city government that is responsible for it.',
  ),
  confirm: say('Anda menyatakan masalahnya sudah selesai.', 'You told us that the problem is solved.'),
  object: say(
    'Anda menyampaikan keberatan, dan {office} menanganinya kembali.',
    'You objected, and {office} is looking at it again.',
  ),
  lapse_reply: say(
    'Batas waktu untuk memberi kabar sudah lewat, dan pengaduan ini kami tutup.',
    'The deadline for your reply has passed, and we closed this complaint.',
  ),
  withdraw: say('Anda mencabut pengaduan ini.', 'You withdrew this complaint.'),
  archive: say('Pengaduan ini kami arsipkan.', 'We archived this complaint.'),
  reopen: say('Pengaduan ini dibuka kembali.', 'This complaint was reopened.'),
  lapse_reopening: say(
    'Batas waktu untuk meminta pengaduan ini dibuka kembali sudah lewat.',
    'The deadline for asking us to reopen this complaint has passed.',
  ),
  consent: say(
    'Anda setuju pengaduan ini diteruskan ke Ombudsman.',
    'You agreed that this complaint may be passed to the Ombudsman.',
  ),
  request_referral: say(
    'Anda meminta Ombudsman memeriksa pengaduan ini.',
    'You asked the Ombudsman to look into this complaint.',
  ),
};
/** The same acts where they led elsewhere. */
export const returnedSentence = say(
  'Pengaduan Anda kembali kepada kami; kami mencarikan instansi yang tepat.',
  'Your complaint came back to us; we are finding the right office for it.',
);
export const contestedSentence = say(
  'Anda menyampaikan keberatan, dan keberatan itu kami catat dalam berkas.',
  'You objected. Your objection is on record.',
);
export const heardSentence = say('Anda menyatakan sudah merasa didengar.', 'You told us that you feel heard.');
export const recategorisedSentence = say(
  'Kami memperbaiki kategori pengaduan ini supaya ditangani dengan cara yang tepat.',
  'We corrected the category of this complaint, so that it is handled correctly.',
);

/** What the citizen may do now, by the path segment that does it. */
export const openActSentences: Partial<Readonly<Record<ActPath, Sentence>>> = {
  completion: say('Anda dapat mengirim keterangan yang kami minta.', 'You can send us what we asked for.'),
  answer: say('Anda dapat menjawab pertanyaan dari {office}.', 'You can answer the question from {office}.'),
  confirmation: say(
    'Anda dapat menyatakan bahwa masalahnya sudah selesai, atau bahwa Anda sudah merasa didengar.',
    'You can tell us that the problem is solved, or that you feel heard.',
  ),
  objection: say(
    'Anda dapat menyampaikan keberatan jika masalahnya belum selesai; {office} akan menanganinya kembali.',
    'If the problem is not solved, you can object; {office} will look at it again.',
  ),
  withdrawal: say(
    'Anda dapat mencabut pengaduan ini jika tidak ingin melanjutkannya.',
    'You can withdraw this complaint if you do not want to continue.',
  ),
  reopening: say(
    'Anda dapat meminta pengaduan ini dibuka kembali jika masalahnya belum selesai.',
    'You can ask us to reopen this complaint if the problem is not solved.',
  ),
  referral: say(
    'Anda dapat meminta Ombudsman memeriksa pengaduan ini; tidak dipungut biaya.',
    'You can ask the Ombudsman to look into this complaint; it is free of charge.',
  ),
};
/** The objection that comes after the last round. */
export const lastObjectionSentence = say(
  'Anda dapat menyampaikan keberatan jika masalahnya belum selesai; keberatan itu kami catat, lalu Anda dapat meminta Ombudsman memeriksanya.',
  'If the problem is not solved, you can object; we will put it on record, and you can then ask the Ombudsman to look into it.',
);

/** Said while a duty of ours is late. */
export const lateSentence = say(
  'Mohon maaf, penanganannya lebih lama daripada yang kami janjikan.',
  'We are sorry: this is taking longer than we promised.',
);
/** Who looks after it within the city since it climbed. */
export const climbSentences: Readonly<Record<Exclude<EscalationTarget, 'ombudsman'>, Sentence>> = {
  office_head: say(
    'Pimpinan {office} sudah kami minta turun tangan.',
    'We have asked the leadership of {office} to step in.',
  ),
  coordinator: say(
    'Pengaduan ini kini juga dikawal koordinator kota.',
    'The city coordinator is now also overseeing this complaint.',
  ),
  inspectorate: say(
    'Pengaduan ini kini juga dikawal Inspektorat Daerah.',
    'The city inspectorate is now also overseeing this complaint.',
  ),
};
/** Said where nobody has asked the Ombudsman yet, and it may be time to. */
export const referralOffer = say(
  'Mohon maaf, keputusannya belum kami berikan. Jika Anda setuju, kami teruskan pengaduan ini ke Ombudsman, tanpa biaya.',
  'We are sorry that we have not made a decision yet. If you agree, we will pass this complaint to the Ombudsman, free of charge.',
);
/** The same where the city has decided, or has said sorry already. */
export const plainReferralOffer = say(
  'Jika Anda setuju, kami teruskan pengaduan ini ke Ombudsman, tanpa biaya.',
  'If you agree, we will pass this complaint to the Ombudsman, free of charge.',
);
/** Stands for an office that is not known. */
export const someOffice = say('instansi yang berwenang', 'the office responsible');
/** What a complaint is, in the middle of a sentence. */
export const classNames: Readonly<Record<Classification, Sentence>> = {
  information_request: say('permintaan informasi', 'a request for information'),
  aspiration: say('aspirasi', 'a suggestion'),
  ordinary_complaint: say('pengaduan tidak berkadar pengawasan', 'an ordinary complaint'),
  supervisory_complaint: say('pengaduan berkadar pengawasan', 'a supervisory complaint'),
};
