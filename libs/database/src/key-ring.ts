import { createHmac, hkdfSync } from 'node:crypto';

/** A key of 32 bytes, and the id by which rows say that it is theirs; the id tells nothing of the key. */
export interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

export const keyOf = (bytes: Buffer): Key => ({
  bytes,
  id: createHmac('sha256', bytes).update('tuntas key id').digest('hex').slice(0, 16),
});

/** A key for one purpose, made from another (HKDF-SHA256); neither tells anything of the other. */
export const derived = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `tuntas ${purpose}`, 32));

/** Random bytes are hardly ever of fewer than 16 kinds, nor all of them letters. */
export const isWeakKey = (bytes: Buffer): boolean =>
  new Set(bytes).size < 16 || bytes.every(byte => byte >= 0x20 && byte < 0x7f);

/** The key in force for one purpose, and older ones that still open what they sealed. */
export class KeyRing {
  readonly current: Key;
  /** The current one first. */
  readonly all: readonly Key[];

  /**
   * @param name how a person calls the current key: the variable or the place that it was read from
   * @param oldName where older keys belong
   */
  constructor(
    readonly name: string,
    readonly oldName: string,
    current: Buffer,
    old: readonly Buffer[] = [],
  ) {
    this.current = keyOf(current);
    this.all = [this.current, ...old.map(keyOf)];
  }

  find(id: string): Key | undefined {
    return this.all.find(key => key.id === id);
  }
}
