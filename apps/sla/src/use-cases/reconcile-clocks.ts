import { Injectable } from '@nestjs/common';
import type { Cause } from '@tuntas/contracts';
import { BusinessTime, Ids } from '@tuntas/kernel';
import { reconcile } from '../domain/index.js';
import { ClockBook, SlaRules, type ClockStream, type StreamChange, type PublishedHistory } from './ports.js';

/** The instant up to which the history of a complaint is complete. */
export type Horizon = (stream: ClockStream, history: PublishedHistory) => Date;
/** The horizon of a read without locks: the last decision, or the end of an earlier sweep if that is later. */
export const latest: Horizon = ({ settledUntil }, { decidedAt }) =>
  settledUntil && settledUntil > decidedAt ? settledUntil : decidedAt;

/**
 * Recomputes the clocks of complaints from their histories and stores the differences
 * (docs/consistency.md#reconciliation).
 */
@Injectable()
export class ReconcileClocks {
  constructor(
    private readonly book: ClockBook,
    private readonly rules: SlaRules,
    private readonly time: BusinessTime,
    private readonly ids: Ids,
  ) {}

  /**
   * Reconciles the complaints of a batch of events, within the ambient transaction. A committed decision settles all
   * time before it.
   */
  async execute(complaintIds: readonly string[], causeOf: (complaintId: string) => Cause): Promise<void> {
    await this.book.createStreams(complaintIds);
    const streams = await this.book.lockStreams(complaintIds);
    const histories = await this.book.histories(complaintIds);
    await this.recompute(streams, histories, latest, causeOf);
  }

  /**
   * Computes and writes the clocks. The caller holds the locks of the streams. Complaints without a published history
   * are skipped.
   * @returns the written changes
   */
  async recompute(
    streams: readonly ClockStream[],
    histories: ReadonlyMap<string, PublishedHistory>,
    horizon: Horizon,
    causeOf: (complaintId: string) => Cause,
  ): Promise<readonly StreamChange[]> {
    const ids = streams.map(stream => stream.complaintId);
    const escalations = await this.book.escalations(ids);
    const stored = await this.book.clocks(ids);
    const { policies, calendarOf } = await this.rules.inForce();
    const time = await this.time.now();
    const changes = streams.flatMap((stream): StreamChange[] => {
      const history = histories.get(stream.complaintId);
      if (!history) return [];
      const { complaint } = history;
      const raised = escalations.get(stream.complaintId) ?? { sequence: 0, escalations: [] };
      const settledUntil = horizon(stream, history);
      const { rows, events, nextDue } = reconcile(
        { facts: complaint.history, isAnonymous: complaint.isAnonymous, policies, calendarOf, settledUntil },
        raised.escalations,
        stored.get(stream.complaintId) ?? [],
        time,
        () => this.ids.next(),
      );
      return [
        {
          stream,
          settledUntil,
          nextDue,
          rows,
          events,
          cause: causeOf(stream.complaintId),
          seenVersion: complaint.version,
          seenEscalation: raised.sequence,
        },
      ];
    });
    await this.book.write(changes, time);
    return changes;
  }
}
