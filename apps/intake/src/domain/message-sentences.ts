import type { DecisionOnComplaint } from '@tuntas/contracts';
import { bilingual, type Sentence } from './sentence.js';

// Sentences that only messages use; those shared with the tracking page are in tracking-text.ts.

export const receivedSentence = bilingual(
  'Terima kasih. Pengaduan Anda kami terima pada {at}{where}. Kami akan memeriksanya, lalu meneruskannya ke instansi yang berwenang.',
  'Thank you. We received your complaint on {at}{where}. We will check it and pass it to the office responsible.',
);
/** A suffix with the place where the complaint was received. */
export const whereReceived = bilingual(' di {place}', ', at {place}');
export const completeSentence = bilingual('Keterangannya sudah lengkap.', 'Your information is complete.');
export const soonPassedSentence = bilingual(
  'Selanjutnya kami teruskan ke instansi yang berwenang.',
  'We are now passing it to the office responsible.',
);
export const nothingToDoSentence = bilingual(
  'Anda tidak perlu melakukan apa pun; hasilnya akan kami kabarkan.',
  'You do not need to do anything. We will tell you the result.',
);
export const worksAgainSentence = bilingual('{Office} menanganinya kembali.', '{Office} is looking at it again.');
export const complaintContinuesSentence = bilingual(
  'Pengaduan Anda kepada kami tetap berjalan.',
  'Your complaint to us continues.',
);
/** A change of class if the new class is not on record. */
export const reclassifiedSentence = bilingual(
  'Kami mengubah jenis pengaduan ini supaya ditangani dengan cara yang tepat.',
  'We changed the type of this complaint, so that it is handled correctly.',
);
/** Follows a decision or an archiving with reasons. */
export const whyBelowSentence = bilingual(
  'Alasan dan langkah lain yang dapat Anda tempuh ada di bawah ini.',
  'The reason, and what else you can do, are below.',
);

/** The decision of the office. */
export const decisionSentences: Readonly<Record<DecisionOnComplaint, Sentence>> = {
  granted: bilingual('Permintaan Anda dipenuhi.', 'Your request has been granted.'),
  partly_granted: bilingual('Permintaan Anda dipenuhi sebagian.', 'Your request has been granted in part.'),
  denied: bilingual(
    'Mohon maaf, permintaan Anda tidak dapat dipenuhi.',
    'We are sorry, we could not grant your request.',
  ),
  explained: bilingual('Kami sudah menyiapkan penjelasan untuk Anda.', 'We have written an explanation for you.'),
};
export const readBelowSentence = bilingual('Silakan membacanya di bawah ini.', 'Please read it below.');

/** The late duties; a duty covered by two clocks is notified once. */
export const lateDuties = ['check', 'response', 'decision'] as const;
export type LateDuty = (typeof lateDuties)[number];
export const delaySentences: Readonly<Record<LateDuty, Sentence>> = {
  check: bilingual('Kami belum selesai memeriksa pengaduan Anda.', 'We have not finished checking your complaint.'),
  response: bilingual(
    'Tanggapan pertama dari {office} belum sampai kepada Anda.',
    'You have not had a first response from {office} yet.',
  ),
  decision: bilingual(
    'Kami belum memberikan keputusan atas pengaduan Anda.',
    'We have not made a decision on your complaint yet.',
  ),
};

export const howToReferSentence = bilingual(
  'Cukup sampaikan sekali bahwa Anda setuju: di loket mana pun, atau daring di {site}, dengan nomor tiket dan kode akses Anda.',
  'You only need to tell us once that you agree: at any counter, or online at {site}, with your ticket number and access code.',
);

/** Where to read and to act; no message contains the access code. */
export const followSentence = bilingual(
  'Dengan nomor tiket ini dan kode akses pada tanda terima Anda, Anda dapat mengikuti pengaduan ini dan menjawab kami: di loket mana pun, atau daring di {site}.',
  'With this ticket number and the access code on your receipt you can follow this complaint and answer us: at any counter, or online at {site}.',
);
export const followShortSentence = bilingual(
  'Baca di {shortSite} atau loket mana pun dengan nomor tiket dan kode akses Anda.',
  'Read it at {shortSite} or any counter with your ticket number and access code.',
);
/** A short remedy for SMS; the long ones are tenant data. */
export const remedyShortSentence = bilingual(
  'Anda berhak meminta bantuan Ombudsman: telepon 137, gratis.',
  'You have the right to ask the Ombudsman for help: call 137, free.',
);
export const reopeningShortSentence = bilingual(
  'Anda dapat meminta dibuka kembali sampai {until}.',
  'You can have it reopened until {until}.',
);
export const ticketLabel = bilingual('Nomor tiket: {ticket}', 'Ticket number: {ticket}');

/** Labels of quoted texts, by field. */
export const quoteLabels: Readonly<Record<string, Sentence>> = {
  subject: bilingual('Perihal', 'Subject'),
  missing: bilingual('Yang kami perlukan', 'What we need'),
  question: bilingual('Pertanyaan', 'Question'),
  response: bilingual('Tanggapan', 'Response'),
  explanation: bilingual('Penjelasan', 'Explanation'),
  remedy: bilingual('Langkah lain yang dapat Anda tempuh', 'What else you can do'),
  compensation: bilingual('Ganti rugi', 'Compensation'),
  'referral-out.name': bilingual('Lembaga', 'Organisation'),
  'referral-out.channel': bilingual('Cara menghubunginya', 'How to contact it'),
  'referral-out.reason': bilingual('Alasan', 'Reason'),
};
/** Replaces an erased text. */
export const erasedSentence = bilingual(
  'Tulisan ini sudah kami hapus untuk melindungi data pribadi. Petugas di loket siap membantu Anda.',
  'This text was erased to protect personal data. The staff at a counter are glad to help you.',
);
