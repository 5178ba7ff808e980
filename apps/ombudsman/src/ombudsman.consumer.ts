import { Ctx, Payload } from '@nestjs/microservices';
import type { ComplaintEvent, LoggedEvent } from '@tuntas/contracts';
import { causedBy, BatchEffects, consumerNamed, type ConsumedEvent } from '@tuntas/eventlog';
import { ReconcileCases, type Development } from './use-cases/reconcile-cases.js';

const { Consumer, handles, flushes } = consumerNamed('ombudsman');
const ombudsmanLevel = 3;

/** Consumes referrals to the Ombudsman, and later developments of the referred complaints. */
@Consumer()
export class OmbudsmanConsumer {
  constructor(private readonly reconcileCases: ReconcileCases) {}

  @handles('escalation.raised.v1')
  referred(
    @Payload() event: ConsumedEvent<LoggedEvent<'escalation.raised.v1'>>,
    @Ctx() effects: BatchEffects<Development>,
  ): void {
    if (event.data.level === ombudsmanLevel) effects.notify(event.envelope.subject, causedBy(event));
  }

  @handles('complaint.resolved.v1', 'complaint.withdrawn.v1', 'complaint.reopened.v1', 'complaint.objected.v1')
  developed(@Payload() event: ConsumedEvent, @Ctx() effects: BatchEffects<Development>): void {
    const {
      envelope: { type, subject, sequence },
      data,
    } = event;
    effects.notify(subject, causedBy(event));
    effects.add({ complaintId: subject, sequence, event: { type, data } as ComplaintEvent });
  }

  @flushes()
  async flush(@Ctx() effects: BatchEffects<Development>): Promise<void> {
    if (effects.subjects.length > 0)
      await this.reconcileCases.execute(effects.subjects, subject => effects.causeOf(subject), effects.items);
  }
}
