import { Injectable } from '@nestjs/common';
import type { Cause } from '@tuntas/contracts';
import { BusinessTime, Ids } from '@tuntas/kernel';
import { reconcileEscalations } from '../domain/index.js';
import { EscalationBook, Ladders, Leaders, type StreamChange, type Seen } from './ports.js';

/**
 * Recomputes the escalations of complaints from their histories and clocks, and stores the differences in the ambient
 * transaction.
 */
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
    const ids = await this.book.createStreams(complaintIds);
    if (ids.length === 0) return;
    const streams = await this.book.lockStreams(ids);
    const snapshots = await this.book.snapshots(ids);
    const escalations = await this.book.escalations(ids);
    const now = await this.time.now();
    const ladder = await this.ladders.inForce(now);
    const heads = await this.leaders.ofOffices();

    await this.book.write(
      streams.flatMap((stream): StreamChange[] => {
        const snapshot = snapshots.get(stream.complaintId);
        if (!snapshot) return [];
        const { complaint, clocks, caseEnds, seen } = snapshot;
        const existing = escalations.get(stream.complaintId) ?? [];
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
        if (reconciled.escalations.length === 0 && isSame(seen, stream.seen)) return [];
        return [{ stream, seen, ...reconciled, cause: causeOf(stream.complaintId) }];
      }),
      now,
    );
  }
}

const isSame = (a: Seen, b: Seen): boolean => a.version === b.version && a.slaSequence === b.slaSequence;
