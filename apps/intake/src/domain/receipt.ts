import type { Complaint } from '@tuntas/complaint';

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

export const receiptOf = (
  complaint: Complaint, facts: { readonly receivedBy: string; readonly place: string; readonly complainant: string | null; readonly description: string },
): Receipt => ({
  ticket: complaint.ticket, issuedAt: complaint.lodgedAt.toISOString(), issuedBy: facts.receivedBy, place: facts.place,
  complainant: complaint.isAnonymous ? null : facts.complainant, description: facts.description,
});

const dayMs = 86_400_000;
/** A complaint should be filed within 30 days of the service (UU 25/2009 Art. 43); a later one is accepted with a warning. */
const filingDays = 30;

export const isFiledLate = ({ incidentAt, lodgedAt }: Complaint): boolean =>
  incidentAt !== null && lodgedAt.getTime() - incidentAt.getTime() > filingDays * dayMs;
