import type { Complaint } from '@tuntas/complaint';
import { DomainError, type Actor } from '@tuntas/kernel';

/** The receipt (tanda terima): complainant, description, place and time, receiving officer (UU 25/2009 Art. 44(2)). */
export interface Receipt {
  readonly ticket: string;
  readonly issuedAt: string;
  readonly issuedBy: string;
  readonly place: string;
  /** The name; null for an anonymous complaint. */
  readonly complainant: string | null;
  readonly description: string;
}

/** A receipt with the status of the complaint at the time of issue. */
export interface FullReceipt extends Receipt {
  readonly city: string;
  readonly subject: string;
  /** The requested settlement, if given. */
  readonly requestedSettlement: string | null;
  /** The address of the complainant; null for an anonymous complaint. */
  readonly address: string | null;
  readonly issuedAtInWords: string;
  readonly explanation: string;
  readonly until: string | null;
  readonly untilInWords: string | null;
  readonly remedies: readonly string[];
}

/** The receipt of the lodging, the only one with the access code. */
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
 * Requires a clerk or the client that lodged the complaint, since a receipt contains a name.
 * @throws DomainError not-found `complaint.unknown`
 */
export const requireReceiptReader = (by: Actor, { lodgedBy }: Pick<Complaint, 'lodgedBy'>): void => {
  if (by.role === 'counter_clerk' || (by.role === lodgedBy.role && by.ref === lodgedBy.ref)) return;
  throw new DomainError('not-found', 'complaint.unknown', 'the receipt is out of reach');
};
