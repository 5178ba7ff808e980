import { readsTexts, type Search } from '@tuntas/complaint';
import { queryOf } from '@tuntas/complaint/storage';
import { DomainError, type Actor } from '@tuntas/kernel';
import { columnOf, type CardSort } from './card-order.js';

type Bind = (value: unknown) => string;

/**
 * Checks that a reader may search texts. A search or a count of matches would reveal texts that the reader may not
 * read.
 * @throws DomainError forbidden `search.without-texts`
 */
export const requireTextAccess = (reader: Actor): void => {
  if (!readsTexts(reader)) throw new DomainError('forbidden', 'search.without-texts', 'this role reads no texts');
};

/**
 * SQL expression of the rank of a text. The subject has ten times the weight of the description, and the rank is
 * normalized by the length of the text. `ts_rank_cd` also ranks by proximity; it is much slower, so a single word uses
 * `ts_rank`.
 */
const rank = (words: string, placeholder: string): string =>
  `(1000000 * ${/&|<->/.test(words) ? 'ts_rank_cd' : 'ts_rank'}(
     '{0.1, 0.1, 0.1, 1}', t.words, ${queryOf(placeholder)}, 1))::integer`;

/**
 * Builds a statement for the cards that match a search and a condition. It selects only the ids and sort keys: all
 * matches with their whole cards would not fit into memory.
 * @param where condition on a card `k`, including the reader's scope
 * @param sort sort order, or null. The rank is computed only for the order `fit`. A larger rank is a
 *   better match and depends only on the text and the search
 */
export const foundBy = ({ ticket, words }: Search, where: string, sort: CardSort | null, bind: Bind): string => {
  const sortColumn = sort === null || sort === 'fit' ? '' : `, ${columnOf(sort)}`;
  const selection = `SELECT k.complaint_id${sortColumn}, 0 AS fit FROM queries.cards k`;
  if (ticket !== null) return `${selection} WHERE k.ticket = ${bind(ticket)} AND ${where}`;
  if (words === null) return `${selection} WHERE false AND ${where}`;
  const query = bind(words);
  return `SELECT k.complaint_id${sortColumn}, ${sort === 'fit' ? rank(words, query) : '0'} AS fit
    FROM complaints.published_words t JOIN queries.cards k ON k.complaint_id = t.complaint_id
    WHERE t.words @@ ${queryOf(query)} AND ${where}`;
};
