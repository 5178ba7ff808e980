import { createHmac } from 'node:crypto';
import { derived, type Key } from '@tuntas/database';
import type { Identity, Person } from '../domain/identity.js';

const purposes = ['nationalId', 'phone', 'email'] as const;
type Purpose = (typeof purposes)[number];

/**
 * The blind index of persons, which finds records of one person without decryption: an HMAC of each number and mail
 * address, with a separate key per kind.
 */
export class BlindIndex {
  private readonly keys: Readonly<Record<Purpose, Buffer>>;

  constructor(vaultKey: Key) {
    this.keys = Object.fromEntries(
      purposes.map(purpose => [purpose, derived(vaultKey.bytes, `blind index of ${purpose}`)]),
    ) as Record<Purpose, Buffer>;
  }

  of({ complainant, representative }: Identity): Buffer[] {
    return [complainant, representative]
      .flatMap(person => (person ? entriesOf(person) : []))
      .map(([purpose, value]) => createHmac('sha256', this.keys[purpose]).update(value, 'utf8').digest());
  }
}

/** The index entries of a person, normalised. */
const entriesOf = ({ nationalId, phone, email }: Person): (readonly [Purpose, string])[] => [
  ...(nationalId ? [['nationalId', nationalId] as const] : []),
  ...(phone ? [['phone', phone.replace(/[^0-9+]/g, '').replace(/^0/, '+62')] as const] : []),
  ...(email ? [['email', email.toLowerCase()] as const] : []),
];
