import { complaintView, type ComplaintAnswer } from '@tuntas/complaint/view';
import type { Database } from '@tuntas/database';
import { DomainError, type Actor } from '@tuntas/kernel';

/** One complaint, read from the owners' views themselves and so never older than an answer just given. */
export class ComplaintDetail {
  constructor(private readonly database: Database) {}

  /** @throws DomainError not-found `complaint.unknown`, also when it is out of the reader's reach */
  async show(reader: Actor, id: string): Promise<ComplaintAnswer> {
    const complaint = await complaintView(this.database, id, reader);
    if (!complaint) throw new DomainError('not-found', 'complaint.unknown', 'no such complaint, or out of reach');
    return complaint;
  }
}
