import { readsTexts, type Search } from '@tuntas/complaint';
import { queryOf } from '@tuntas/complaint/storage';
import { DomainError, type Actor } from '@tuntas/kernel';

export { readsTexts };

type Bind = (value: unknown) => string;

/** Whoever may not read texts may not search them, nor count what is found: that would tell what they say. @throws DomainError forbidden `search.without-texts` */
export const demandTexts = (reader: Actor): void => {
  if (!readsTexts(reader)) throw new DomainError('forbidden', 'search.without-texts', 'this role reads no texts');
};

/** What is typed in a subject counts ten times as much as in a description. The longer the text, the less one word of it says. */
const fit = (words: string): string => `(1000000 * ts_rank_cd('{0.1, 0.1, 0.1, 1}', t.words, ${queryOf(words)}, 1))::integer`;

/**
 * The cards that a search finds among those that fulfil a condition, as a statement.
 * @param where over a card `k`: the reader's scope above all
 * @param isRanked whether how well each fits is reckoned, for whoever orders by it; a larger number fits better, and depends on the text and the search alone
 */
export const foundBy = ({ ticket, words }: Search, where: string, isRanked: boolean, bind: Bind): string => {
  if (ticket !== null) return `SELECT k.*, 0 AS fit FROM queries.cards k WHERE k.ticket = ${bind(ticket)} AND ${where}`;
  if (words === null) return `SELECT k.*, 0 AS fit FROM queries.cards k WHERE false AND ${where}`;
  const query = bind(words);
  return `SELECT k.*, ${isRanked ? fit(query) : '0'} AS fit FROM complaints.published_words t JOIN queries.cards k ON k.complaint_id = t.complaint_id
    WHERE t.words @@ ${queryOf(query)} AND ${where}`;
};
