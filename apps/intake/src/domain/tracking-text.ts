import type { Act, Route } from '@tuntas/complaint';
import type { ClockName, Outcome, Status } from '@tuntas/contracts';
import { say, type Sentence } from './sentence.js';

// Everything that the citizen reads on their own page, said by one person: `kami` is who received the complaint.

/** The official names, as other channels show them too. */
export const statusLabels: Readonly<Record<Status, Sentence>> = {
  received: say('Diterima', 'Received'),
  awaiting_completion: say('Menunggu kelengkapan', 'Waiting for what is missing'),
  assigned: say('Terdisposisi', 'With the responsible office'),
  in_progress: say('Ditindaklanjuti', 'Being worked on'),
  awaiting_complainant: say('Menunggu pelapor', 'Waiting for your answer'),
  resolved: say('Menunggu tanggapan pelapor', 'Decided; waiting for your reply'),
  closed: say('Selesai', 'Closed'),
  archived: say('Diarsipkan', 'Archived'),
};

/** Where it stands, for each status that is not final by an outcome. */
export const standings: Readonly<Record<Exclude<Status, 'closed'>, Sentence>> = {
  received: say(
    'Pengaduan Anda sudah kami terima. Kami memeriksanya, lalu meneruskannya ke instansi yang berwenang.',
    'We have received your complaint. We check it, and then bring it to the office that is responsible.'),
  awaiting_completion: say(
    'Kami memerlukan sedikit keterangan lagi dari Anda supaya pengaduan ini dapat dilanjutkan. Apa yang kami perlukan tertulis dalam riwayat.',
    'We need a little more from you before we can go on with your complaint. What we need is written in the history.'),
  assigned: say(
    'Pengaduan Anda sudah sampai di {office}. Petugas di sana akan segera menanganinya.',
    'Your complaint has reached {office}. The staff there will take it up soon.'),
  in_progress: say('{Office} sedang menangani pengaduan Anda.', '{Office} is working on your complaint.'),
  awaiting_complainant: say(
    '{Office} ingin menanyakan sesuatu kepada Anda; pertanyaannya tertulis dalam riwayat. Jawaban Anda membantu kami menyelesaikan pengaduan ini.',
    '{Office} would like to ask you something; the question is in the history. Your answer helps us to settle this complaint.'),
  resolved: say(
    '{Office} sudah memberi keputusan, yang dapat Anda baca dalam riwayat. Apakah dengan keputusan itu masalah Anda sudah selesai? Mohon beri tahu kami.',
    '{Office} has decided, and you can read the decision in the history. Does it settle the matter for you? Please tell us.'),
  archived: say(
    'Pengaduan ini kami arsipkan karena tidak dapat kami tangani sebagai pengaduan pelayanan. Alasannya, dan jalan lain yang dapat Anda tempuh, tertulis dalam riwayat.',
    'We have archived this complaint, since we cannot deal with it as a complaint about public service. The reason, and what else you can do, are in the history.'),
};

/** How it ended. */
export const outcomeSentences: Readonly<Record<Outcome, Sentence>> = {
  confirmed: say(
    'Anda setuju dengan penyelesaiannya, dan pengaduan ini selesai. Terima kasih sudah memberi tahu kami.',
    'You agreed with how it was settled, and this complaint is closed. Thank you for telling us.'),
  heard: say(
    'Anda menyatakan sudah didengar, dan pengaduan ini selesai. Terima kasih sudah menyampaikannya kepada kami.',
    'You say that you were heard, and this complaint is closed. Thank you for bringing it to us.'),
  closed_by_silence: say(
    'Kami belum mendapat kabar dari Anda sampai waktunya berakhir, jadi pengaduan ini kami tutup. Kami tidak menganggap itu sebagai tanda setuju.',
    'We had not heard from you when the time ended, so we closed this complaint. We do not take your silence for consent.'),
  withdrawn: say(
    'Anda menarik pengaduan ini, jadi penanganannya kami hentikan. Anda selalu boleh datang lagi kepada kami.',
    'You took this complaint back, so we stopped working on it. You are always welcome to come to us again.'),
  deemed_withdrawn: say(
    'Keterangan yang kami perlukan belum kami terima sampai waktunya berakhir, jadi pengaduan ini kami tutup.',
    'What we needed had not reached us when the time ended, so we closed this complaint.'),
  referred_out: say(
    'Masalah ini ditangani oleh lembaga di luar pemerintah daerah. Nama lembaga itu, dan cara menghubunginya, tertulis dalam riwayat.',
    'This matter belongs to a body outside the local government. Its name, and how to reach it, are in the history.'),
  contested: say(
    'Anda belum setuju dengan penyelesaiannya, dan itu kami catat. Pengaduan ini kami tutup, tetapi Ombudsman masih dapat memeriksanya.',
    'You do not agree with how it was settled, and we have put that on record. We have closed this complaint, but the Ombudsman can still look into it.'),
};

/** Where it stands at an office that is late: no promise that it comes soon. */
export const assignedLateSentence = say('Pengaduan Anda sudah sampai di {office}.', 'Your complaint has reached {office}.');
/** How it ended without agreement, where the Ombudsman has it already. */
export const contestedWithCaseSentence = say(
  'Anda belum setuju dengan penyelesaiannya, dan itu kami catat. Pengaduan ini kami tutup.',
  'You do not agree with how it was settled, and we have put that on record. We have closed this complaint.');

/** What happens next and until when, by the clock that runs. Other clocks are not the citizen's concern. */
export const deadlineSentences: Partial<Readonly<Record<ClockName, Sentence>>> = {
  verification: say('Pemeriksaan itu selesai paling lambat {until}.', 'The check is done by {until} at the latest.'),
  first_response: say('Tanggapan pertama sampai kepada Anda paling lambat {until}.', 'A first response reaches you by {until} at the latest.'),
  resolution: say('Keputusannya sampai kepada Anda paling lambat {until}.', 'The decision reaches you by {until} at the latest.'),
  decision: say('Keputusannya sampai kepada Anda paling lambat {until}.', 'The decision reaches you by {until} at the latest.'),
  completion: say(
    'Kami menunggu keterangan Anda sampai {until}. Sesudah itu pengaduan ini kami tutup.',
    'We wait for it until {until}. After that we close this complaint.'),
  complainant_answer: say(
    'Kami menunggu jawaban Anda sampai {until}. Sesudah itu {office} melanjutkan dengan keterangan yang ada.',
    'We wait for your answer until {until}. After that {office} goes on with what is known.'),
  complainant_reply: say(
    'Kami menunggu kabar Anda sampai {until}. Sesudah itu pengaduan ini kami tutup.',
    'We wait to hear from you until {until}. After that we close this complaint.'),
  reopening: say(
    'Jika masalahnya belum selesai, Anda dapat meminta pengaduan ini dibuka kembali sampai {until}.',
    'If the matter is not settled, you can ask us to open this complaint again until {until}.'),
};

/** What happened, act by act, and every end of a time. Notes among staff and readings of the identity are not in a history. */
export const actSentences: Readonly<Record<Exclude<Act, 'note' | 'disclose'>, Sentence>> = {
  lodge: say('Pengaduan Anda kami terima.', 'We received your complaint.'),
  verify: say('Kami memeriksa pengaduan Anda; keterangannya sudah lengkap.', 'We checked your complaint; it has all that is needed.'),
  request_completion: say('Kami meminta sedikit keterangan lagi dari Anda.', 'We asked you for a little more.'),
  complete: say('Anda mengirim keterangan yang kami minta. Terima kasih.', 'You sent what we had asked for. Thank you.'),
  lapse_completion: say(
    'Waktu untuk mengirim keterangan berakhir, dan pengaduan ini kami tutup.', 'The time for sending it ended, and we closed this complaint.'),
  reclassify: say(
    'Kami mengubah jenis pengaduan ini supaya ditangani dengan cara yang tepat.', 'We changed the kind of this complaint, so that it is dealt with in the right way.'),
  assign: say('Pengaduan Anda kami teruskan ke {office}.', 'We brought your complaint to {office}.'),
  accept: say('{Office} mulai menangani pengaduan Anda.', '{Office} took up your complaint.'),
  contact: say('Petugas dari {office} menghubungi Anda.', 'Somebody from {office} was in touch with you.'),
  respond: say('{Office} memberi tanggapan.', '{Office} responded.'),
  ask: say('{Office} menanyakan sesuatu kepada Anda.', '{Office} asked you something.'),
  answer: say('Anda menjawab. Terima kasih.', 'You answered. Thank you.'),
  lapse_answer: say(
    'Waktu untuk menjawab berakhir; {office} melanjutkan dengan keterangan yang ada.', 'The time for an answer ended; {office} goes on with what is known.'),
  resolve: say('{Office} memberi keputusan.', '{Office} decided.'),
  transfer: say(
    'Pengaduan Anda dialihkan ke {office} supaya ditangani di tempat yang tepat.', 'Your complaint went on to {office}, so that it is dealt with in the right place.'),
  refer_out: say(
    'Kami merujuk masalah ini ke lembaga di luar pemerintah daerah yang berwenang menanganinya.', 'We referred this matter to the body outside the local government that is responsible for it.'),
  confirm: say('Anda memberi tahu kami bahwa pengaduan ini boleh ditutup.', 'You told us that this complaint may be closed.'),
  object: say('Anda menyampaikan keberatan, dan {office} menanganinya kembali.', 'You objected, and {office} works on it again.'),
  lapse_reply: say('Waktu untuk memberi kabar berakhir, dan pengaduan ini kami tutup.', 'The time for your reply ended, and we closed this complaint.'),
  withdraw: say('Anda menarik pengaduan ini.', 'You took this complaint back.'),
  archive: say('Pengaduan ini kami arsipkan.', 'We archived this complaint.'),
  reopen: say('Pengaduan ini dibuka kembali.', 'This complaint was opened again.'),
  lapse_reopening: say(
    'Waktu untuk meminta pengaduan ini dibuka kembali sudah berakhir.', 'The time for asking us to open this complaint again ended.'),
  consent: say('Anda setuju pengaduan ini diteruskan ke Ombudsman.', 'You agreed that this complaint may go to the Ombudsman.'),
  request_referral: say('Anda meminta Ombudsman memeriksa pengaduan ini.', 'You asked the Ombudsman to look into this complaint.'),
};
/** The same acts where they led elsewhere. */
export const returnedSentence = say(
  'Pengaduan Anda kembali kepada kami; kami mencarikan instansi yang tepat.', 'Your complaint came back to us; we are finding the right office for it.');
export const contestedSentence = say(
  'Anda menyampaikan keberatan. Kami mencatat bahwa Anda belum setuju.', 'You objected. We have put on record that you do not agree.');

/** What the citizen may do now, by the path segment that does it. */
export const openActSentences: Partial<Readonly<Record<Route, Sentence>>> = {
  completion: say('Anda dapat mengirim keterangan yang kami minta.', 'You can send us what we asked for.'),
  answer: say('Anda dapat menjawab pertanyaan dari {office}.', 'You can answer the question from {office}.'),
  confirmation: say(
    'Anda dapat memberi tahu kami bahwa Anda setuju, atau bahwa Anda merasa sudah didengar.', 'You can tell us that you agree, or that you feel you were heard.'),
  objection: say(
    'Anda dapat menyampaikan keberatan jika masalahnya belum selesai; {office} akan menanganinya kembali.',
    'You can object if the matter is not settled; {office} will work on it again.'),
  withdrawal: say('Anda dapat menarik pengaduan ini jika tidak ingin melanjutkannya.', 'You can take this complaint back if you do not wish to go on with it.'),
  reopening: say(
    'Anda dapat meminta pengaduan ini dibuka kembali jika masalahnya belum selesai.', 'You can ask us to open this complaint again if the matter is not settled.'),
  referral: say(
    'Anda dapat meminta Ombudsman memeriksa pengaduan ini; tidak dipungut biaya.', 'You can ask the Ombudsman to look into this complaint; it is free of charge.'),
};
/** The objection that comes after the last round. */
export const lastObjectionSentence = say(
  'Anda dapat menyampaikan keberatan jika masalahnya belum selesai; kami mencatatnya, dan sesudah itu Ombudsman dapat memeriksanya.',
  'You can object if the matter is not settled; we put it on record, and then the Ombudsman can look into it.');

/** Said while a duty of ours is late. */
export const lateSentence = say(
  'Penanganannya lebih lama daripada yang kami janjikan, dan kami mohon maaf.', 'This is taking longer than we promised, and we are sorry.');
/** To whom it has climbed within the local government. */
export const climbSentences: Readonly<Record<1 | 2, Sentence>> = {
  1: say('Kami sudah meminta pimpinan yang bertanggung jawab untuk turun tangan.', 'We have asked those in charge to step in.'),
  2: say('Pengaduan ini sekarang juga dikawal di tingkat yang lebih tinggi.', 'It is now watched over at a higher level, too.'),
};
/** Said where nobody has asked the Ombudsman yet, and it may be time to. */
export const referralOffer = say(
  'Jika Anda setuju, kami meneruskan pengaduan ini ke Ombudsman; tidak dipungut biaya.', 'If you agree, we pass this complaint on to the Ombudsman, free of charge.');
/** Stands for an office that is not known. */
export const someOffice = say('instansi yang berwenang', 'the responsible office');
