import type { Actor, Role } from '@tuntas/kernel';
import type { Caller } from '@tuntas/service';
import { readsTexts } from '../storage/full-text.js';

/**
 * Texts are searched in those of the caller's roles that may read them; the others would search what they may not see.
 * @param readers in the order in which they read
 */
export const searchingReader = (
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
