import { Injectable } from '@nestjs/common';
import { Ids } from '@tuntas/kernel';
import { EscalationBook } from './ports.js';
import { ReconcileEscalations } from './reconcile-escalations.js';

/** Reconciles one complaint whose wake-up was lost. */
@Injectable()
export class HealEscalations {
  constructor(private readonly book: EscalationBook, private readonly reconcile: ReconcileEscalations, private readonly ids: Ids) {}

  execute(complaintId: string): Promise<void> {
    const id = this.ids.next();
    return this.book.transaction(() => this.reconcile.execute([complaintId], () => ({ correlationId: id, causationId: id })));
  }
}
