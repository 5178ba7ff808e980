import { actSentences } from './citizen-sentences.js';
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
import { renderSentence, type Language, type Sentence } from './sentence.js';
import { caseSentencesOf } from './tracking-case-text.js';
import {
  archivedSentence,
  archivedSentences,
  archivedWhySentence,
  assignedLateSentence,
  classNames,
  escalationSentences,
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
  statusSentences,
  statusLabels,
} from './tracking-text.js';

/** A text that staff wrote with an act. */
export interface StaffText {
  readonly field: string;
  readonly at: Date;
  readonly body: string;
}

/** A complaint with the further data of its tracking page. */
export interface TrackedComplaint {
  readonly complaint: Complaint;
  /** The clock of the next step. */
  readonly next: { readonly clock: ClockName; readonly dueAt: Date } | null;
  /** Whether a duty of the city is breached and still open. */
  readonly isLate: boolean;
  readonly escalationLevel: number;
  /**
   * The target of the latest escalation within the city; the coordinator if the office has no leader; null without an
   * escalation.
   */
  readonly overseer: EscalationTarget | null;
  /** Whether the escalation waits for the citizen's consent. */
  readonly isReferralOffered: boolean;
  /** The Ombudsman's case, if there is one. */
  readonly ombudsmanCase: {
    readonly registrationNumber: string;
    readonly stage: CaseStage;
    readonly ground: InadmissibilityGround | null;
  } | null;
  readonly staffTexts: readonly StaffText[];
  /** The name of an office by its code. */
  readonly officeName: (office: string) => string;
  readonly zone: ZoneOffset;
  /** Further remedies for citizens of this city. */
  readonly remedies: readonly Sentence[];
}

/** The tracking page of the citizen. */
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
 * Builds the tracking page: the history, the next step and its deadline, the actions of the citizen, and the remedies.
 */
export const trackingOf = (tracked: TrackedComplaint, language: Language): Tracking => {
  const { complaint, zone, officeName, remedies } = tracked;
  const open = allowedActions(complaint, citizen);
  const office = complaint.office === null ? null : officeName(complaint.office);
  const next = tracked.next !== null && isDeadlineVisible(tracked.next.clock, open) ? tracked.next : null;
  const untilInWords = next && endInWords(next.dueAt, zone, language);
  const values = {
    office: office ?? someOffice[language],
    until: untilInWords ?? '',
    number: tracked.ombudsmanCase?.registrationNumber ?? '',
  };
  const offered = isOffered(tracked);
  const sentences = [
    ...statusSentencesOf(tracked),
    ...escalationSentencesOf(tracked),
    ...(next ? [deadlineOf(complaint, next.clock)] : []),
    ...ombudsmanSentencesOf(tracked),
    ...(offered ? [referralOfferOf(tracked)] : []),
  ];
  return {
    ticket: complaint.ticket,
    status: complaint.status,
    statusLabel: statusLabels[complaint.status][language],
    outcome: complaint.outcome,
    explanation: sentences.map(sentence => renderSentence(sentence, language, values)).join(' '),
    until: next?.dueAt.toISOString() ?? null,
    untilInWords,
    office,
    lodgedAt: complaint.lodgedAt.toISOString(),
    escalationLevel: tracked.escalationLevel,
    referralOffered: offered,
    timeline: timelineOf(tracked, language),
    actions: openActs(complaint, open).map(([action, sentence]) => ({
      action,
      what: renderSentence(sentence, language, values),
    })),
    remedies: remedies.map(remedy => remedy[language]),
    allowedActions: open,
  };
};

const statusSentencesOf = ({
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
  return [status === 'assigned' && isLate ? assignedLateSentence : statusSentences[status]];
};

const deadlineOf = ({ rounds }: Complaint, clock: ClockName): Sentence =>
  clock === 'complainant_reply' && rounds >= maxRounds ? lastReplyDeadlineSentence : deadlineSentences[clock]!;

/** Hides a deadline that the citizen cannot use, such as for reopening after both rounds are used. */
const isDeadlineVisible = (clock: ClockName, open: readonly string[]): boolean =>
  clock in deadlineSentences && (clock !== 'reopening' || open.includes('reopening'));

/** Whether a referral is offered: all rounds are used, or the escalation waits for the citizen's consent. */
const isOffered = ({ complaint, isReferralOffered }: TrackedComplaint): boolean =>
  complaint.outcome === 'contested'
    ? !referralRequested(complaint)
    : isReferralOffered && !complaint.consentToOmbudsman;

/** The offer of a referral, without an apology if the page already has one or a decision was made. */
const referralOfferOf = ({ complaint: { status }, isLate }: TrackedComplaint): Sentence =>
  isLate || status === 'resolved' || status === 'closed' ? plainReferralOffer : referralOffer;

const escalationSentencesOf = ({ complaint, isLate, overseer }: TrackedComplaint): Sentence[] => {
  if (complaint.status === 'closed' || complaint.status === 'archived') return [];
  return [
    ...(isLate ? [lateSentence] : []),
    ...(overseer === null || overseer === 'ombudsman' ? [] : [escalationSentences[overseer]]),
  ];
};

const ombudsmanSentencesOf = ({ ombudsmanCase }: TrackedComplaint): readonly Sentence[] =>
  ombudsmanCase === null ? [] : caseSentencesOf(ombudsmanCase.stage, ombudsmanCase.ground);

/** The open acts with their sentences; omits a repeated referral request, which would change nothing. */
const openActs = (complaint: Complaint, open: readonly string[]): [ActPath, Sentence][] =>
  (open as readonly ActPath[]).flatMap((route): [ActPath, Sentence][] => {
    if (route === 'referral' && referralRequested(complaint)) return [];
    if (route === 'objection' && complaint.rounds >= maxRounds) return [[route, lastObjectionSentence]];
    return [[route, openActSentences[route]!]];
  });

/** The fields of staff texts that are visible to the citizen, by act. All other staff texts are hidden. */
const visibleFields: Partial<Record<Fact['act'], (field: string) => boolean>> = {
  request_completion: field => field.startsWith('missing.'),
  respond: field => field === 'response',
  ask: field => field === 'question',
  resolve: field => ['explanation', 'remedy', 'compensation'].includes(field),
  archive: field => ['explanation', 'remedy'].includes(field),
  refer_out: field => ['referral-out.name', 'referral-out.channel', 'referral-out.reason'].includes(field),
};

/** Whether texts of this field are visible to the citizen with any act. */
export const isVisibleToCitizen = (field: string): boolean =>
  Object.values(visibleFields).some(isVisible => isVisible(field));

const timelineOf = (
  { complaint, staffTexts, officeName, zone }: TrackedComplaint,
  language: Language,
): Tracking['timeline'] => {
  const remaining = [...staffTexts];
  return complaint.history.map((fact, n) => ({
    at: fact.at.toISOString(),
    on: dayInWords(fact.at, zone, language),
    what: renderSentence(sentenceOf(fact, complaint.history[n - 1]), language, {
      office: fact.office === null ? someOffice[language] : officeName(fact.office),
      class: classNames[fact.classification][language],
    }),
    text:
      takeTexts(remaining, fact)
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
 * Removes and returns the texts of this act. Of two acts of one kind at the same instant, the first takes one text per
 * field and leaves the others.
 */
const takeTexts = (remaining: StaffText[], { act, at }: Fact): StaffText[] => {
  const fields = new Set<string>();
  const taken = remaining.filter(({ field, at: typedAt }) => {
    if (typedAt.getTime() !== at.getTime() || visibleFields[act]?.(field) !== true || fields.has(field)) return false;
    if (act !== 'request_completion') fields.add(field);
    return true;
  });
  for (const text of taken) remaining.splice(remaining.indexOf(text), 1);
  return taken;
};
