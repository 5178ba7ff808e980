import { plainWords } from './plain-words.js';

/**
 * An entry of the city's list: a word as people write it, and the formal word for its group. Either may consist of
 * several words.
 */
export interface SynonymPair {
  readonly word: string;
  readonly formal: string;
}

/** Finds the synonyms of a word or a sequence of words. */
export interface Synonyms {
  /** The number of words of the longest entry. */
  readonly longest: number;
  /**
   * @returns all synonyms of these words including themselves, each as a list of words; undefined if the list has none
   */
  of(words: readonly string[]): readonly (readonly string[])[] | undefined;
}

/** Builds synonym groups: all words with the same formal word are synonyms of each other. */
export const synonymsFrom = (pairs: readonly SynonymPair[]): Synonyms => {
  const plain = pairs
    .map(({ word, formal }) => ({ word: plainWords(word).join(' '), formal: plainWords(formal).join(' ') }))
    .filter(({ word, formal }) => word && formal);
  const formalOf = new Map(plain.map(({ word, formal }) => [word, formal]));
  const groups = new Map<string, Set<string>>();
  for (const { word, formal } of plain) groups.set(formal, (groups.get(formal) ?? new Set([formal])).add(word));
  const waysByWord = new Map<string, Set<string>>();
  for (const group of groups.values())
    for (const word of group) waysByWord.set(word, new Set([word, ...(waysByWord.get(word) ?? []), ...group]));
  const known = new Map([...waysByWord].map(([word, group]) => [word, [...group].map(way => way.split(' '))]));
  const bare = (word: string): readonly (readonly string[])[] | undefined => {
    const found = [
      word.replace(/nya$/, ''),
      word.replace(/^ber|^ba/, ''),
      word.replace(/^ber|^ba/, '').replace(/nya$/, ''),
    ]
      .map(each => known.get(each))
      .find(Boolean);
    return found && [[word], ...found];
  };
  return {
    longest: Math.max(1, ...[...known.keys()].map(word => word.split(' ').length)),
    // "gak ada" is found as "tidak ada" if the list has only the latter; "puskesmasnya" is found as "puskesmas", and
    // "berlubang" as "lubang".
    of: words =>
      known.get(words.join(' ')) ??
      known.get(words.map(word => formalOf.get(word) ?? word).join(' ')) ??
      (words.length === 1 ? bare(words[0]!) : undefined),
  };
};
