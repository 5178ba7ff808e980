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
import { CaseBook, RegistrationBook, type CaseChange, type StoredCase, type Referred } from './ports.js';

/** An event of a complaint that may be worth a notice. */
export interface Development {
  readonly complaintId: string;
  readonly sequence: number;
  readonly event: ComplaintEvent;
}

/**
 * Opens the case of each referred complaint, attaches what is referred later, and adds the notices; in the ambient
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

  async execute(
    complaintIds: readonly string[],
    causeOf: (complaintId: string) => Cause,
    developments: readonly Development[] = [],
  ): Promise<void> {
    await this.book.createStreams(complaintIds);
    const heads = await this.book.lockStreams(complaintIds);
    if (heads.length === 0) return;
    const locked = heads.map(head => head.complaintId);
    const cases = await this.book.cases(locked);
    const referred = await this.book.referred(locked);
    const now = await this.time.now();
    const unopened = locked.filter(id => !cases.has(id) && referred.has(id));
    const numbers = await this.registrations.take(unopened.length, now);

    await this.book.write(
      heads.flatMap((head): CaseChange[] => {
        const { complaintId } = head;
        const referral = referred.get(complaintId);
        if (!referral) return [];
        const events: CaseEvent[] = [];
        const step = ({
          state,
          events: told,
        }: {
          readonly state: OmbudsmanCase;
          readonly events: readonly CaseEvent[];
        }): OmbudsmanCase => {
          events.push(...told);
          return state;
        };
        const { state: before, knownSequence } =
          cases.get(complaintId) ?? this.opened(referral, numbers[unopened.indexOf(complaintId)]!, now, step);
        const attached = referral.escalationIds.reduce((state, id) => step(attachReferral(state, id, now)), before);
        const state = developments
          .filter(development => development.complaintId === complaintId && development.sequence > knownSequence)
          .reduce((state, { event, sequence }) => {
            const kind = noticeOf(event);
            return kind === null ? state : step(addNotice(state, kind, sequence, now));
          }, attached);
        return events.length === 0
          ? []
          : [{ stream: head, stored: { state, knownSequence }, events, cause: causeOf(complaintId) }];
      }),
      now,
    );
  }

  private opened(
    { complaint, sequence, escalationIds }: Referred,
    registrationNumber: string,
    now: Date,
    step: (decision: ReturnType<typeof openCase>) => OmbudsmanCase,
  ): StoredCase {
    const admissibility = checkAdmissibility({ ...complaint, archiveReason: null }, now);
    const opening = {
      id: this.ids.next(),
      registrationNumber,
      escalationId: escalationIds[0]!,
      complaint,
      admissibility,
    };
    return { state: step(openCase(opening, now)), knownSequence: sequence };
  }
}
