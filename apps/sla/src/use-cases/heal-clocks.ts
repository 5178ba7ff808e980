import { Injectable } from '@nestjs/common';
import { Ids } from '@tuntas/kernel';
import { ClockBook } from './ports.js';
import { ReconcileClocks } from './reconcile-clocks.js';

const healLimit = 200;

/** Mends what a lost wake-up would leave behind (backbone.md section 6). */
@Injectable()
export class HealClocks {
  constructor(private readonly book: ClockBook, private readonly reconcile: ReconcileClocks, private readonly ids: Ids) {}

  /** One complaint a transaction. @returns how many were behind */
  async execute(): Promise<number> {
    const behind = await this.book.behind(healLimit);
    for (const complaintId of behind) {
      const id = this.ids.next();
      await this.book.transaction(() => this.reconcile.execute([complaintId], () => ({ correlationId: id, causationId: id })));
    }
    return behind.length;
  }
}
