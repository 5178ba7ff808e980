import { v7 } from 'uuid';
import { Ids } from '@tuntas/kernel';

/** UUIDv7: sorted by the time they were made. */
export class UuidV7Ids extends Ids {
  next(): string {
    return v7();
  }
}

/** When a UUIDv7 was made, in real time; null where it is of another kind. */
export const madeAt = (id: string): Date | null =>
  id[14] === '7' ? new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)) : null;
