import { Injectable } from '@nestjs/common';
import { Ids } from '@tuntas/kernel';
import { KeepCases } from './keep-cases.js';
import { CaseBook } from './ports.js';

/** Takes in the referrals of one complaint whose wake-up was lost. */
@Injectable()
export class HealCases {
  constructor(private readonly book: CaseBook, private readonly keep: KeepCases, private readonly ids: Ids) {}

  execute(complaintId: string): Promise<void> {
    const id = this.ids.next();
    return this.book.transaction(() => this.keep.execute([complaintId], [], () => ({ correlationId: id, causationId: id })));
  }
}
