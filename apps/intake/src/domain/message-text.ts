import type { Message, MessageFacts } from '@tuntas/complaint';
import type {
  ArchiveReason,
  CaseStage,
  Classification,
  ClockName,
  DecisionOnComplaint,
  InadmissibilityGround,
  MessageTemplate,
  Outcome,
} from '@tuntas/contracts';
import { endInWords, instantInWords, type ZoneOffset } from '@tuntas/kernel';
import {
  completeSentence,
  decisionSentences,
  delaySentences,
  erasedSentence,
  followSentence,
  followShortSentence,
  goesOnSentence,
  howToReferSentence,
  nothingToDoSentence,
  quoteLabels,
  readBelowSentence,
  receivedSentence,
  reclassifiedSentence,
  remedyShortSentence,
  reopeningShortSentence,
  soonPassedSentence,
  subjects,
  ticketLabel,
  whereReceived,
  whyBelowSentence,
  worksAgainSentence,
  type LateDuty,
} from './message-sentences.js';
import { spoken, type Language, type Sentence } from './sentence.js';
import { caseSentences, caseSentencesOf } from './tracking-case-text.js';
import {
  actSentences,
  archivedSentence,
  archivedSentences,
  classNames,
  climbSentences,
  contestedWithCaseSentence,
  deadlineSentences,
  lastObjectionSentence,
  lastReplyDeadlineSentence,
  lateSentence,
  openActSentences,
  outcomeSentences,
  referralOffer,
  returnedSentence,
  someOffice,
} from './tracking-text.js';

/** What a message says is looked up when it is sent, since only ids and codes are kept with it. */
export interface MessageContext {
  readonly ticket: string;
  /** What the city calls itself. */
  readonly city: string;
  readonly zone: ZoneOffset;
  /** The name of an office by its code. */
  readonly named: (office: string) => string;
  /** The name of a counter by its code. */
  readonly placed: (counter: string) => string;
  /** Whether an office has a head or a deputy. */
  readonly isLed: (office: string) => boolean;
  /** Where the city's service is found online, in full and as short as an SMS needs it. */
  readonly site: string;
  readonly shortSite: string;
  /** When the clock that `facts.clock` names is due; null where it is not known (any more). */
  readonly until: Date | null;
  /** The texts that the message quotes, in any order; one that was erased is absent. */
  readonly texts: readonly { readonly id: string; readonly field: string; readonly body: string }[];
  /** Where else a citizen of this city may turn to. */
  readonly remedies: readonly Sentence[];
}

export interface MessageText {
  readonly subject: string;
  readonly text: string;
}

/** Beyond this an SMS becomes three or more, and dear to the city. */
const longestSms = 300;

/**
 * What a message says, as plain text in its language: what happened, what happens next and until when, and where else
 * to turn to.
 */
export const messageText = (
  message: Pick<Message, 'template' | 'language' | 'channel' | 'facts' | 'textIds'>,
  context: MessageContext,
): MessageText => {
  const { template, language, channel } = message;
  const subject = `${spoken(subjects[template], language)} (${context.ticket})`;
  return { subject, text: channel === 'sms' ? shortText(message, context) : fullText(message, context) };
};

/** What there is to say by a template. */
interface Content {
  /** What happened. */
  readonly says: readonly Sentence[];
  /** What is said besides where there is room. */
  readonly also?: readonly Sentence[];
  /** What points to the texts that are quoted below it. */
  readonly points?: readonly Sentence[];
  /** By when the next thing happens, or the citizen may act. */
  readonly until?: Sentence | undefined;
  readonly may?: readonly Sentence[];
  /** The law, or the city, wants the citizen to know where else they may turn to. */
  readonly namesRemedy?: boolean;
}

const contents: Readonly<
  Record<MessageTemplate, (facts: MessageFacts, context: Pick<MessageContext, 'isLed'>) => Content>
> = {
  received: () => ({ says: [receivedSentence] }),
  complete: () => ({ says: [actSentences.verify], also: [soonPassedSentence] }),
  completion_requested: () => ({ says: [actSentences.request_completion], may: [openActSentences.completion!] }),
  assigned: ({ isNowComplete }) => ({ says: [actSentences.assign], also: isNowComplete ? [completeSentence] : [] }),
  transferred: () => ({ says: [actSentences.transfer] }),
  returned: () => ({ says: [returnedSentence] }),
  reclassified: ({ classification }) => ({
    says: [classification == null ? reclassifiedSentence : actSentences.reclassify],
  }),
  question: () => ({ says: [actSentences.ask], may: [openActSentences.answer!] }),
  answer_lapsed: () => ({ says: [actSentences.lapse_answer], also: [nothingToDoSentence] }),
  response: () => ({ says: [actSentences.respond] }),
  decision: ({ decision, isLastRound }) => ({
    says: [actSentences.resolve, decisionSentences[decision as DecisionOnComplaint]],
    points: decision === 'denied' ? [whyBelowSentence] : decision === 'explained' ? [readBelowSentence] : [],
    may: [openActSentences.confirmation!, isLastRound ? lastObjectionSentence : openActSentences.objection!],
    namesRemedy: decision !== 'granted',
  }),
  objected: () => ({ says: [actSentences.object] }),
  reopened: ({ office }) => ({ says: [actSentences.reopen, ...(office === null ? [] : [worksAgainSentence])] }),
  closed: ({ outcome, mayReopen, isReferred }) => ({
    says: [outcome === 'contested' && isReferred ? contestedWithCaseSentence : outcomeSentences[outcome as Outcome]],
    may: [
      ...(mayReopen ? [openActSentences.reopening!] : []),
      ...(isStillOpenTo(outcome as Outcome) && !isReferred ? [openActSentences.referral!] : []),
    ],
    namesRemedy: isStillOpenTo(outcome as Outcome),
  }),
  referred_out: () => ({ says: [actSentences.refer_out], namesRemedy: true }),
  archived: ({ reasonCode }) => ({
    says: [reasonCode == null ? archivedSentence : archivedSentences[reasonCode as ArchiveReason]],
    points: [whyBelowSentence],
    namesRemedy: true,
  }),
  delay: ({ duty, climbs, office }, { isLed }) => ({
    says: [delaySentences[duty as LateDuty], lateSentence],
    also: climbs
      ? [
          climbSentences[
            duty !== 'check' && typeof office === 'string' && isLed(office) ? 'office_head' : 'coordinator'
          ],
        ]
      : [],
    namesRemedy: true,
  }),
  referral_offered: () => ({ says: [referralOffer], also: [howToReferSentence], namesRemedy: true }),
  case_opened: () => ({ says: [caseSentences.intake_formal], also: [goesOnSentence], namesRemedy: true }),
  case_ended: ({ stage, ground }) => ({
    ...endedAt(caseSentencesOf(stage as CaseStage, ground as InadmissibilityGround | null)),
    namesRemedy: true,
  }),
};

const endedAt = ([how, ...why]: readonly Sentence[]): Pick<Content, 'says' | 'also'> => ({ says: [how!], also: why });

/** Closed without the citizen's agreement: the Ombudsman is the way that remains. */
const isStillOpenTo = (outcome: Outcome): boolean =>
  ['closed_by_silence', 'deemed_withdrawn', 'contested'].includes(outcome);

const fullText = (
  { template, language, facts, textIds }: Pick<Message, 'template' | 'language' | 'facts' | 'textIds'>,
  context: MessageContext,
): string => {
  const { says, also = [], points = [], may = [], namesRemedy = false } = contents[template](facts, context);
  const put = putInto(facts, language, context, true);
  const said = (sentences: readonly Sentence[]): string =>
    sentences.map(sentence => spoken(sentence, language, put)).join(' ');
  const until = untilOf(facts, context);
  const paragraphs = [
    spoken(ticketLabel, language, put),
    said([...says, ...also, ...points]),
    ...quotes(textIds, language, context),
    said(until ? [until] : []),
    // Until when a closed complaint may be opened again says that it may.
    said(
      until && facts['clock'] === 'reopening' ? may.filter(sentence => sentence !== openActSentences.reopening) : may,
    ),
    ...(namesRemedy ? context.remedies.map(remedy => remedy[language]) : []),
    said([followSentence]),
    context.city,
  ];
  return `${paragraphs.filter(paragraph => paragraph !== '').join('\n\n')}\n`;
};

/** As much as fits: what a date leads to goes first, then the name of an office. What somebody typed is never in it. */
const shortText = (
  { template, language, facts }: Pick<Message, 'template' | 'language' | 'facts'>,
  context: MessageContext,
): string => {
  const { says, also = [], namesRemedy = false } = contents[template](facts, context);
  const until = untilOf(facts, context);
  const after = [...(namesRemedy ? [remedyShortSentence] : []), followShortSentence];
  const text = (sentences: readonly Sentence[], isNamed: boolean): string =>
    `${context.city}, ${context.ticket}: ${sentences.map(sentence => spoken(sentence, language, putInto(facts, language, context, isNamed))).join(' ')}`;
  const shortUntil = until ? [facts['clock'] === 'reopening' ? reopeningShortSentence : firstOf(until)] : [];
  const inAWord: Sentence = { id: `${subjects[template].id}.`, en: `${subjects[template].en}.` };
  const attempts = [
    text([...says, ...also, ...(until ? [until] : []), ...after], true),
    text([...says, ...(until ? [until] : []), ...after], true),
    text([...says, ...shortUntil, ...after], true),
    text([...says, ...shortUntil, ...after], false),
  ];
  return attempts.find(attempt => attempt.length <= longestSms) ?? text([inAWord, ...shortUntil, ...after], false);
};

/** The first sentence of several. */
const firstOf = ({ id, en }: Sentence): Sentence => ({ id: first(id), en: first(en) });
const first = (text: string): string => text.split(/(?<=\.) /)[0]!;

/** A time that was over when the message was decided is not promised. */
const untilOf = ({ clock, at, isLastRound }: MessageFacts, { until }: MessageContext): Sentence | undefined => {
  if (until === null || typeof clock !== 'string' || (typeof at === 'string' && until <= new Date(at)))
    return undefined;
  return clock === 'complainant_reply' && isLastRound === true
    ? lastReplyDeadlineSentence
    : deadlineSentences[clock as ClockName];
};

const putInto = (
  facts: MessageFacts,
  language: Language,
  context: MessageContext,
  isNamed: boolean,
): Record<string, string> => {
  const { office, at, counter, registrationNumber, classification } = facts;
  const { zone, until, ticket, placed, named, site, shortSite } = context;
  return {
    ticket,
    site,
    shortSite,
    number: String(registrationNumber ?? ''),
    class: typeof classification === 'string' ? classNames[classification as Classification][language] : '',
    office: isNamed && typeof office === 'string' ? named(office) : someOffice[language],
    until: until ? endInWords(until, zone, language) : '',
    at: typeof at === 'string' ? instantInWords(new Date(at), zone, language) : '',
    where: isNamed && typeof counter === 'string' ? spoken(whereReceived, language, { place: placed(counter) }) : '',
  };
};

/** What was typed, each under its label, indented so that nobody takes it for our own words. */
const quotes = (textIds: readonly string[], language: Language, { texts }: MessageContext): string[] => {
  let labelled = '';
  return textIds.map(id => {
    const text = texts.find(each => each.id === id);
    if (!text) return indented(erasedSentence[language]);
    const label = quoteLabels[text.field.startsWith('missing.') ? 'missing' : text.field]?.[language] ?? '';
    const isNew = label !== '' && label !== labelled;
    labelled = label;
    return `${isNew ? `${label}:\n` : ''}${indented(text.body)}`;
  });
};
const indented = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(line => `  ${line}`.trimEnd())
    .join('\n');
