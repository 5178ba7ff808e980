import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Key, KeyRing } from '@tuntas/database';
import { accessCodeFrom, normalizeAccessCode } from '../index.js';

/** Stands in for a complaint that does not exist, so that a wrong ticket takes as long as a wrong code. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** What is stored of a code. */
export interface IssuedCode {
  readonly counter: number;
  /** The key that it was made with; null: it was issued before rows named one. */
  readonly key_id: string | null;
}

/**
 * Access codes as an HMAC of complaint and counter: the vault keeps the counter and which key, nobody keeps the code.
 */
export class DerivedCodes {
  /** @param unnamed makes the codes of rows that name no key; null: the current one */
  constructor(
    private readonly ring: KeyRing,
    private readonly unnamed: Key | null,
  ) {}

  /** Which key new codes are made with. */
  get keyId(): string {
    return this.ring.current.id;
  }

  /** @throws Error where the key is not in the ring */
  derive(complaintId: string, { counter, key_id: keyId }: IssuedCode): string {
    const key = this.keyOf(keyId);
    if (!key) throw new Error(`An access code was made with the key ${keyId}, which is not in ${this.ring.oldName}.`);
    return this.made(key, complaintId, counter);
  }

  /**
   * Takes as long where there is no code as where it is another.
   * @param complaintId undefined where there is no such complaint
   * @param issued the code in force; undefined where there is none: nothing fits
   */
  fits(code: string, complaintId: string | undefined, issued: IssuedCode | undefined): boolean {
    const key = issued && this.keyOf(issued.key_id);
    const right = Buffer.from(this.made(key ?? this.ring.current, complaintId ?? nobody, issued?.counter ?? 0));
    const typed = Buffer.from(normalizeAccessCode(code));
    const given = Buffer.alloc(right.length);
    typed.copy(given);
    return timingSafeEqual(right, given) && typed.length === right.length && key !== undefined;
  }

  private keyOf(id: string | null): Key | undefined {
    return id === null ? (this.unnamed ?? this.ring.current) : this.ring.find(id);
  }

  private made(key: Key, complaintId: string, counter: number): string {
    return accessCodeFrom(createHmac('sha256', key.bytes).update(`${complaintId}:${counter}`).digest());
  }
}
