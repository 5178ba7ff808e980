import { Payload } from '@nestjs/microservices';
import { causedBy, consumerNamed, type ConsumedEvent } from '@tuntas/eventlog';
import type { LoggedEvent } from '@tuntas/contracts';
import { EndWindow } from './use-cases/end-window.js';
import { NotifyCitizen, type News } from './use-cases/notify-citizen.js';

const { Consumer, hears } = consumerNamed('intake');

/**
 * What the citizen's door listens to: the ends of the citizen's windows, and what the citizen must be told of that
 * nobody did through a door.
 */
@Consumer()
export class IntakeConsumer {
  constructor(
    private readonly endWindow: EndWindow,
    private readonly tellCitizen: NotifyCitizen,
  ) {}

  @hears('clock.lapsed.v1')
  async windowEnded(@Payload() event: ConsumedEvent<LoggedEvent<'clock.lapsed.v1'>>): Promise<void> {
    const { clockId, name, cycle, n } = event.data;
    await this.endWindow.execute(event.envelope.subject, { clockId, clock: { name, cycle, n } }, causedBy(event));
  }

  @hears('clock.breached.v1', 'referral.offered.v1', 'case.opened.v1', 'case.stage-changed.v1')
  async somethingToTell(@Payload() event: ConsumedEvent<LoggedEvent<News>>): Promise<void> {
    await this.tellCitizen.execute(event);
  }
}
