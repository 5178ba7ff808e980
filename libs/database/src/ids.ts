import { v7 } from 'uuid';
import { Ids } from '@tuntas/kernel';

/** UUIDv7: sorted by the time they were made. */
export class UuidV7Ids extends Ids {
  next(): string { return v7(); }
}
