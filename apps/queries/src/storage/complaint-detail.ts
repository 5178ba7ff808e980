import { Injectable } from '@nestjs/common';
import { complaintView, type ComplaintAnswer } from '@tuntas/complaint/view';
import { Database } from '@tuntas/database';
import { DomainError, type Actor } from '@tuntas/kernel';
import { AccessCodes } from './access-codes.js';

/** Reads one complaint from the published views of its owners, so that a client reads its own writes. */
@Injectable()
export class ComplaintDetail {
  constructor(
    private readonly database: Database,
    private readonly codes: AccessCodes,
  ) {}

  /**
   * @param code access code of the citizen, which opens the complaint to a counter clerk; null without a code
   * @throws DomainError not-found `complaint.unknown`, also if the complaint is out of the reader's reach
   */
  async read(reader: Actor, id: string, code: string | null): Promise<ComplaintAnswer> {
    const opens = async (): Promise<boolean> => code !== null && this.codes.matches(id, code);
    const complaint = await complaintView(this.database, id, reader, { opens });
    if (!complaint) throw new DomainError('not-found', 'complaint.unknown', 'no such complaint, or out of reach');
    return complaint;
  }
}
