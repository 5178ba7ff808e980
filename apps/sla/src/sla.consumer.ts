import { Ctx, Payload } from '@nestjs/microservices';
import { eventTypes } from '@tuntas/contracts';
import { causedBy, consumerNamed, type BatchEffects, type ConsumedEvent } from '@tuntas/eventlog';
import { ReconcileClocks } from './use-cases/reconcile-clocks.js';

const { Consumer, handles, flushes } = consumerNamed('sla');
const everyComplaintEvent = eventTypes.filter(type => type.startsWith('complaint.'));

/**
 * Handles every complaint event, and the escalations that the `ladder` clocks belong to. An event only triggers a
 * reconciliation; its content is not used.
 */
@Consumer()
export class SlaConsumer {
  constructor(private readonly reconcile: ReconcileClocks) {}

  @handles(...everyComplaintEvent, 'escalation.raised.v1', 'escalation.ended.v1')
  wake(@Payload() event: ConsumedEvent, @Ctx() effects: BatchEffects): void {
    effects.notify(event.envelope.subject, causedBy(event));
  }

  @flushes()
  flush(@Payload() effects: BatchEffects): Promise<void> {
    return this.reconcile.execute(effects.subjects, subject => effects.causeOf(subject));
  }
}
