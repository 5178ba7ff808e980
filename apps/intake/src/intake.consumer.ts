import { Payload } from '@nestjs/microservices';
import { causedBy, consumerNamed, type HeardEvent } from '@tuntas/eventlog';
import type { LoggedEvent } from '@tuntas/contracts';
import { EndWindow } from './use-cases/end-window.js';

const { Consumer, hears } = consumerNamed('intake');

/** What the citizen's door listens to: the ends of the citizen's windows. */
@Consumer()
export class IntakeConsumer {
  constructor(private readonly endWindow: EndWindow) {}

  @hears('clock.lapsed.v1')
  async windowEnded(@Payload() event: HeardEvent<LoggedEvent<'clock.lapsed.v1'>>): Promise<void> {
    const { clockId, name, cycle, n } = event.data;
    await this.endWindow.execute(event.envelope.subject, { clockId, clock: { name, cycle, n } }, causedBy(event));
  }
}
