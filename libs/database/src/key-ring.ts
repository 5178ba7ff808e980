import { createHmac, hkdfSync } from 'node:crypto';

/** A key of 32 bytes and the id that rows store to refer to it. The id reveals nothing about the key. */
export interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

export const keyOf = (bytes: Buffer): Key => ({
  bytes,
  id: createHmac('sha256', bytes).update('tuntas key id').digest('hex').slice(0, 16),
});

/** Derives a key for one purpose (HKDF-SHA256). The derived key reveals nothing about the original. */
export const derived = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `tuntas ${purpose}`, 32));

/**
 * Whether the key is probably not random. 32 random bytes almost never have fewer than 16 distinct values or only
 * printable characters.
 */
export const isWeakKey = (bytes: Buffer): boolean =>
  new Set(bytes).size < 16 || bytes.every(byte => byte >= 0x20 && byte < 0x7f);

/** The current key for one purpose, and older keys that still decrypt their data. */
export class KeyRing {
  readonly current: Key;
  /** All keys; the current one is first. */
  readonly all: readonly Key[];

  /**
   * @param name where the current key was read from, for error messages: a variable or a file
   * @param oldName where older keys are configured
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
