/** The orders of a list; a leading minus is descending. Ties are broken by id, and what has no due instant comes last either way. */
export const cardOrders = ['dueAt', '-dueAt', 'lodgedAt', '-lodgedAt'] as const;
export type CardOrder = (typeof cardOrders)[number];

const keys: Readonly<Record<CardOrder, string>> = {
  dueAt: `coalesce(k.due_at, 'infinity'::timestamptz)`, '-dueAt': `coalesce(k.due_at, '-infinity'::timestamptz)`,
  lodgedAt: 'k.lodged_at', '-lodgedAt': 'k.lodged_at',
};

/** Where a page ended: the sort key and id of its last card. */
export interface CardPlace {
  readonly sort: CardOrder;
  /** An instant, `infinity` or `-infinity`. */
  readonly key: string;
  readonly id: string;
}

export const orderBy = (sort: CardOrder): string => {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  return `${keys[sort]} ${direction}, k.complaint_id ${direction}`;
};

/** The condition of coming after a place: stable whatever is inserted meanwhile. */
export const following = ({ sort, key, id }: CardPlace, bind: (value: unknown) => string): string =>
  `(${keys[sort]}, k.complaint_id) ${sort.startsWith('-') ? '<' : '>'} (${bind(key)}::timestamptz, ${bind(id)}::uuid)`;

export const placeOf = (sort: CardOrder, card: { readonly id: string; readonly lodgedAt: string; readonly dueAt: string | null }): CardPlace => ({
  sort, id: card.id, key: sort.endsWith('lodgedAt') ? card.lodgedAt : card.dueAt ?? (sort === 'dueAt' ? 'infinity' : '-infinity'),
});
