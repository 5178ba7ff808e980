import { Injectable } from '@nestjs/common';
import type { Cause } from '@tuntas/contracts';
import { BusinessTime, Ids } from '@tuntas/kernel';
import { reconcileEscalations } from '../domain/index.js';
import { EscalationBook, Ladders, Leaders, type StreamChange, type Seen } from './ports.js';

/** Brings the escalations of complaints to what history and clocks say they ought to be, in the ambient transaction. */
@Injectable()
export class ReconcileEscalations {
  constructor(
    private readonly book: EscalationBook,
    private readonly ladders: Ladders,
    private readonly leaders: Leaders,
    private readonly time: BusinessTime,
    private readonly ids: Ids,
  ) {}

  async execute(complaintIds: readonly string[], causeOf: (complaintId: string) => Cause): Promise<void> {
    const concerned = await this.book.createStreams(complaintIds);
    if (concerned.length === 0) return;
    const locked = await this.book.lockStreams(concerned);
    const standings = await this.book.snapshots(concerned);
    const escalations = await this.book.escalations(concerned);
    const now = await this.time.now();
    const ladder = await this.ladders.inForce(now);
    const heads = await this.leaders.ofOffices();

    await this.book.write(
      locked.flatMap((head): StreamChange[] => {
        const standing = standings.get(head.complaintId);
        if (!standing) return [];
        const { complaint, clocks, caseEnds, seen } = standing;
        const existing = escalations.get(head.complaintId) ?? [];
        const reconciled = reconcileEscalations({
          complaint,
          clocks,
          existing,
          caseEnds,
          ladder,
          now,
          nextId: () => this.ids.next(),
          heads,
        });
        if (reconciled.escalations.length === 0 && isSame(seen, head.seen)) return [];
        return [{ stream: head, seen, ...reconciled, cause: causeOf(head.complaintId) }];
      }),
      now,
    );
  }
}

const isSame = (a: Seen, b: Seen): boolean => a.version === b.version && a.slaSequence === b.slaSequence;
