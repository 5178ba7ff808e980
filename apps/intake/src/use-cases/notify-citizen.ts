import { Injectable } from '@nestjs/common';
import type { DomainEvent, LoggedEvent } from '@tuntas/contracts';
import { ComplaintStore } from '@tuntas/complaint';
import { systemActor } from '@tuntas/kernel';
import { caseEndedOf, caseOpenedOf, delayOf, isNotifiedWhenLate, offerOf } from '../domain/further-messages.js';

/** Events of other services that may require a message, while the complaint does not change. */
export type NotifiedEvent = 'clock.breached.v1' | 'referral.offered.v1' | 'case.opened.v1' | 'case.stage-changed.v1';

const by = systemActor('told-besides');

/** Decides the message to the citizen for such an event; the version of the complaint does not change. */
@Injectable()
export class NotifyCitizen {
  constructor(private readonly store: ComplaintStore) {}

  async execute(event: LoggedEvent<NotifiedEvent>): Promise<void> {
    const { subject, sequence } = event.envelope;
    const { type, data } = { type: event.envelope.type, data: event.data } as DomainEvent<NotifiedEvent>;
    switch (type) {
      case 'clock.breached.v1':
        return isNotifiedWhenLate(data.name)
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
