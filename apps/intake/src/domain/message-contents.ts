import type { MessageFacts } from '@tuntas/complaint';
import type {
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
  actSentences,
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
