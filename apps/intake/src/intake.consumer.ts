import { Payload } from '@nestjs/microservices';
import { causedBy, consumerNamed, type ConsumedEvent } from '@tuntas/eventlog';
import type { LoggedEvent } from '@tuntas/contracts';
import { EndWindow } from './use-cases/end-window.js';
import { NotifyCitizen, type NotifiedEvent } from './use-cases/notify-citizen.js';

const { Consumer, handles } = consumerNamed('intake');

/**
 * The consumer of intake. It closes the lapsed windows of citizens, and notifies citizens of breaches, referral offers
 * and cases.
 */
@Consumer()
export class IntakeConsumer {
  constructor(
    private readonly endWindow: EndWindow,
    private readonly notifyCitizen: NotifyCitizen,
  ) {}

  @handles('clock.lapsed.v1')
  async windowEnded(@Payload() event: ConsumedEvent<LoggedEvent<'clock.lapsed.v1'>>): Promise<void> {
    const { clockId, name, cycle, n } = event.data;
    await this.endWindow.execute(event.envelope.subject, { clockId, clock: { name, cycle, n } }, causedBy(event));
  }

  @handles('clock.breached.v1', 'referral.offered.v1', 'case.opened.v1', 'case.stage-changed.v1')
  async notifiedEvent(@Payload() event: ConsumedEvent<LoggedEvent<NotifiedEvent>>): Promise<void> {
    await this.notifyCitizen.execute(event);
  }
}
