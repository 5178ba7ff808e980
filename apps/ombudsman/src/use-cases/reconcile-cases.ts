import { Injectable } from '@nestjs/common';
import type { CaseEvent, Cause, ComplaintEvent } from '@tuntas/contracts';
import { BusinessTime, Ids } from '@tuntas/kernel';
import {
  addNotice,
  attachReferral,
  checkAdmissibility,
  noticeOf,
  openCase,
  type OmbudsmanCase,
} from '../domain/index.js';
import { CaseBook, RegistrationBook, type CaseChange, type StoredCase, type ReferredComplaint } from './ports.js';

/** Event of a complaint that may add a notice to its case. */
export interface Development {
  readonly complaintId: string;
  readonly sequence: number;
  readonly event: ComplaintEvent;
}

/**
 * Opens the case of each referred complaint, attaches later referrals, and adds notices. It runs in the ambient
 * transaction.
 */
@Injectable()
export class ReconcileCases {
  constructor(
    private readonly book: CaseBook,
    private readonly registrations: RegistrationBook,
    private readonly time: BusinessTime,
    private readonly ids: Ids,
  ) {}

  /**
   * @param causeOf returns the event that caused the change of a complaint
   * @param developments later events of the complaints
   */
  async execute(
    complaintIds: readonly string[],
    causeOf: (complaintId: string) => Cause,
    developments: readonly Development[] = [],
  ): Promise<void> {
    await this.book.createStreams(complaintIds);
    const streams = await this.book.lockStreams(complaintIds);
    if (streams.length === 0) return;
    const locked = streams.map(stream => stream.complaintId);
    const cases = await this.book.cases(locked);
    const referred = await this.book.referred(locked);
    const now = await this.time.now();
    const unopened = locked.filter(id => !cases.has(id) && referred.has(id));
    const numbers = await this.registrations.take(unopened.length, now);

    await this.book.write(
      streams.flatMap((stream): CaseChange[] => {
        const { complaintId } = stream;
        const referral = referred.get(complaintId);
        if (!referral) return [];
        const events: CaseEvent[] = [];
        const apply = ({
          state,
          events: emitted,
        }: {
          readonly state: OmbudsmanCase;
          readonly events: readonly CaseEvent[];
        }): OmbudsmanCase => {
          events.push(...emitted);
          return state;
        };
        const { state: before, knownSequence } =
          cases.get(complaintId) ?? this.open(referral, numbers[unopened.indexOf(complaintId)]!, now, apply);
        const attached = referral.escalationIds.reduce((state, id) => apply(attachReferral(state, id, now)), before);
        const state = developments
          .filter(development => development.complaintId === complaintId && development.sequence > knownSequence)
          .reduce((state, { event, sequence }) => {
            const kind = noticeOf(event);
            return kind === null ? state : apply(addNotice(state, kind, sequence, now));
          }, attached);
        return events.length === 0
          ? []
          : [{ stream, stored: { state, knownSequence }, events, cause: causeOf(complaintId) }];
      }),
      now,
    );
  }

  private open(
    { complaint, sequence, escalationIds }: ReferredComplaint,
    registrationNumber: string,
    now: Date,
    apply: (decision: ReturnType<typeof openCase>) => OmbudsmanCase,
  ): StoredCase {
    const admissibility = checkAdmissibility({ ...complaint, archiveReason: null }, now);
    const opening = {
      id: this.ids.next(),
      registrationNumber,
      escalationId: escalationIds[0]!,
      complaint,
      admissibility,
    };
    return { state: apply(openCase(opening, now)), knownSequence: sequence };
  }
}
