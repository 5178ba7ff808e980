import { Injectable } from '@nestjs/common';
import type { DomainEvent, LoggedEvent } from '@tuntas/contracts';
import { ComplaintStore } from '@tuntas/complaint';
import { systemActor } from '@tuntas/kernel';
import { caseEndedOf, caseOpenedOf, delayOf, isToldWhenLate, offerOf } from '../domain/further-messages.js';

/** What others find out while the complaint itself stands still. */
export type News = 'clock.breached.v1' | 'referral.offered.v1' | 'case.opened.v1' | 'case.stage-changed.v1';

const by = systemActor('told-besides');

/** Decides what the citizen must be told of news; the version of the complaint stays. */
@Injectable()
export class NotifyCitizen {
  constructor(private readonly store: ComplaintStore) {}

  async execute(event: LoggedEvent<News>): Promise<void> {
    const { subject, sequence } = event.envelope;
    const { type, data } = { type: event.envelope.type, data: event.data } as DomainEvent<News>;
    switch (type) {
      case 'clock.breached.v1':
        return isToldWhenLate(data.name)
          ? this.store.notify(subject, by, complaint => delayOf(complaint, data))
          : undefined;
      case 'referral.offered.v1':
        return this.store.notify(subject, by, complaint => offerOf(complaint, data));
      case 'case.opened.v1':
        return this.store.notify(subject, by, complaint => caseOpenedOf(complaint, data));
      case 'case.stage-changed.v1':
        return this.store.notify(subject, by, complaint => caseEndedOf(complaint, data, sequence));
    }
  }
}
