import { complaintView, type ComplaintAnswer } from '@tuntas/complaint/view';
import type { Database } from '@tuntas/database';
import { DomainError, type Actor } from '@tuntas/kernel';
import type { ShownCodes } from './shown-codes.js';

/** One complaint, read from the owners' views themselves and so never older than an answer just given. */
export class ComplaintDetail {
  constructor(
    private readonly database: Database,
    private readonly codes: ShownCodes,
  ) {}

  /**
   * @param code what a clerk shows as the citizen's access code, which opens any complaint; null where none is shown
   * @throws DomainError not-found `complaint.unknown`, also when it is out of the reader's reach
   */
  async show(reader: Actor, id: string, code: string | null): Promise<ComplaintAnswer> {
    const opens = async (): Promise<boolean> => code !== null && this.codes.fits(id, code);
    const complaint = await complaintView(this.database, id, reader, { opens });
    if (!complaint) throw new DomainError('not-found', 'complaint.unknown', 'no such complaint, or out of reach');
    return complaint;
  }
}
