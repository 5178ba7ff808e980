import { caseStageLabels, clockLabels, type Label, type Status } from '@tuntas/contracts';
import type { Language } from '../locale.js';

/** The status of a complaint as a predicate, for sentences whose subject is the complaint. */
const statusPhrases: Readonly<Record<Status, Label>> = {
  received: { id: 'baru diterima dan masih diperiksa', en: 'has been received and is still being checked' },
  awaiting_completion: {
    id: 'masih menunggu kelengkapan dari pelapor',
    en: 'is waiting for information from the complainant',
  },
  assigned: {
    id: 'baru diteruskan ke instansi dan belum mulai ditangani',
    en: 'has been passed to the office, which has not started work on it',
  },
  in_progress: { id: 'sedang ditangani', en: 'is being worked on' },
  awaiting_complainant: { id: 'masih menunggu jawaban pelapor', en: 'is waiting for an answer from the complainant' },
  resolved: {
    id: 'sudah diputuskan dan menunggu tanggapan pelapor',
    en: 'has been decided and is waiting for a reply from the complainant',
  },
  closed: { id: 'sudah ditutup', en: 'is closed' },
  archived: { id: 'sudah diarsipkan', en: 'is archived' },
};

const wordsOf: Readonly<Record<string, Readonly<Record<string, Label>>>> = {
  status: statusPhrases,
  stage: caseStageLabels,
  clock: clockLabels,
};

/** A fact as it appears in the detail of a problem: a status, stage or clock by its label, other values unchanged. */
export const factInWords = (name: string, fact: unknown, language: Language): string => {
  const word = String(fact ?? '');
  const words = wordsOf[name];
  return words && Object.hasOwn(words, word) ? words[word]![language] : word;
};

/** Details that replace the usual one if the facts contain a `reason`; the key is code and reason. */
export const reasonTexts: Readonly<Record<string, Label>> = {
  'complaint.act-not-allowed reopening_over': {
    id: 'Mohon maaf, batas waktu untuk meminta pengaduan ini dibuka kembali sudah lewat. Silakan membuat pengaduan baru kapan saja, atau meminta bantuan Ombudsman: telepon 137, gratis.',
    en: 'Sorry, the deadline for asking us to reopen this complaint has passed. Please file a new complaint at any time, or ask the Ombudsman for help: call 137, free of charge.',
  },
  'complaint.act-not-allowed rounds_used': {
    id: 'Mohon maaf, pengaduan ini sudah dua kali ditangani kembali, jadi tidak dapat dibuka lagi di tingkat kota. Silakan meminta Ombudsman memeriksanya, tanpa biaya, atau membuat pengaduan baru.',
    en: 'Sorry, we have already looked at this complaint again twice, so the city cannot reopen it. Please ask the Ombudsman to look into it, free of charge, or file a new complaint.',
  },
};
