import { plainWords } from './plain-words.js';

/**
 * A line of the city's list: a word as people write it, and the one that stands for all that mean the same. Either may
 * be several words.
 */
export interface SynonymPair {
  readonly word: string;
  readonly formal: string;
}

/** What else a word, or several, may be written as. */
export interface Synonyms {
  /** How many words the longest of them has. */
  readonly longest: number;
  /**
   * All ways to write these words, themselves among them, each as its words; undefined where the list does not know
   * them.
   */
  of(words: readonly string[]): readonly (readonly string[])[] | undefined;
}

/** Words with the same formal one mean the same, whichever of them is asked for. */
export const synonymsFrom = (pairs: readonly SynonymPair[]): Synonyms => {
  const plain = pairs
    .map(({ word, formal }) => ({ word: plainWords(word).join(' '), formal: plainWords(formal).join(' ') }))
    .filter(({ word, formal }) => word && formal);
  const formalOf = new Map(plain.map(({ word, formal }) => [word, formal]));
  const groups = new Map<string, Set<string>>();
  for (const { word, formal } of plain) groups.set(formal, (groups.get(formal) ?? new Set([formal])).add(word));
  const ways = new Map<string, Set<string>>();
  for (const group of groups.values())
    for (const word of group) ways.set(word, new Set([word, ...(ways.get(word) ?? []), ...group]));
  const known = new Map([...ways].map(([word, group]) => [word, [...group].map(way => way.split(' '))]));
  const bare = (word: string): readonly (readonly string[])[] | undefined => {
    const ways = [
      word.replace(/nya$/, ''),
      word.replace(/^ber|^ba/, ''),
      word.replace(/^ber|^ba/, '').replace(/nya$/, ''),
    ]
      .map(each => known.get(each))
      .find(Boolean);
    return ways && [[word], ...ways];
  };
  return {
    longest: Math.max(1, ...[...known.keys()].map(word => word.split(' ').length)),
    // "gak ada" is "tidak ada" even where the list has only that; "puskesmasnya" is "puskesmas", "berlubang" has
    // "lubang" in it.
    of: words =>
      known.get(words.join(' ')) ??
      known.get(words.map(word => formalOf.get(word) ?? word).join(' ')) ??
      (words.length === 1 ? bare(words[0]!) : undefined),
  };
};
