/**
 * Sort orders of the complaint list. A leading minus means descending. Ties are broken by id. Complaints without a due
 * time come last in both directions.
 */
export const cardOrders = ['dueAt', '-dueAt', 'lodgedAt', '-lodgedAt'] as const;
export type CardOrder = (typeof cardOrders)[number];
/** Sort order including `fit`, the default rank order of a full-text search, which a caller cannot request. */
export type CardSort = CardOrder | 'fit';

const keys: Readonly<Record<CardSort, string>> = {
  dueAt: `coalesce(k.due_at, 'infinity'::timestamptz)`,
  '-dueAt': `coalesce(k.due_at, '-infinity'::timestamptz)`,
  lodgedAt: 'k.lodged_at',
  '-lodgedAt': 'k.lodged_at',
  fit: 'k.fit',
};

/** Returns the sort column of an order. */
export const columnOf = (order: CardOrder): string => (order.endsWith('dueAt') ? 'k.due_at' : 'k.lodged_at');

/** Keyset cursor: sort order, sort key and id of the last card of a page. */
export interface CardCursor {
  readonly sort: CardSort;
  /** Timestamp, `infinity`, `-infinity`, or the rank. */
  readonly key: string | number;
  readonly id: string;
}

const isDescending = (sort: CardSort): boolean => sort === 'fit' || sort.startsWith('-');

export const orderBy = (sort: CardSort): string => {
  const direction = isDescending(sort) ? 'DESC' : 'ASC';
  return `${keys[sort]} ${direction}, k.complaint_id ${direction}`;
};

/** Builds the keyset condition for cards after a cursor. Concurrent inserts do not shift the pages. */
export const afterCursor = ({ sort, key, id }: CardCursor, bind: (value: unknown) => string): string =>
  `(${keys[sort]}, k.complaint_id) ${isDescending(sort) ? '<' : '>'}
   (${bind(key)}::${sort === 'fit' ? 'integer' : 'timestamptz'}, ${bind(id)}::uuid)`;

/** Returns the cursor of a card. */
export const cursorOf = (
  sort: CardSort,
  card: { readonly id: string; readonly lodgedAt: string; readonly dueAt: string | null; readonly fit: number | null },
): CardCursor => ({
  sort,
  id: card.id,
  key:
    sort === 'fit'
      ? card.fit!
      : sort.endsWith('lodgedAt')
        ? card.lodgedAt
        : (card.dueAt ?? (sort === 'dueAt' ? 'infinity' : '-infinity')),
});
