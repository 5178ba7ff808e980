import { Ctx, Payload } from '@nestjs/microservices';
import { eventTypes } from '@tuntas/contracts';
import { causedBy, consumerNamed, type BatchEffects, type ConsumedEvent } from '@tuntas/eventlog';
import { ReconcileClocks } from './use-cases/reconcile-clocks.js';

const { Consumer, hears, flushes } = consumerNamed('sla');
const everyComplaintEvent = eventTypes.filter(type => type.startsWith('complaint.'));

/**
 * What sla listens to: every act on a complaint, and the rungs that its clocks count for. An event is only the wake-up.
 */
@Consumer()
export class SlaConsumer {
  constructor(private readonly reconcile: ReconcileClocks) {}

  @hears(...everyComplaintEvent, 'escalation.raised.v1', 'escalation.ended.v1')
  wake(@Payload() event: ConsumedEvent, @Ctx() effects: BatchEffects): void {
    effects.notify(event.envelope.subject, causedBy(event));
  }

  @flushes()
  flush(@Payload() effects: BatchEffects): Promise<void> {
    return this.reconcile.execute(effects.subjects, subject => effects.causeOf(subject));
  }
}
