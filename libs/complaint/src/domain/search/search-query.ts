import { isTicket } from '../ticket.js';
import { plainWords } from './plain-words.js';
import { stopWords } from './stop-words.js';
import type { Synonyms } from './synonyms.js';

/** What somebody looks for. */
export interface Search {
  /** Where what was typed is a ticket. */
  readonly ticket: string | null;
  /** For `to_tsquery('indonesian', ...)`; null where no word is left, which finds nothing. */
  readonly words: string | null;
}

interface Term {
  readonly isExcluded: boolean;
  readonly isPhrase: boolean;
  readonly words: readonly string[];
}

/**
 * Reads what somebody typed: plain words that must all occur, "quoted phrases" that must occur as they are, and with a minus sign
 * before it what must not occur. Only plain words also find what they may be written as. Nothing is a mistake.
 */
export const searchFor = (typed: string, synonyms: Synonyms): Search => {
  const ticket = typed.trim().toUpperCase();
  if (isTicket(ticket)) return { ticket, words: null };
  const terms = termsOf(typed);
  const plain = terms.filter(term => !term.isPhrase && !term.isExcluded).flatMap(({ words }) => words);
  const alternatives = alternativesOf(plain, synonyms);
  const telling = alternatives.filter(({ isStop }) => !isStop);
  const isBare = telling.length === 0 && !terms.some(({ isPhrase, isExcluded }) => isPhrase && !isExcluded);
  const wanted = [
    ...(isBare ? alternatives : telling).map(({ ways }) => anyOf(ways)),
    ...terms.filter(({ isPhrase, isExcluded }) => isPhrase && !isExcluded).map(({ words }) => inOrder(words)),
    ...terms.filter(({ isExcluded }) => isExcluded).map(({ words }) => `!${inOrder(words)}`),
  ];
  return { ticket: null, words: wanted.length === 0 ? null : [...new Set(wanted)].join(' & ') };
};

const termsOf = (typed: string): Term[] => [...typed.replace(/[\u201c\u201d\u201e]/g, '"').matchAll(/(-*)"([^"]*)"?|(-*)([^\s"]+)/g)]
  .map(([, minus, phrase, sign, word]) => ({ isExcluded: Boolean(minus || sign), isPhrase: phrase !== undefined, words: plainWords(phrase ?? word!) }))
  .filter(({ words }) => words.length > 0);

interface Alternatives {
  readonly isStop: boolean;
  readonly ways: readonly (readonly string[])[];
}

/** Plain words with whatever else they may be written as; the longest entry of the list that fits is taken first. */
const alternativesOf = (words: readonly string[], synonyms: Synonyms): Alternatives[] => {
  const found: Alternatives[] = [];
  for (let i = 0; i < words.length;) {
    let length = Math.min(synonyms.longest, words.length - i);
    let ways = synonyms.of(words.slice(i, i + length).join(' '));
    while (!ways && length > 1) ways = synonyms.of(words.slice(i, i + (length -= 1)).join(' '));
    ways ??= [[words[i]!]];
    found.push({ ways, isStop: ways.some(way => way.length === 1 && stopWords.has(way[0]!)) });
    i += length;
  }
  return found;
};

/** Words are letters and digits alone, so nothing that was typed can be taken for an operator. */
const inOrder = (words: readonly string[]): string => (words.length === 1 ? `'${words[0]}'` : `(${words.map(word => `'${word}'`).join(' <-> ')})`);
const anyOf = (ways: readonly (readonly string[])[]): string => (ways.length === 1 ? inOrder(ways[0]!) : `(${ways.map(inOrder).join(' | ')})`);
