import { createHmac, timingSafeEqual } from 'node:crypto';
import { accessCodeFrom, normalizeAccessCode } from '../index.js';

/** Stands in for a complaint that does not exist, so that a wrong ticket takes as long as a wrong code. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Access codes as an HMAC of complaint and counter: the vault keeps the counter, nobody keeps the code. */
export class DerivedCodes {
  /** @param codesKey 32 bytes */
  constructor(private readonly codesKey: Buffer) {}

  derive(complaintId: string, counter: number): string {
    return accessCodeFrom(createHmac('sha256', this.codesKey).update(`${complaintId}:${counter}`).digest());
  }

  /**
   * Takes as long where there is no code as where it is another.
   * @param complaintId undefined where there is no such complaint
   * @param counter of the code in force; undefined where there is none: nothing fits
   */
  fits(code: string, complaintId: string | undefined, counter: number | undefined): boolean {
    const right = Buffer.from(this.derive(complaintId ?? nobody, counter ?? 0));
    const typed = Buffer.from(normalizeAccessCode(code));
    const given = Buffer.alloc(right.length);
    typed.copy(given);
    return timingSafeEqual(right, given) && typed.length === right.length && counter !== undefined;
  }
}
