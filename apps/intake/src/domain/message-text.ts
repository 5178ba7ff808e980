import type { Message, MessageFacts } from '@tuntas/complaint';
import type { Classification, ClockName } from '@tuntas/contracts';
import { endInWords, instantInWords, type ZoneOffset } from '@tuntas/kernel';
import {
  erasedSentence,
  followSentence,
  followShortSentence,
  quoteLabels,
  remedyShortSentence,
  reopeningShortSentence,
  ticketLabel,
  whereReceived,
} from './message-sentences.js';
import { renderSentence, type Language, type Sentence } from './sentence.js';
import {
  classNames,
  deadlineSentences,
  lastReplyDeadlineSentence,
  openActSentences,
  someOffice,
} from './tracking-text.js';
import { messageContents } from './citizen-sentences.js';

/** The data to render a message. They are read when it is sent, since the message stores only ids and codes. */
export interface MessageContext {
  readonly ticket: string;
  /** The name of the city. */
  readonly city: string;
  readonly zone: ZoneOffset;
  /** The name of an office by its code. */
  readonly officeName: (office: string) => string;
  /** The name of a counter by its code. */
  readonly counterName: (counter: string) => string;
  /** Whether an office has a head or a deputy. */
  readonly hasLeader: (office: string) => boolean;
  /** The URL of the city's service, and a short form for SMS. */
  readonly site: string;
  readonly shortSite: string;
  /** The due instant of the clock in `facts.clock`; null if unknown. */
  readonly until: Date | null;
  /** The quoted texts in any order; an erased text is absent. */
  readonly texts: readonly { readonly id: string; readonly field: string; readonly body: string }[];
  /** Further remedies for citizens of this city. */
  readonly remedies: readonly Sentence[];
}

export interface MessageText {
  readonly subject: string;
  readonly text: string;
}

/** The maximum length in characters; a longer SMS is split into three or more parts. */
const maxSmsLength = 300;

/**
 * Renders a message as plain text in its language: what happened, the next step and its deadline, and the remedies.
 */
export const messageText = (
  message: Pick<Message, 'template' | 'language' | 'channel' | 'facts' | 'textIds'>,
  context: MessageContext,
): MessageText => {
  const { template, language, channel } = message;
  const subject = `${renderSentence(messageContents[template].subject, language)} (${context.ticket})`;
  return { subject, text: channel === 'sms' ? shortText(message, context) : fullText(message, context) };
};

const fullText = (
  { template, language, facts, textIds }: Pick<Message, 'template' | 'language' | 'facts' | 'textIds'>,
  context: MessageContext,
): string => {
  const {
    main,
    details = [],
    pointers = [],
    options = [],
    namesRemedies = false,
  } = messageContents[template].content(facts, context);
  const values = valuesOf(facts, language, context, true);
  const joined = (sentences: readonly Sentence[]): string =>
    sentences.map(sentence => renderSentence(sentence, language, values)).join(' ');
  const until = untilOf(facts, context);
  const paragraphs = [
    renderSentence(ticketLabel, language, values),
    joined([...main, ...details, ...pointers]),
    ...quotes(textIds, language, context),
    joined(until ? [until] : []),
    // The deadline for reopening already states that reopening is possible.
    joined(
      until && facts['clock'] === 'reopening'
        ? options.filter(sentence => sentence !== openActSentences.reopening)
        : options,
    ),
    ...(namesRemedies ? context.remedies.map(remedy => remedy[language]) : []),
    joined([followSentence]),
    context.city,
  ];
  return `${paragraphs.filter(paragraph => paragraph !== '').join('\n\n')}\n`;
};

/** Shortens until it fits: omits details, the rest of the deadline, then the office name. It never quotes texts. */
const shortText = (
  { template, language, facts }: Pick<Message, 'template' | 'language' | 'facts'>,
  context: MessageContext,
): string => {
  const { main, details = [], namesRemedies = false } = messageContents[template].content(facts, context);
  const until = untilOf(facts, context);
  const closingSentences = [...(namesRemedies ? [remedyShortSentence] : []), followShortSentence];
  const text = (sentences: readonly Sentence[], isNamed: boolean): string => {
    const values = valuesOf(facts, language, context, isNamed);
    const rendered = sentences.map(sentence => renderSentence(sentence, language, values));
    return `${context.city}, ${context.ticket}: ${rendered.join(' ')}`;
  };
  const shortUntil = until ? [facts['clock'] === 'reopening' ? reopeningShortSentence : firstOf(until)] : [];
  const subjectOnly: Sentence = {
    id: `${messageContents[template].subject.id}.`,
    en: `${messageContents[template].subject.en}.`,
  };
  const attempts = [
    text([...main, ...details, ...(until ? [until] : []), ...closingSentences], true),
    text([...main, ...(until ? [until] : []), ...closingSentences], true),
    text([...main, ...shortUntil, ...closingSentences], true),
    text([...main, ...shortUntil, ...closingSentences], false),
  ];
  return (
    attempts.find(attempt => attempt.length <= maxSmsLength) ??
    text([subjectOnly, ...shortUntil, ...closingSentences], false)
  );
};

/** The first of several sentences. */
const firstOf = ({ id, en }: Sentence): Sentence => ({ id: first(id), en: first(en) });
const first = (text: string): string => text.split(/(?<=\.) /)[0]!;

/** The deadline sentence, unless the deadline had passed when the message was decided. */
const untilOf = ({ clock, at, isLastRound }: MessageFacts, { until }: MessageContext): Sentence | undefined => {
  if (until === null || typeof clock !== 'string' || (typeof at === 'string' && until <= new Date(at)))
    return undefined;
  return clock === 'complainant_reply' && isLastRound === true
    ? lastReplyDeadlineSentence
    : deadlineSentences[clock as ClockName];
};

const valuesOf = (
  facts: MessageFacts,
  language: Language,
  context: MessageContext,
  isNamed: boolean,
): Record<string, string> => {
  const { office, at, counter, registrationNumber, classification } = facts;
  const { zone, until, ticket, counterName, officeName, site, shortSite } = context;
  return {
    ticket,
    site,
    shortSite,
    number: String(registrationNumber ?? ''),
    class: typeof classification === 'string' ? classNames[classification as Classification][language] : '',
    office: isNamed && typeof office === 'string' ? officeName(office) : someOffice[language],
    until: until ? endInWords(until, zone, language) : '',
    at: typeof at === 'string' ? instantInWords(new Date(at), zone, language) : '',
    where:
      isNamed && typeof counter === 'string'
        ? renderSentence(whereReceived, language, { place: counterName(counter) })
        : '',
  };
};

/** The quoted texts under their labels, indented to distinguish them from the city's own words. */
const quotes = (textIds: readonly string[], language: Language, { texts }: MessageContext): string[] => {
  let previousLabel = '';
  return textIds.map(id => {
    const text = texts.find(each => each.id === id);
    if (!text) return indented(erasedSentence[language]);
    const label = quoteLabels[text.field.startsWith('missing.') ? 'missing' : text.field]?.[language] ?? '';
    const isNew = label !== '' && label !== previousLabel;
    previousLabel = label;
    return `${isNew ? `${label}:\n` : ''}${indented(text.body)}`;
  });
};
const indented = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(line => `  ${line}`.trimEnd())
    .join('\n');
