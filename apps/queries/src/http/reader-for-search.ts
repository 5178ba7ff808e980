import { readsTexts } from '@tuntas/complaint';
import type { Actor, Role } from '@tuntas/kernel';
import type { Caller } from '@tuntas/platform';

/**
 * Restricts a full-text search to those roles of the caller that may read texts.
 * @param readers roles permitted for the operation, in order of precedence
 * @param q the full-text query; without one the reader is returned unchanged
 */
export const readerForSearch = (
  reader: Actor,
  caller: Caller | null,
  readers: readonly Role[],
  q: string | undefined,
): Actor => {
  if (q === undefined) return reader;
  const [role, ...others] = readers.filter(
    each => caller?.roles.includes(each) && readsTexts({ ...reader, role: each, others: [] }),
  );
  return role === undefined ? reader : { ...reader, role, others };
};
