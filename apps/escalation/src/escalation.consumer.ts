import { Ctx, Payload } from '@nestjs/microservices';
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
    'complaint.verified.v1',
    'complaint.completion-requested.v1',
    'complaint.completed.v1',
    'complaint.deemed-withdrawn.v1',
    'complaint.reclassified.v1',
    'complaint.assigned.v1',
    'complaint.accepted.v1',
    'complaint.responded.v1',
    'complaint.information-requested.v1',
    'complaint.information-provided.v1',
    'complaint.answer-lapsed.v1',
    'complaint.resolved.v1',
    'complaint.transferred.v1',
    'complaint.returned-to-coordinator.v1',
    'complaint.referred-out.v1',
    'complaint.confirmed.v1',
    'complaint.objected.v1',
    'complaint.closed-by-silence.v1',
    'complaint.withdrawn.v1',
    'complaint.archived.v1',
    'complaint.reopened.v1',
    'complaint.consent-given.v1',
    'complaint.referral-requested.v1',
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
