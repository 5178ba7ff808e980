import { Injectable } from '@nestjs/common';
import type { Cause } from '@tuntas/contracts';
import { BusinessTime, Ids } from '@tuntas/kernel';
import { reconcile } from '../domain/index.js';
import { ClockBook, SlaRules, type ClockStream, type StreamChange, type PublishedHistory } from './ports.js';

/** Up to which instant the history of a complaint is known to be whole. */
export type Horizon = (stream: ClockStream, history: PublishedHistory) => Date;
/** From a plain read: what was decided, or settled by an earlier sweep, is settled. */
export const latest: Horizon = ({ settledUntil }, { decidedAt }) =>
  settledUntil && settledUntil > decidedAt ? settledUntil : decidedAt;

/** Computes clocks from the histories of complaints and stores the differences (docs/consistency.md#reconciliation). */
@Injectable()
export class ReconcileClocks {
  constructor(
    private readonly book: ClockBook,
    private readonly rules: SlaRules,
    private readonly time: BusinessTime,
    private readonly ids: Ids,
  ) {}

  /** After wake-ups, within the ambient transaction. A later committed decision settles everything before it. */
  async execute(complaintIds: readonly string[], causeOf: (complaintId: string) => Cause): Promise<void> {
    await this.book.createStreams(complaintIds);
    const heads = await this.book.lockStreams(complaintIds);
    const histories = await this.book.histories(complaintIds);
    await this.recompute(heads, histories, latest, causeOf);
  }

  /**
   * Reckons and writes; the caller holds the heads' locks. Complaints without a published history are passed over.
   * @returns what was written
   */
  async recompute(
    heads: readonly ClockStream[],
    histories: ReadonlyMap<string, PublishedHistory>,
    horizon: Horizon,
    causeOf: (complaintId: string) => Cause,
  ): Promise<readonly StreamChange[]> {
    const ids = heads.map(head => head.complaintId);
    const escalations = await this.book.escalations(ids);
    const stored = await this.book.clocks(ids);
    const { policies, calendarOf } = await this.rules.inForce();
    const time = await this.time.now();
    const changes = heads.flatMap((head): StreamChange[] => {
      const history = histories.get(head.complaintId);
      if (!history) return [];
      const { complaint } = history;
      const raised = escalations.get(head.complaintId) ?? { sequence: 0, escalations: [] };
      const settledUntil = horizon(head, history);
      const { rows, events, nextDue } = reconcile(
        { facts: complaint.history, isAnonymous: complaint.isAnonymous, policies, calendarOf, settledUntil },
        raised.escalations,
        stored.get(head.complaintId) ?? [],
        time,
        () => this.ids.next(),
      );
      return [
        {
          stream: head,
          settledUntil,
          nextDue,
          rows,
          events,
          cause: causeOf(head.complaintId),
          seenVersion: complaint.version,
          seenEscalation: raised.sequence,
        },
      ];
    });
    await this.book.write(changes, time);
    return changes;
  }
}
