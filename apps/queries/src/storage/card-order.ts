/**
 * The orders of a list; a leading minus is descending. Ties are broken by id, and what has no due instant comes last
 * either way.
 */
export const cardOrders = ['dueAt', '-dueAt', 'lodgedAt', '-lodgedAt'] as const;
export type CardOrder = (typeof cardOrders)[number];
/** Or by how well a card fits what was looked for, which nobody needs to ask for. */
export type CardSort = CardOrder | 'fit';

const keys: Readonly<Record<CardSort, string>> = {
  dueAt: `coalesce(k.due_at, 'infinity'::timestamptz)`,
  '-dueAt': `coalesce(k.due_at, '-infinity'::timestamptz)`,
  lodgedAt: 'k.lodged_at',
  '-lodgedAt': 'k.lodged_at',
  fit: 'k.fit',
};

/** The column of a card that an order goes by. */
export const columnOf = (order: CardOrder): string => (order.endsWith('dueAt') ? 'k.due_at' : 'k.lodged_at');

/** Where a page ended: the sort key and id of its last card. */
export interface CardPlace {
  readonly sort: CardSort;
  /** An instant, `infinity` or `-infinity`; how well it fits. */
  readonly key: string | number;
  readonly id: string;
}

const isDescending = (sort: CardSort): boolean => sort === 'fit' || sort.startsWith('-');

export const orderBy = (sort: CardSort): string => {
  const direction = isDescending(sort) ? 'DESC' : 'ASC';
  return `${keys[sort]} ${direction}, k.complaint_id ${direction}`;
};

/** The condition of coming after a place: stable whatever is inserted meanwhile. */
export const following = ({ sort, key, id }: CardPlace, bind: (value: unknown) => string): string =>
  `(${keys[sort]}, k.complaint_id) ${isDescending(sort) ? '<' : '>'} (${bind(key)}::${sort === 'fit' ? 'integer' : 'timestamptz'}, ${bind(id)}::uuid)`;

export const placeOf = (
  sort: CardSort,
  card: { readonly id: string; readonly lodgedAt: string; readonly dueAt: string | null; readonly fit: number | null },
): CardPlace => ({
  sort,
  id: card.id,
  key:
    sort === 'fit'
      ? card.fit!
      : sort.endsWith('lodgedAt')
        ? card.lodgedAt
        : (card.dueAt ?? (sort === 'dueAt' ? 'infinity' : '-infinity')),
});
