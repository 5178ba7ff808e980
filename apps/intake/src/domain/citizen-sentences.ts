import type { MessageFacts } from '@tuntas/complaint';
import type {
  Act,
  ArchiveReason,
  CaseStage,
  DecisionOnComplaint,
  InadmissibilityGround,
  MessageTemplate,
  Outcome,
} from '@tuntas/contracts';
import {
  completeSentence,
  decisionSentences,
  delaySentences,
  complaintContinuesSentence,
  howToReferSentence,
  nothingToDoSentence,
  readBelowSentence,
  receivedSentence,
  reclassifiedSentence,
  soonPassedSentence,
  whyBelowSentence,
  worksAgainSentence,
  type LateDuty,
} from './message-sentences.js';
import { bilingual, type Sentence } from './sentence.js';
import { caseSentences, caseSentencesOf } from './tracking-case-text.js';
import {
  archivedSentence,
  archivedSentences,
  escalationSentences,
  contestedWithCaseSentence,
  lastObjectionSentence,
  lateSentence,
  openActSentences,
  outcomeSentences,
  referralOffer,
  returnedSentence,
} from './tracking-text.js';

// What the citizen reads about an act: on the tracking page, and in messages.

/**
 * Timeline sentences by act, including lapsed deadlines. Internal notes and identity disclosures are not in the
 * timeline.
 */
export const actSentences: Readonly<Record<Exclude<Act, 'note' | 'disclose'>, Sentence>> = {
  lodge: bilingual('Pengaduan Anda kami terima.', 'We received your complaint.'),
  verify: bilingual(
    'Pengaduan Anda sudah kami periksa, dan keterangannya lengkap.',
    'We checked your complaint; it is complete.',
  ),
  request_completion: bilingual(
    'Kami meminta sedikit keterangan lagi dari Anda.',
    'We asked you for some more information.',
  ),
  complete: bilingual(
    'Anda mengirim keterangan yang kami minta. Terima kasih.',
    'You sent what we had asked for. Thank you.',
  ),
  lapse_completion: bilingual(
    'Batas waktu mengirim keterangan sudah lewat, dan pengaduan ini kami tutup.',
    'The deadline for sending it has passed, and we closed this complaint.',
  ),
  reclassify: bilingual(
    'Kami mengubah jenis pengaduan ini menjadi {class} supaya ditangani dengan cara yang tepat.',
    'We changed the type of this complaint to {class}, so that it is handled correctly.',
  ),
  assign: bilingual('Pengaduan Anda kami teruskan ke {office}.', 'We passed your complaint to {office}.'),
  accept: bilingual('{Office} mulai menangani pengaduan Anda.', '{Office} started work on your complaint.'),
  contact: bilingual(
    'Petugas dari {office} menghubungi Anda. Jika ini keliru, beri tahu kami.',
    '{Office} contacted you. If this is not right, please tell us.',
  ),
  respond: bilingual('{Office} memberi tanggapan.', '{Office} responded.'),
  ask: bilingual('{Office} menanyakan sesuatu kepada Anda.', '{Office} asked you a question.'),
  answer: bilingual('Anda menjawab. Terima kasih.', 'You answered. Thank you.'),
  lapse_answer: bilingual(
    'Batas waktu untuk menjawab sudah lewat; {office} melanjutkan dengan keterangan yang ada.',
    'The deadline for an answer has passed; {office} is continuing with what it has.',
  ),
  resolve: bilingual('{Office} memberikan keputusan.', '{Office} made a decision.'),
  transfer: bilingual(
    'Pengaduan Anda dialihkan ke {office} supaya ditangani di tempat yang tepat.',
    'Your complaint was transferred to {office}, so that the right office handles it.',
  ),
  refer_out: bilingual(
    'Kami merujuk masalah ini ke lembaga di luar pemerintah kota yang berwenang menanganinya.',
    'We referred this matter to the organisation outside the city government that is responsible for it.',
  ),
  confirm: bilingual('Anda menyatakan masalahnya sudah selesai.', 'You told us that the problem is solved.'),
  object: bilingual(
    'Anda menyampaikan keberatan, dan {office} menanganinya kembali.',
    'You objected, and {office} is looking at it again.',
  ),
  lapse_reply: bilingual(
    'Batas waktu untuk memberi kabar sudah lewat, dan pengaduan ini kami tutup.',
    'The deadline for your reply has passed, and we closed this complaint.',
  ),
  withdraw: bilingual('Anda mencabut pengaduan ini.', 'You withdrew this complaint.'),
  archive: bilingual('Pengaduan ini kami arsipkan.', 'We archived this complaint.'),
  reopen: bilingual('Pengaduan ini dibuka kembali.', 'This complaint was reopened.'),
  lapse_reopening: bilingual(
    'Batas waktu untuk meminta pengaduan ini dibuka kembali sudah lewat.',
    'The deadline for asking us to reopen this complaint has passed.',
  ),
  consent: bilingual(
    'Anda setuju pengaduan ini diteruskan ke Ombudsman.',
    'You agreed that this complaint may be passed to the Ombudsman.',
  ),
  request_referral: bilingual(
    'Anda meminta Ombudsman memeriksa pengaduan ini.',
    'You asked the Ombudsman to look into this complaint.',
  ),
};

/** The sentences of a template. */
export interface Content {
  /** What happened. */
  readonly main: readonly Sentence[];
  /** Further sentences, omitted if an SMS has no room. */
  readonly details?: readonly Sentence[];
  /** Sentences that refer to the quoted texts below. */
  readonly pointers?: readonly Sentence[];
  /** The deadline of the next step or of the citizen. */
  readonly until?: Sentence | undefined;
  readonly options?: readonly Sentence[];
  /** Whether the law or the city requires the remedies to be named. */
  readonly namesRemedies?: boolean;
}

/** The subject and the sentences of each template. The subject is also the heading of a printed message. */
export const messageContents: Readonly<
  Record<
    MessageTemplate,
    {
      readonly subject: Sentence;
      readonly content: (facts: MessageFacts, context: { readonly hasLeader: (office: string) => boolean }) => Content;
    }
  >
> = {
  received: {
    subject: bilingual('Pengaduan Anda kami terima', 'We received your complaint'),
    content: () => ({ main: [receivedSentence] }),
  },
  complete: {
    subject: bilingual('Pengaduan Anda sudah lengkap', 'Your complaint is complete'),
    content: () => ({ main: [actSentences.verify], details: [soonPassedSentence] }),
  },
  completion_requested: {
    subject: bilingual('Kami memerlukan sedikit keterangan lagi', 'We need some more information from you'),
    content: () => ({ main: [actSentences.request_completion], options: [openActSentences.completion!] }),
  },
  assigned: {
    subject: bilingual('Pengaduan Anda diteruskan ke instansi', 'Your complaint has been passed on'),
    content: ({ isNowComplete }) => ({ main: [actSentences.assign], details: isNowComplete ? [completeSentence] : [] }),
  },
  transferred: {
    subject: bilingual('Pengaduan Anda dialihkan ke instansi lain', 'Your complaint has been transferred'),
    content: () => ({ main: [actSentences.transfer] }),
  },
  returned: {
    subject: bilingual('Sebentar, kami carikan instansi yang tepat', 'We are finding the right office for you'),
    content: () => ({ main: [returnedSentence] }),
  },
  reclassified: {
    subject: bilingual('Jenis pengaduan Anda kami ubah', 'We changed the type of your complaint'),
    content: ({ classification }) => ({
      main: [classification == null ? reclassifiedSentence : actSentences.reclassify],
    }),
  },
  question: {
    subject: bilingual('Ada pertanyaan untuk Anda', 'There is a question for you'),
    content: () => ({ main: [actSentences.ask], options: [openActSentences.answer!] }),
  },
  answer_lapsed: {
    subject: bilingual('Pengaduan Anda kami lanjutkan', 'We are continuing with your complaint'),
    content: () => ({ main: [actSentences.lapse_answer], details: [nothingToDoSentence] }),
  },
  response: {
    subject: bilingual('Ada tanggapan untuk Anda', 'There is a response for you'),
    content: () => ({ main: [actSentences.respond] }),
  },
  decision: {
    subject: bilingual('Ada keputusan atas pengaduan Anda', 'There is a decision on your complaint'),
    content: ({ decision, isLastRound }) => ({
      main: [actSentences.resolve, decisionSentences[decision as DecisionOnComplaint]],
      pointers: decision === 'denied' ? [whyBelowSentence] : decision === 'explained' ? [readBelowSentence] : [],
      options: [openActSentences.confirmation!, isLastRound ? lastObjectionSentence : openActSentences.objection!],
      namesRemedies: decision !== 'granted',
    }),
  },
  objected: {
    subject: bilingual('Keberatan Anda kami terima', 'We received your objection'),
    content: () => ({ main: [actSentences.object] }),
  },
  reopened: {
    subject: bilingual('Pengaduan Anda dibuka kembali', 'Your complaint has been reopened'),
    content: ({ office }) => ({ main: [actSentences.reopen, ...(office === null ? [] : [worksAgainSentence])] }),
  },
  closed: {
    subject: bilingual('Pengaduan Anda kami tutup', 'Your complaint is closed'),
    content: ({ outcome, mayReopen, isReferred }) => ({
      main: [outcome === 'contested' && isReferred ? contestedWithCaseSentence : outcomeSentences[outcome as Outcome]],
      options: [
        ...(mayReopen ? [openActSentences.reopening!] : []),
        ...(isClosedWithoutAgreement(outcome as Outcome) && !isReferred ? [openActSentences.referral!] : []),
      ],
      namesRemedies: isClosedWithoutAgreement(outcome as Outcome),
    }),
  },
  referred_out: {
    subject: bilingual('Masalah Anda ditangani lembaga lain', 'Your matter is for another organisation'),
    content: () => ({ main: [actSentences.refer_out], namesRemedies: true }),
  },
  archived: {
    subject: bilingual('Pengaduan Anda tidak dapat kami lanjutkan', 'We cannot take your complaint further'),
    content: ({ reasonCode }) => ({
      main: [reasonCode == null ? archivedSentence : archivedSentences[reasonCode as ArchiveReason]],
      pointers: [whyBelowSentence],
      namesRemedies: true,
    }),
  },
  delay: {
    subject: bilingual(
      'Mohon maaf, penanganan pengaduan Anda terlambat',
      'Sorry, your complaint is taking longer than we promised',
    ),
    content: ({ duty, climbs, office }, { hasLeader }) => ({
      main: [delaySentences[duty as LateDuty], lateSentence],
      details: climbs
        ? [
            escalationSentences[
              duty !== 'check' && typeof office === 'string' && hasLeader(office) ? 'office_head' : 'coordinator'
            ],
          ]
        : [],
      namesRemedies: true,
    }),
  },
  referral_offered: {
    subject: bilingual('Ombudsman dapat memeriksa pengaduan Anda', 'The Ombudsman can look into your complaint'),
    content: () => ({ main: [referralOffer], details: [howToReferSentence], namesRemedies: true }),
  },
  case_opened: {
    subject: bilingual('Ombudsman menerima pengaduan Anda', 'The Ombudsman received your complaint'),
    content: () => ({
      main: [caseSentences.intake_formal],
      details: [complaintContinuesSentence],
      namesRemedies: true,
    }),
  },
  case_ended: {
    subject: bilingual('Kabar dari Ombudsman', 'News from the Ombudsman'),
    content: ({ stage, ground }) => ({
      ...caseEndContent(caseSentencesOf(stage as CaseStage, ground as InadmissibilityGround | null)),
      namesRemedies: true,
    }),
  },
};

const caseEndContent = ([how, ...why]: readonly Sentence[]): Pick<Content, 'main' | 'details'> => ({
  main: [how!],
  details: why,
});

/** Whether it was closed without the citizen's agreement, so that the Ombudsman is the remaining remedy. */
const isClosedWithoutAgreement = (outcome: Outcome): boolean =>
  ['closed_by_silence', 'deemed_withdrawn', 'contested'].includes(outcome);
