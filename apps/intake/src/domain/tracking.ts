import {
  allowedActions,
  maxRounds,
  referralRequested,
  type Complaint,
  type Fact,
  type ActPath,
} from '@tuntas/complaint';
import type { CaseStage, ClockName, EscalationTarget, InadmissibilityGround, Outcome, Status } from '@tuntas/contracts';
import { dayInWords, endInWords, type ZoneOffset } from '@tuntas/kernel';
import { spoken, type Language, type Sentence } from './sentence.js';
import { caseSentencesOf } from './tracking-case-text.js';
import {
  actSentences,
  archivedSentence,
  archivedSentences,
  archivedWhySentence,
  assignedLateSentence,
  classNames,
  climbSentences,
  contestedSentence,
  contestedWithCaseSentence,
  deadlineSentences,
  heardSentence,
  lastObjectionSentence,
  lastReplyDeadlineSentence,
  lateSentence,
  openActSentences,
  outcomeSentences,
  plainReferralOffer,
  recategorisedSentence,
  referralOffer,
  returnedSentence,
  someOffice,
  standings,
  statusLabels,
} from './tracking-text.js';

/** Something that staff wrote, with an act. */
export interface Written {
  readonly field: string;
  readonly at: Date;
  readonly body: string;
}

/** What there is to tell of a complaint, beside its own state. */
export interface TrackedComplaint {
  readonly complaint: Complaint;
  /** The clock that says what happens next. */
  readonly next: { readonly clock: ClockName; readonly dueAt: Date } | null;
  /** A duty of ours was missed and is still owed. */
  readonly isLate: boolean;
  readonly escalationLevel: number;
  /**
   * Who looks after it within the city since it climbed: the coordinator where an office has nobody to lead it; null
   * while nobody does.
   */
  readonly overseer: EscalationTarget | null;
  /** The ladder waits for the citizen's consent. */
  readonly isReferralOffered: boolean;
  /** The Ombudsman's case, if there is one. */
  readonly ombudsmanCase: {
    readonly registrationNumber: string;
    readonly stage: CaseStage;
    readonly ground: InadmissibilityGround | null;
  } | null;
  readonly written: readonly Written[];
  /** The name of an office by its code. */
  readonly named: (office: string) => string;
  readonly zone: ZoneOffset;
  /** Where else a citizen of this city may turn to. */
  readonly remedies: readonly Sentence[];
}

/** The citizen's own page. */
export interface Tracking {
  readonly ticket: string;
  readonly status: Status;
  readonly statusLabel: string;
  readonly outcome: Outcome | null;
  readonly explanation: string;
  readonly until: string | null;
  readonly untilInWords: string | null;
  readonly office: string | null;
  readonly lodgedAt: string;
  readonly escalationLevel: number;
  readonly referralOffered: boolean;
  readonly timeline: readonly {
    readonly at: string;
    readonly on: string;
    readonly what: string;
    readonly text: string | null;
  }[];
  readonly actions: readonly { readonly action: string; readonly what: string }[];
  readonly remedies: readonly string[];
  readonly allowedActions: readonly string[];
}

const citizen = { role: 'citizen', ref: '', office: null, client: null } as const;

/**
 * Tells the citizen what happened, what happens next and until when, what they may do now, and where else they may turn
 * to.
 */
export const trackingOf = (tracked: TrackedComplaint, language: Language): Tracking => {
  const { complaint, zone, named, remedies } = tracked;
  const open = allowedActions(complaint, citizen);
  const office = complaint.office === null ? null : named(complaint.office);
  const next = tracked.next !== null && mayBeTold(tracked.next.clock, open) ? tracked.next : null;
  const untilInWords = next && endInWords(next.dueAt, zone, language);
  const put = {
    office: office ?? someOffice[language],
    until: untilInWords ?? '',
    number: tracked.ombudsmanCase?.registrationNumber ?? '',
  };
  const offered = isOffered(tracked);
  const said = [
    ...whereItStands(tracked),
    ...climb(tracked),
    ...(next ? [deadlineOf(complaint, next.clock)] : []),
    ...atTheOmbudsman(tracked),
    ...(offered ? [offerIn(tracked)] : []),
  ];
  return {
    ticket: complaint.ticket,
    status: complaint.status,
    statusLabel: statusLabels[complaint.status][language],
    outcome: complaint.outcome,
    explanation: said.map(sentence => spoken(sentence, language, put)).join(' '),
    until: next?.dueAt.toISOString() ?? null,
    untilInWords,
    office,
    lodgedAt: complaint.lodgedAt.toISOString(),
    escalationLevel: tracked.escalationLevel,
    referralOffered: offered,
    timeline: timelineOf(tracked, language),
    actions: openActs(complaint, open).map(([action, sentence]) => ({ action, what: spoken(sentence, language, put) })),
    remedies: remedies.map(remedy => remedy[language]),
    allowedActions: open,
  };
};

const whereItStands = ({
  complaint: { status, outcome, history },
  isLate,
  ombudsmanCase,
}: TrackedComplaint): readonly Sentence[] => {
  if (status === 'closed')
    return [outcome === 'contested' && ombudsmanCase !== null ? contestedWithCaseSentence : outcomeSentences[outcome!]];
  if (status === 'archived') {
    const reason = history.findLast(({ act }) => act === 'archive')?.archiveReason;
    return [reason === undefined ? archivedSentence : archivedSentences[reason], archivedWhySentence];
  }
  return [status === 'assigned' && isLate ? assignedLateSentence : standings[status]];
};

const deadlineOf = ({ rounds }: Complaint, clock: ClockName): Sentence =>
  clock === 'complainant_reply' && rounds >= maxRounds ? lastReplyDeadlineSentence : deadlineSentences[clock]!;

/** A time that the citizen could not use is not told: a complaint may be closed with its rounds used up. */
const mayBeTold = (clock: ClockName, open: readonly string[]): boolean =>
  clock in deadlineSentences && (clock !== 'reopening' || open.includes('reopening'));

/** The city's rounds are used up, or the ladder waits: both times it is the citizen's word that counts. */
const isOffered = ({ complaint, isReferralOffered }: TrackedComplaint): boolean =>
  complaint.outcome === 'contested'
    ? !referralRequested(complaint)
    : isReferralOffered && !complaint.consentToOmbudsman;

/** Sorry once: not again where we have just said it, and not for a decision that was made. */
const offerIn = ({ complaint: { status }, isLate }: TrackedComplaint): Sentence =>
  isLate || status === 'resolved' || status === 'closed' ? plainReferralOffer : referralOffer;

const climb = ({ complaint, isLate, overseer }: TrackedComplaint): Sentence[] => {
  if (complaint.status === 'closed' || complaint.status === 'archived') return [];
  return [
    ...(isLate ? [lateSentence] : []),
    ...(overseer === null || overseer === 'ombudsman' ? [] : [climbSentences[overseer]]),
  ];
};

const atTheOmbudsman = ({ ombudsmanCase }: TrackedComplaint): readonly Sentence[] =>
  ombudsmanCase === null ? [] : caseSentencesOf(ombudsmanCase.stage, ombudsmanCase.ground);

/** Asking the Ombudsman again would change nothing, so it is not suggested again. */
const openActs = (complaint: Complaint, open: readonly string[]): [ActPath, Sentence][] =>
  (open as readonly ActPath[]).flatMap((route): [ActPath, Sentence][] => {
    if (route === 'referral' && referralRequested(complaint)) return [];
    if (route === 'objection' && complaint.rounds >= maxRounds) return [[route, lastObjectionSentence]];
    return [[route, openActSentences[route]!]];
  });

/** The texts that belong to an act and are for the citizen's eyes; whatever else staff wrote is not. */
const shownWith: Partial<Record<Fact['act'], (field: string) => boolean>> = {
  request_completion: field => field.startsWith('missing.'),
  respond: field => field === 'response',
  ask: field => field === 'question',
  resolve: field => ['explanation', 'remedy', 'compensation'].includes(field),
  archive: field => ['explanation', 'remedy'].includes(field),
  refer_out: field => ['referral-out.name', 'referral-out.channel', 'referral-out.reason'].includes(field),
};

/** Whether the citizen may ever read a text of this field. */
export const isForTheCitizen = (field: string): boolean => Object.values(shownWith).some(shows => shows(field));

const timelineOf = (
  { complaint, written, named, zone }: TrackedComplaint,
  language: Language,
): Tracking['timeline'] => {
  const left = [...written];
  return complaint.history.map((fact, n) => ({
    at: fact.at.toISOString(),
    on: dayInWords(fact.at, zone, language),
    what: spoken(sentenceOf(fact, complaint.history[n - 1]), language, {
      office: fact.office === null ? someOffice[language] : named(fact.office),
      class: classNames[fact.classification][language],
    }),
    text:
      taken(left, fact)
        .map(({ body }) => body)
        .join('\n\n') || null,
  }));
};

const sentenceOf = (fact: Fact, before: Fact | undefined): Sentence => {
  if (fact.act === 'transfer' && fact.office === null) return returnedSentence;
  if (fact.act === 'object' && fact.status === 'closed') return contestedSentence;
  if (fact.act === 'confirm' && fact.heard) return heardSentence;
  if (fact.act === 'reclassify' && fact.classification === before?.classification) return recategorisedSentence;
  return actSentences[fact.act as keyof typeof actSentences];
};

/**
 * Takes what was written with this act; of two acts of one kind at the same instant the first takes its own and leaves
 * the rest.
 */
const taken = (left: Written[], { act, at }: Fact): Written[] => {
  const fields = new Set<string>();
  const mine = left.filter(({ field, at: typedAt }) => {
    if (typedAt.getTime() !== at.getTime() || shownWith[act]?.(field) !== true || fields.has(field)) return false;
    if (act !== 'request_completion') fields.add(field);
    return true;
  });
  for (const text of mine) left.splice(left.indexOf(text), 1);
  return mine;
};
