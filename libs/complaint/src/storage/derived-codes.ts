import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Key, KeyRing } from '@tuntas/database';
import { accessCodeFrom, normalizeAccessCode } from '../index.js';

/** Placeholder id for an unknown complaint, so that a wrong ticket takes as long as a wrong code. */
const absentComplaintId = '00000000-0000-0000-0000-000000000000';

/** The stored part of an access code. */
export interface IssuedCode {
  readonly counter: number;
  /** The key that derived the code; null for codes issued before the key id was stored. */
  readonly key_id: string | null;
}

/**
 * Derives access codes as an HMAC of complaint id and counter. The vault stores the counter and the key id; the code
 * itself is never stored.
 */
export class DerivedCodes {
  /** @param defaultKey the key for rows without a key id; null: the current key */
  constructor(
    private readonly ring: KeyRing,
    private readonly defaultKey: Key | null,
  ) {}

  /** The id of the key for new codes. */
  get keyId(): string {
    return this.ring.current.id;
  }

  /** @throws Error if the key is not in the ring */
  derive(complaintId: string, { counter, key_id: keyId }: IssuedCode): string {
    const key = this.keyOf(keyId);
    if (!key) throw new Error(`An access code was made with the key ${keyId}, which is not in ${this.ring.oldName}.`);
    return this.compute(key, complaintId, counter);
  }

  /**
   * Compares a typed code in constant time, also if no code was issued.
   * @param complaintId undefined if the complaint does not exist
   * @param issued the code in force; undefined if there is none
   * @returns false if no code was issued
   */
  matches(code: string, complaintId: string | undefined, issued: IssuedCode | undefined): boolean {
    const key = issued && this.keyOf(issued.key_id);
    const right = Buffer.from(
      this.compute(key ?? this.ring.current, complaintId ?? absentComplaintId, issued?.counter ?? 0),
    );
    const typed = Buffer.from(normalizeAccessCode(code));
    const given = Buffer.alloc(right.length);
    typed.copy(given);
    return timingSafeEqual(right, given) && typed.length === right.length && key !== undefined;
  }

  private keyOf(id: string | null): Key | undefined {
    return id === null ? (this.defaultKey ?? this.ring.current) : this.ring.find(id);
  }

  private compute(key: Key, complaintId: string, counter: number): string {
    return accessCodeFrom(createHmac('sha256', key.bytes).update(`${complaintId}:${counter}`).digest());
  }
}
