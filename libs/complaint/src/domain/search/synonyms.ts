import { plainWords } from './plain-words.js';

/** A line of the city's list: a word as people write it, and the one that stands for all that mean the same. Either may be several words. */
export interface SynonymPair {
  readonly word: string;
  readonly formal: string;
}

/** What else a word may be written as. */
export interface Synonyms {
  /** How many words the longest of them has. */
  readonly longest: number;
  /** All ways to write it, itself among them, each as its words; undefined where the list does not know it. @param words joined by a space */
  of(words: string): readonly (readonly string[])[] | undefined;
}

/** Words with the same formal one mean the same, whichever of them is asked for. */
export const synonymsFrom = (pairs: readonly SynonymPair[]): Synonyms => {
  const plain = pairs.map(({ word, formal }) => ({ word: plainWords(word).join(' '), formal: plainWords(formal).join(' ') })).filter(({ word, formal }) => word && formal);
  const groups = new Map<string, Set<string>>();
  for (const { word, formal } of plain) groups.set(formal, (groups.get(formal) ?? new Set([formal])).add(word));
  const known = new Map<string, Set<string>>();
  for (const group of groups.values()) for (const word of group) known.set(word, new Set([word, ...known.get(word) ?? [], ...group]));
  const ways = new Map([...known].map(([word, group]) => [word, [...group].map(way => way.split(' '))]));
  return { longest: Math.max(1, ...[...ways.keys()].map(word => word.split(' ').length)), of: words => ways.get(words) };
};
