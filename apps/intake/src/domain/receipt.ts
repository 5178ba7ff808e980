import type { Complaint } from '@tuntas/complaint';
import { DomainError, type Actor } from '@tuntas/kernel';

/** The receipt (tanda terima): complainant, description, place and time, receiving officer (UU 25/2009 Art. 44(2)). */
export interface Receipt {
  readonly ticket: string;
  readonly issuedAt: string;
  readonly issuedBy: string;
  readonly place: string;
  /** Null for an anonymous complaint: its receipt names nobody. */
  readonly complainant: string | null;
  readonly description: string;
}

/** A receipt with how things stand on the day it is given. */
export interface FullReceipt extends Receipt {
  readonly city: string;
  readonly subject: string;
  /** What the complainant wishes for, where they said it. */
  readonly requestedSettlement: string | null;
  /** Where the complainant lives; null for an anonymous complaint. */
  readonly address: string | null;
  readonly issuedAtInWords: string;
  readonly explanation: string;
  readonly until: string | null;
  readonly untilInWords: string | null;
  readonly remedies: readonly string[];
}

/** The one that is printed when the complaint is lodged, and the only one that bears the access code. */
export interface FirstReceipt extends FullReceipt {
  readonly accessCode: string;
}

export const receiptOf = (
  complaint: Complaint,
  facts: {
    readonly receivedBy: string;
    readonly place: string;
    readonly complainant: string | null;
    readonly description: string;
  },
): Receipt => ({
  ticket: complaint.ticket,
  issuedAt: complaint.lodgedAt.toISOString(),
  issuedBy: facts.receivedBy,
  place: facts.place,
  complainant: complaint.isAnonymous ? null : facts.complainant,
  description: facts.description,
});

/**
 * A receipt bears a name, so it goes to clerks and to the client that lodged, and to nobody else.
 * @throws DomainError not-found `complaint.unknown`
 */
export const demandReceiptReader = (by: Actor, { lodgedBy }: Pick<Complaint, 'lodgedBy'>): void => {
  if (by.role === 'counter_clerk' || (by.role === lodgedBy.role && by.ref === lodgedBy.ref)) return;
  throw new DomainError('not-found', 'complaint.unknown', 'the receipt is out of reach');
};
