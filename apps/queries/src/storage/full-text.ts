import { readsTexts, type Search } from '@tuntas/complaint';
import { queryOf } from '@tuntas/complaint/storage';
import { DomainError, type Actor } from '@tuntas/kernel';
import { columnOf, type CardSort } from './card-order.js';

export { readsTexts };

type Bind = (value: unknown) => string;

/**
 * Whoever may not read texts may not search them, nor count what is found: that would tell what they say.
 * @throws DomainError forbidden `search.without-texts`
 */
export const demandTexts = (reader: Actor): void => {
  if (!readsTexts(reader)) throw new DomainError('forbidden', 'search.without-texts', 'this role reads no texts');
};

/**
 * What is typed in a subject counts ten times as much as in a description. The longer the text, the less one word of it
 * says. How close words are to each other takes much longer to reckon, and a single word is close to none.
 */
const fit = (words: string, placeholder: string): string =>
  `(1000000 * ${/&|<->/.test(words) ? 'ts_rank_cd' : 'ts_rank'}('{0.1, 0.1, 0.1, 1}', t.words, ${queryOf(placeholder)}, 1))::integer`;

/**
 * The cards that a search finds among those that fulfil a condition, as a statement: their ids, and what they are put
 * in order by. Whole cards are for the page alone; all that is found would not fit into memory with them.
 * @param where over a card `k`: the reader's scope above all
 * @param sort null where there is no order. Fit is reckoned for that order alone; a larger number fits better, and
 *   depends on the text and the search alone
 */
export const foundBy = ({ ticket, words }: Search, where: string, sort: CardSort | null, bind: Bind): string => {
  const sorted = sort === null || sort === 'fit' ? '' : `, ${columnOf(sort)}`;
  const none = `SELECT k.complaint_id${sorted}, 0 AS fit FROM queries.cards k`;
  if (ticket !== null) return `${none} WHERE k.ticket = ${bind(ticket)} AND ${where}`;
  if (words === null) return `${none} WHERE false AND ${where}`;
  const query = bind(words);
  return `SELECT k.complaint_id${sorted}, ${sort === 'fit' ? fit(words, query) : '0'} AS fit FROM complaints.published_words t JOIN queries.cards k ON k.complaint_id = t.complaint_id
    WHERE t.words @@ ${queryOf(query)} AND ${where}`;
};
