import { v7 } from 'uuid';
import { Ids } from '@tuntas/kernel';

/** Generates UUIDv7 ids, which sort by creation time. */
export class UuidV7Ids extends Ids {
  next(): string {
    return v7();
  }
}

/** The creation time of a UUIDv7, in real time. @returns null for another UUID version */
export const createdAt = (id: string): Date | null =>
  id[14] === '7' ? new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)) : null;
