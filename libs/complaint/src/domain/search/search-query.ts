import { isTicket, normalizeTicket } from '../ticket.js';
import { plainWords } from './plain-words.js';
import { stopWords } from './stop-words.js';
import type { Synonyms } from './synonyms.js';
import { formsOf } from './word-forms.js';

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
 * Reads what somebody typed: plain words that must all occur, "quoted phrases" that must occur as they are, and with a
 * minus sign before it what must not occur. Only plain words also find what they may be written as. Nothing is a
 * mistake.
 */
export const searchFor = (typed: string, synonyms: Synonyms): Search => {
  const ticket = normalizeTicket(typed);
  if (isTicket(ticket)) return { ticket, words: null };
  const terms = termsOf(typed);
  const plain = wantedFrom(
    terms.filter(({ isPhrase, isExcluded }) => !isPhrase && !isExcluded).flatMap(({ words }) => words),
    synonyms,
  );
  const literal = (excluded: boolean): string[] =>
    terms
      .filter(({ isPhrase, isExcluded }) => isExcluded === excluded && (isPhrase || isExcluded))
      .map(({ words }) => inOrder(words.map(quoted)));
  const phrases = literal(false);
  const telling = plain.filter(({ isStop }) => !isStop);
  const words = telling.length + phrases.length > 0 ? telling : plain; // whoever looks for "yang" alone means it
  const all = [...words.map(({ query }) => query), ...phrases, ...literal(true).map(query => `!${query}`)];
  return { ticket: null, words: all.length === 0 ? null : [...new Set(all)].join(' & ') };
};

const termsOf = (typed: string): Term[] =>
  [...typed.replace(/[\u201c\u201d\u201e]/g, '"').matchAll(/([^\s"]*)(?:"([^"]*)"?)?/g)]
    .flatMap(([, word = '', phrase]) => {
      const isSign = phrase !== undefined && /^-+$/.test(word);
      return [
        ...(isSign ? [] : [{ isExcluded: word.startsWith('-'), isPhrase: false, words: plainWords(word) }]),
        ...(phrase === undefined ? [] : [{ isExcluded: isSign, isPhrase: true, words: plainWords(phrase) }]),
      ];
    })
    .filter(({ words }) => words.length > 0);

interface Wanted {
  readonly isStop: boolean;
  /** Of a query: all ways to write it. */
  readonly query: string;
}

/**
 * Plain words with whatever else they may be written as; the longest entry of the list that fits is taken first, and is
 * one term.
 */
const wantedFrom = (words: readonly string[], synonyms: Synonyms): Wanted[] => {
  const wanted: Wanted[] = [];
  for (let i = 0; i < words.length;) {
    let taken = words.slice(i, i + synonyms.longest);
    let ways = synonyms.of(taken);
    while (!ways && taken.length > 1) ways = synonyms.of((taken = taken.slice(0, -1)));
    ways ??= [taken];
    wanted.push({
      isStop: ways.some(([word, ...others]) => others.length === 0 && stopWords.has(word!)),
      query: anyOf(
        ways.flatMap(way =>
          way.length === 1 ? formsOf(way[0]!).map(quoted) : [inOrder(way.map(word => anySpelling(word, synonyms)))],
        ),
      ),
    });
    i += taken.length;
  }
  return wanted;
};

/** A word within a term: as it is, or another single word for it. */
const anySpelling = (word: string, synonyms: Synonyms): string =>
  anyOf([[word], ...(synonyms.of([word]) ?? [])].filter(way => way.length === 1).map(way => quoted(way[0]!)));

/** Words are letters and digits alone, so nothing that was typed can be taken for an operator. */
const quoted = (word: string): string => `'${word}'`;
const inOrder = (queries: readonly string[]): string =>
  queries.length === 1 ? queries[0]! : `(${queries.join(' <-> ')})`;
const anyOf = (queries: readonly string[]): string => {
  const different = [...new Set(queries)];
  return different.length === 1 ? different[0]! : `(${different.join(' | ')})`;
};
