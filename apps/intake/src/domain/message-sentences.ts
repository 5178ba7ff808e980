import type { MessageTemplate } from '@tuntas/complaint';
import type { DecisionOnComplaint } from '@tuntas/contracts';
import { say, type Sentence } from './sentence.js';

// What only messages say; whatever the citizen reads on their own page too stands in tracking-text.ts.

/** The subject of a mail, and the heading on paper. */
export const subjects: Readonly<Record<MessageTemplate, Sentence>> = {
  received: say('Pengaduan Anda kami terima', 'We received your complaint'),
  complete: say('Pengaduan Anda sudah lengkap', 'Your complaint has all that is needed'),
  completion_requested: say('Kami memerlukan sedikit keterangan lagi', 'We need a little more from you'),
  assigned: say('Siapa yang menangani pengaduan Anda', 'Who deals with your complaint'),
  transferred: say('Pengaduan Anda ditangani instansi lain', 'Another office deals with your complaint'),
  returned: say('Kami mencarikan instansi yang tepat', 'We are finding the right office'),
  reclassified: say('Jenis pengaduan Anda kami ubah', 'We changed the kind of your complaint'),
  question: say('Ada pertanyaan untuk Anda', 'There is a question for you'),
  answer_lapsed: say('Pengaduan Anda kami lanjutkan', 'Your complaint goes on'),
  response: say('Ada tanggapan untuk Anda', 'There is a response for you'),
  decision: say('Ada keputusan atas pengaduan Anda', 'Your complaint has been decided'),
  objected: say('Keberatan Anda kami terima', 'We received your objection'),
  reopened: say('Pengaduan Anda dibuka kembali', 'Your complaint was opened again'),
  closed: say('Pengaduan Anda kami tutup', 'Your complaint is closed'),
  referred_out: say('Masalah Anda ditangani lembaga lain', 'Another body deals with your matter'),
  archived: say('Pengaduan Anda kami arsipkan', 'We archived your complaint'),
  delay: say('Pengaduan Anda lebih lama dari janji kami', 'Your complaint takes longer than we promised'),
  referral_offered: say('Ombudsman dapat memeriksa pengaduan Anda', 'The Ombudsman can look into your complaint'),
  case_opened: say('Ombudsman menerima pengaduan Anda', 'The Ombudsman received your complaint'),
  case_ended: say('Kabar dari Ombudsman', 'News from the Ombudsman'),
};

export const receivedSentence = say(
  'Pengaduan Anda kami terima pada {at}{where}. Kami memeriksanya, lalu meneruskannya ke instansi yang berwenang.',
  'We received your complaint on {at}{where}. We check it, and then bring it to the office that is responsible.');
/** The end of a half sentence: where a complaint was received. */
export const whereReceived = say(' di {place}', ' at {place}');
export const completeSentence = say('Keterangannya sudah lengkap.', 'It has all that is needed.');
export const soonBroughtSentence = say('Sekarang kami meneruskannya ke instansi yang berwenang.', 'Now we bring it to the office that is responsible.');
export const nothingToDoSentence = say('Anda tidak perlu berbuat apa-apa; hasilnya kami kabarkan.', 'There is nothing that you need to do; we let you know the result.');
export const worksAgainSentence = say('{Office} menanganinya kembali.', '{Office} works on it again.');
export const goesOnSentence = say('Pengaduan Anda kepada kami tetap berjalan.', 'Your complaint to us goes on.');
export const archivedSentence = say(
  'Pengaduan ini kami arsipkan karena tidak dapat kami tangani sebagai pengaduan pelayanan.',
  'We have archived this complaint, since we cannot deal with it as a complaint about public service.');

/** What was decided, in a word. */
export const decisionSentences: Readonly<Record<DecisionOnComplaint, Sentence>> = {
  granted: say('Permintaan Anda dipenuhi.', 'You get what you asked for.'),
  partly_granted: say('Permintaan Anda dipenuhi sebagian.', 'You get part of what you asked for.'),
  denied: say('Permintaan Anda belum dapat dipenuhi.', 'What you asked for could not be given.'),
  explained: say('Keputusannya berupa penjelasan.', 'The decision is an explanation.'),
};

/** What is late: a duty that has been told of once is not told of again by its second clock. */
export const lateDuties = ['check', 'response', 'decision'] as const;
export type LateDuty = (typeof lateDuties)[number];
export const delaySentences: Readonly<Record<LateDuty, Sentence>> = {
  check: say('Pemeriksaan pengaduan Anda belum selesai.', 'The check of your complaint is not done yet.'),
  response: say('Tanggapan pertama dari {office} belum sampai kepada Anda.', 'A first response from {office} has not reached you yet.'),
  decision: say('Keputusan atas pengaduan Anda belum ada.', 'There is no decision on your complaint yet.'),
};

export const howToReferSentence = say(
  'Cukup sampaikan sekali bahwa Anda setuju: di loket mana pun, atau lewat layanan daring, dengan nomor tiket dan kode akses Anda.',
  'It is enough to say once that you agree: at any counter, or online, with your ticket number and access code.');

/** Where to read and to act; the code itself is in no message. */
export const followSentence = say(
  'Dengan nomor tiket ini dan kode akses pada tanda terima Anda, Anda dapat mengikuti pengaduan ini dan menjawab kami: di loket mana pun, atau lewat layanan daring.',
  'With this ticket number and the access code on your receipt you can follow this complaint and answer us: at any counter, or online.');
export const followShortSentence = say(
  'Baca selengkapnya di loket mana pun dengan nomor tiket dan kode akses Anda.', 'Read more at any counter with your ticket number and access code.');
/** The remedy in few words; the long ones are the city's. */
export const remedyShortSentence = say('Anda boleh meminta bantuan Ombudsman: telepon 137, gratis.', 'You can ask the Ombudsman for help: call 137, free.');
export const reopeningShortSentence = say('Anda dapat memintanya dibuka kembali sampai {until}.', 'You can ask us to open it again until {until}.');
export const ticketLabel = say('Nomor tiket: {ticket}', 'Ticket number: {ticket}');

/** How what somebody typed is introduced, by its field. */
export const quoteLabels: Readonly<Record<string, Sentence>> = {
  subject: say('Perihal', 'Subject'),
  missing: say('Yang kami perlukan', 'What we need'),
  question: say('Pertanyaannya', 'The question'),
  response: say('Tanggapannya', 'The response'),
  explanation: say('Penjelasannya', 'The explanation'),
  remedy: say('Jalan lain yang dapat Anda tempuh', 'What else you can do'),
  compensation: say('Ganti rugi', 'Compensation'),
  'referral-out.name': say('Lembaganya', 'The body'),
  'referral-out.channel': say('Cara menghubunginya', 'How to reach it'),
  'referral-out.reason': say('Alasannya', 'The reason'),
};
/** Stands for a text that was erased. */
export const erasedSentence = say(
  'Tulisan ini sudah kami hapus untuk melindungi data pribadi. Petugas di loket siap membantu Anda.',
  'This text was erased to protect personal data. The staff at a counter are glad to help you.');
