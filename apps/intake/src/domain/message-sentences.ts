import type { DecisionOnComplaint, MessageTemplate } from '@tuntas/contracts';
import { say, type Sentence } from './sentence.js';

// What only messages say; whatever the citizen reads on their own page too stands in tracking-text.ts.

/** The subject of a mail, and the heading on paper. */
export const subjects: Readonly<Record<MessageTemplate, Sentence>> = {
  received: say('Pengaduan Anda kami terima', 'We received your complaint'),
  complete: say('Pengaduan Anda sudah lengkap', 'Your complaint is complete'),
  completion_requested: say('Kami memerlukan sedikit keterangan lagi', 'We need some more information from you'),
  assigned: say('Pengaduan Anda diteruskan ke instansi', 'Your complaint has been passed on'),
  transferred: say('Pengaduan Anda dialihkan ke instansi lain', 'Your complaint has been transferred'),
  returned: say('Sebentar, kami carikan instansi yang tepat', 'We are finding the right office for you'),
  reclassified: say('Jenis pengaduan Anda kami ubah', 'We changed the type of your complaint'),
  question: say('Ada pertanyaan untuk Anda', 'There is a question for you'),
  answer_lapsed: say('Pengaduan Anda kami lanjutkan', 'We are continuing with your complaint'),
  response: say('Ada tanggapan untuk Anda', 'There is a response for you'),
  decision: say('Ada keputusan atas pengaduan Anda', 'There is a decision on your complaint'),
  objected: say('Keberatan Anda kami terima', 'We received your objection'),
  reopened: say('Pengaduan Anda dibuka kembali', 'Your complaint has been reopened'),
  closed: say('Pengaduan Anda kami tutup', 'Your complaint is closed'),
  referred_out: say('Masalah Anda ditangani lembaga lain', 'Your matter is for another organisation'),
  archived: say('Pengaduan Anda tidak dapat kami lanjutkan', 'We cannot take your complaint further'),
  delay: say(
    'Mohon maaf, penanganan pengaduan Anda terlambat',
    'Sorry, your complaint is taking longer than we promised',
  ),
  referral_offered: say('Ombudsman dapat memeriksa pengaduan Anda', 'The Ombudsman can look into your complaint'),
  case_opened: say('Ombudsman menerima pengaduan Anda', 'The Ombudsman received your complaint'),
  case_ended: say('Kabar dari Ombudsman', 'News from the Ombudsman'),
};

export const receivedSentence = say(
  'Terima kasih. Pengaduan Anda kami terima pada {at}{where}. Kami akan memeriksanya, lalu meneruskannya ke instansi yang berwenang.',
  'Thank you. We received your complaint on {at}{where}. We will check it and pass it to the office responsible.',
);
/** The end of a half sentence: where a complaint was received. */
export const whereReceived = say(' di {place}', ', at {place}');
export const completeSentence = say('Keterangannya sudah lengkap.', 'Your information is complete.');
export const soonPassedSentence = say(
  'Selanjutnya kami teruskan ke instansi yang berwenang.',
  'We are now passing it to the office responsible.',
);
export const nothingToDoSentence = say(
  'Anda tidak perlu melakukan apa pun; hasilnya akan kami kabarkan.',
  'You do not need to do anything. We will tell you the result.',
);
export const worksAgainSentence = say('{Office} menanganinya kembali.', '{Office} is looking at it again.');
export const goesOnSentence = say('Pengaduan Anda kepada kami tetap berjalan.', 'Your complaint to us continues.');
/** The change of the class where the new one is not on record. */
export const reclassifiedSentence = say(
  'Kami mengubah jenis pengaduan ini supaya ditangani dengan cara yang tepat.',
  'We changed the type of this complaint, so that it is handled correctly.',
);
/** Follows a decision and an archiving that have reasons. */
export const whyBelowSentence = say(
  'Alasan dan langkah lain yang dapat Anda tempuh ada di bawah ini.',
  'The reason, and what else you can do, are below.',
);

/** What was decided. */
export const decisionSentences: Readonly<Record<DecisionOnComplaint, Sentence>> = {
  granted: say('Permintaan Anda dipenuhi.', 'Your request has been granted.'),
  partly_granted: say('Permintaan Anda dipenuhi sebagian.', 'Your request has been granted in part.'),
  denied: say('Mohon maaf, permintaan Anda tidak dapat dipenuhi.', 'We are sorry, we could not grant your request.'),
  explained: say('Kami sudah menyiapkan penjelasan untuk Anda.', 'We have written an explanation for you.'),
};
export const readBelowSentence = say('Silakan membacanya di bawah ini.', 'Please read it below.');

/** What is late: a duty that has been told of once is not told of again by its second clock. */
export const lateDuties = ['check', 'response', 'decision'] as const;
export type LateDuty = (typeof lateDuties)[number];
export const delaySentences: Readonly<Record<LateDuty, Sentence>> = {
  check: say('Kami belum selesai memeriksa pengaduan Anda.', 'We have not finished checking your complaint.'),
  response: say(
    'Tanggapan pertama dari {office} belum sampai kepada Anda.',
    'You have not had a first response from {office} yet.',
  ),
  decision: say(
    'Kami belum memberikan keputusan atas pengaduan Anda.',
    'We have not made a decision on your complaint yet.',
  ),
};

export const howToReferSentence = say(
  'Cukup sampaikan sekali bahwa Anda setuju: di loket mana pun, atau daring di {site}, dengan nomor tiket dan kode akses Anda.',
  'You only need to tell us once that you agree: at any counter, or online at {site}, with your ticket number and access code.',
);

/** Where to read and to act; the code itself is in no message. */
export const followSentence = say(
  'Dengan nomor tiket ini dan kode akses pada tanda terima Anda, Anda dapat mengikuti pengaduan ini dan menjawab kami: di loket mana pun, atau daring di {site}.',
  'With this ticket number and the access code on your receipt you can follow this complaint and answer us: at any counter, or online at {site}.',
);
export const followShortSentence = say(
  'Baca di {shortSite} atau loket mana pun dengan nomor tiket dan kode akses Anda.',
  'Read it at {shortSite} or any counter with your ticket number and access code.',
);
/** The remedy in few words; the long ones are the city's. */
export const remedyShortSentence = say(
  'Anda berhak meminta bantuan Ombudsman: telepon 137, gratis.',
  'You have the right to ask the Ombudsman for help: call 137, free.',
);
export const reopeningShortSentence = say(
  'Anda dapat meminta dibuka kembali sampai {until}.',
  'You can have it reopened until {until}.',
);
export const ticketLabel = say('Nomor tiket: {ticket}', 'Ticket number: {ticket}');

/** How what somebody typed is introduced, by its field. */
export const quoteLabels: Readonly<Record<string, Sentence>> = {
  subject: say('Perihal', 'Subject'),
  missing: say('Yang kami perlukan', 'What we need'),
  question: say('Pertanyaan', 'Question'),
  response: say('Tanggapan', 'Response'),
  explanation: say('Penjelasan', 'Explanation'),
  remedy: say('Langkah lain yang dapat Anda tempuh', 'What else you can do'),
  compensation: say('Ganti rugi', 'Compensation'),
  'referral-out.name': say('Lembaga', 'Organisation'),
  'referral-out.channel': say('Cara menghubunginya', 'How to contact it'),
  'referral-out.reason': say('Alasan', 'Reason'),
};
/** Stands for a text that was erased. */
export const erasedSentence = say(
  'Tulisan ini sudah kami hapus untuk melindungi data pribadi. Petugas di loket siap membantu Anda.',
  'This text was erased to protect personal data. The staff at a counter are glad to help you.',
);
