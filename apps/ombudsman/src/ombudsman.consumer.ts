import { Ctx, Payload } from '@nestjs/microservices';
import type { ComplaintEvent, LoggedEvent } from '@tuntas/contracts';
import { causedBy, Collected, consumerNamed, type HeardEvent } from '@tuntas/eventlog';
import { KeepCases, type Development } from './use-cases/keep-cases.js';

const { Consumer, hears, flushes } = consumerNamed('ombudsman');
const ombudsmanLevel = 3;

/** What the Ombudsman's house listens to: referrals, and what becomes of complaints meanwhile. */
@Consumer()
export class OmbudsmanConsumer {
  constructor(private readonly keepCases: KeepCases) {}

  @hears('escalation.raised.v1')
  referred(
    @Payload() event: HeardEvent<LoggedEvent<'escalation.raised.v1'>>,
    @Ctx() collected: Collected<Development>,
  ): void {
    if (event.data.level === ombudsmanLevel) collected.wake(event.envelope.subject, causedBy(event));
  }

  @hears('complaint.resolved.v1', 'complaint.withdrawn.v1', 'complaint.reopened.v1', 'complaint.objected.v1')
  developed(@Payload() event: HeardEvent, @Ctx() collected: Collected<Development>): void {
    const {
      envelope: { type, subject, sequence },
      data,
    } = event;
    collected.wake(subject, causedBy(event));
    collected.add({ complaintId: subject, sequence, event: { type, data } as ComplaintEvent });
  }

  @flushes()
  async flush(@Ctx() collected: Collected<Development>): Promise<void> {
    if (collected.subjects.length > 0)
      await this.keepCases.execute(collected.subjects, subject => collected.causeOf(subject), collected.items);
  }
}
