import { Ctx, Payload } from '@nestjs/microservices';
import { escalationWakeUps } from '@tuntas/complaint/acts';
import { causedBy, BatchEffects, consumerNamed, type ConsumedEvent } from '@tuntas/eventlog';
import { ReconcileEscalations } from './use-cases/reconcile-escalations.js';

const { Consumer, handles, flushes } = consumerNamed('escalation');

/**
 * Handles the events that can change an escalation: clocks, acts that change status, office, classification or consent,
 * and the stages of the Ombudsman's cases. An event only triggers a reconciliation; its content is not used.
 */
@Consumer()
export class EscalationConsumer {
  constructor(private readonly reconcile: ReconcileEscalations) {}

  @handles(
    'clock.breached.v1',
    'clock.met.v1',
    'clock.met-late.v1',
    'clock.cancelled.v1',
    ...escalationWakeUps,
    'case.stage-changed.v1',
  )
  wake(@Payload() event: ConsumedEvent, @Ctx() effects: BatchEffects): void {
    effects.notify(event.envelope.subject, causedBy(event));
  }

  @flushes()
  async flush(@Ctx() effects: BatchEffects): Promise<void> {
    await this.reconcile.execute(effects.subjects, subject => effects.causeOf(subject));
  }
}
