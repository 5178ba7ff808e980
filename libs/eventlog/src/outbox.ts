import {
  encode,
  sourceOf,
  type Cause,
  type DomainEvent,
  type Envelope,
  type EventType,
  type LoggedEvent,
} from '@tuntas/contracts';
import type { Actor, Ids } from '@tuntas/kernel';
import type { Database } from '@tuntas/database';
import { currentSpan } from './tracing.js';
import type { LoopNotifier } from './loop-notifier.js';

/**
 * Derives the cause for events that follow from this event. The trace continues from the active span, in which the
 * event is consumed, or from the traceparent of the envelope.
 */
export const causedBy = ({ envelope }: LoggedEvent): Cause => {
  const traceparent = currentSpan()?.traceparent ?? envelope.traceparent;
  return { correlationId: envelope.correlationid, causationId: envelope.id, ...(traceparent && { traceparent }) };
};

/** An event to be published. The caller holds the lock of the stream row that counts `sequence`. */
export interface OutgoingEvent {
  readonly subject: string;
  readonly sequence: number;
  readonly time: Date;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly event: DomainEvent;
}

/**
 * Assigns consecutive sequence numbers to the events of one decision about one subject.
 * @param lastSequence the sequence of the last event of this subject
 */
export const withSequence = (
  lastSequence: number,
  events: readonly DomainEvent[],
  common: Omit<OutgoingEvent, 'sequence' | 'event'>,
): OutgoingEvent[] => events.map((event, i) => ({ ...common, sequence: lastSequence + i + 1, event }));

/** Transactional outbox: stores events with the decision until the relay moves them into the log. */
export class Outbox {
  /** @param committed called with the event types after commit */
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
    private readonly notifier: LoopNotifier,
    private readonly committed: (types: readonly EventType[]) => void = () => undefined,
  ) {}

  /**
   * Appends the events in the given order, in one statement, within the ambient transaction.
   * @throws Error without an ambient transaction
   */
  async append(outgoing: readonly OutgoingEvent[]): Promise<void> {
    if (outgoing.length === 0) return;
    if (!this.database.inTransaction) throw new Error('Events are published in the transaction that decides them.');
    const rows = outgoing.map(each => {
      const attributes = this.envelopeOf(each);
      return { attributes, ...encode({ envelope: attributes, data: each.event.data } as LoggedEvent) };
    });
    await this.database.run(
      `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])`,
      [
        rows.map(({ attributes }) => attributes.id),
        rows.map(({ attributes }) => attributes.source),
        rows.map(({ attributes }) => attributes.subject),
        rows.map(({ attributes }) => attributes.sequence),
        rows.map(({ attributes }) => attributes.type),
        rows.map(({ envelope }) => envelope),
        rows.map(({ data }) => data),
      ],
    );
    this.database.afterCommit(() => {
      this.notifier.notify('outbox');
      this.committed(rows.map(({ attributes }) => attributes.type));
    });
  }

  private envelopeOf({ subject, sequence, time, actor, cause, event }: OutgoingEvent): Envelope {
    const traceparent = cause.traceparent ?? currentSpan()?.traceparent;
    return {
      specversion: '1.0',
      id: this.ids.next(),
      type: event.type,
      source: sourceOf(event.type),
      subject,
      time: time.toISOString(),
      datacontenttype: 'application/json',
      sequence,
      correlationid: cause.correlationId,
      causationid: cause.causationId,
      actorrole: actor.role,
      actorref: actor.ref,
      ...(actor.office !== null && { actoroffice: actor.office }),
      ...(actor.client !== null && { actorclient: actor.client }),
      ...(traceparent && { traceparent }),
    };
  }
}
