import { isTicket, normalizeTicket } from '../ticket.js';
import { plainWords } from './plain-words.js';
import { stopWords } from './stop-words.js';
import type { Synonyms } from './synonyms.js';
import { formsOf } from './word-forms.js';

/** A parsed search. */
export interface Search {
  /** The ticket, if the input is one. */
  readonly ticket: string | null;
  /** Input for `to_tsquery('indonesian', ...)`; null if no word is left, which matches nothing. */
  readonly words: string | null;
}

interface Term {
  readonly isExcluded: boolean;
  readonly isPhrase: boolean;
  readonly words: readonly string[];
}

/**
 * Parses search input: all plain words must occur, "quoted phrases" must occur literally, and terms with a leading
 * minus sign must not occur. Only plain words are expanded with synonyms and word forms. Any input is valid.
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
  const significant = plain.filter(({ isStop }) => !isStop);
  // a query of stop words only searches for them
  const words = significant.length + phrases.length > 0 ? significant : plain;
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
  /** The query for all synonyms and forms of the term. */
  readonly query: string;
}

/**
 * Expands plain words with their synonyms and forms. The longest matching entry of the list is one term.
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

/** A word within a term, or its single-word synonyms. */
const anySpelling = (word: string, synonyms: Synonyms): string =>
  anyOf([[word], ...(synonyms.of([word]) ?? [])].filter(way => way.length === 1).map(way => quoted(way[0]!)));

/** Words contain only letters and digits, so no input can be read as an operator. */
const quoted = (word: string): string => `'${word}'`;
const inOrder = (queries: readonly string[]): string =>
  queries.length === 1 ? queries[0]! : `(${queries.join(' <-> ')})`;
const anyOf = (queries: readonly string[]): string => {
  const different = [...new Set(queries)];
  return different.length === 1 ? different[0]! : `(${different.join(' | ')})`;
};
