import type { Attributes } from '@opentelemetry/api';
import type { LoggedEvent } from '@tuntas/contracts';
import type { Delivery, ConsumedLog } from './event-log.js';
import { isTraceparent, traceparentIn } from './traceparent.js';
import { beginSpan, complaintAttribute, reasonOf, spansAreRecorded, type TraceSpan } from './tracing.js';

const destination = 'complaints';
/** An event with its position and partition, if known. */
type LocatedEvent = Pick<Delivery, 'type' | 'subject' | 'partition'> & { readonly position?: number };

const attributesOf = (system: string, { type, subject, position, partition }: LocatedEvent): Attributes => ({
  'messaging.system': system,
  'messaging.destination.name': destination,
  'tuntas.event': type,
  [complaintAttribute]: subject,
  ...(position !== undefined && { 'tuntas.position': position }),
  ...(partition !== undefined && { 'messaging.destination.partition.id': String(partition) }),
});

/** The spans of the events consumed in one transaction: one per event, in its trace. All end with the transaction. */
export class ConsumerSpans {
  private readonly spans: TraceSpan[] = [];

  constructor(
    private readonly consumer: string,
    private readonly log: ConsumedLog,
  ) {}

  process<T>({ envelope }: LoggedEvent, delivery: Delivery, work: () => T): T {
    const span = beginSpan(`process ${envelope.type}`, {
      kind: 'consumer',
      parent: isTraceparent(envelope.traceparent) ? envelope.traceparent : null,
      attributes: {
        ...attributesOf(this.log.system, delivery),
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.consumer.group.name': this.consumer,
        'messaging.message.id': envelope.id,
      },
    });
    this.spans.push(span);
    return span.run(work);
  }

  /** Runs the flush in the trace of the events, or without one if they belong to different traces. */
  flush<T>(work: () => T): T {
    const [first, ...others] = this.spans;
    return first && others.every(({ traceId }) => traceId === first.traceId) ? first.run(work) : work();
  }

  end(): void {
    for (const span of this.spans) span.end();
  }
  fail(error: unknown): void {
    for (const span of this.spans) {
      span.fail(reasonOf(error));
      span.end();
    }
  }
}

/** Records a producer span for each event that the relay has moved into the log, in the event's trace. */
export const recordSendSpans = (
  system: string,
  startedAt: Date,
  moved: readonly (LocatedEvent & { readonly envelope: string })[],
): void => {
  if (!spansAreRecorded()) return;
  for (const event of moved)
    beginSpan(`send ${event.type}`, {
      kind: 'producer',
      parent: traceparentIn(event.envelope) ?? null,
      startedAt,
      attributes: {
        ...attributesOf(system, event),
        'messaging.operation.name': 'send',
        'messaging.operation.type': 'send',
      },
    }).end();
};
