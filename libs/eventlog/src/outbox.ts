import {
  encode,
  eventSources,
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
 * The cause that an event is for what follows from it; in the trace it goes on from the span in which the event is
 * heard.
 */
export const causedBy = ({ envelope }: LoggedEvent): Cause => {
  const traceparent = currentSpan()?.traceparent ?? envelope.traceparent;
  return { correlationId: envelope.correlationid, causationId: envelope.id, ...(traceparent && { traceparent }) };
};

/** An event on its way out. The caller holds the lock of the head that counts `sequence`. */
export interface OutgoingEvent {
  readonly subject: string;
  readonly sequence: number;
  readonly time: Date;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly event: DomainEvent;
}

/**
 * The events of one decision about one subject, numbered on from what was told of it.
 * @param lastSequence how many events that is
 */
export const numbered = (
  lastSequence: number,
  events: readonly DomainEvent[],
  same: Omit<OutgoingEvent, 'sequence' | 'event'>,
): OutgoingEvent[] => events.map((event, i) => ({ ...same, sequence: lastSequence + i + 1, event }));

/** Where events wait, in the transaction that decided them, until the relay moves them into the log. */
export class Outbox {
  /** @param decided hears of the types of events that were committed */
  constructor(
    private readonly database: Database,
    private readonly ids: Ids,
    private readonly notifier: LoopNotifier,
    private readonly decided: (types: readonly EventType[]) => void = () => undefined,
  ) {}

  /** Appends in the given order, in one statement, within the ambient transaction. */
  async append(outgoing: readonly OutgoingEvent[]): Promise<void> {
    if (outgoing.length === 0) return;
    if (!this.database.inTransaction) throw new Error('Events are published in the transaction that decides them.');
    const rows = outgoing.map(each => {
      const head = this.envelopeOf(each);
      return { head, ...encode({ envelope: head, data: each.event.data } as LoggedEvent) };
    });
    await this.database.run(
      `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])`,
      [
        rows.map(({ head }) => head.id),
        rows.map(({ head }) => head.source),
        rows.map(({ head }) => head.subject),
        rows.map(({ head }) => head.sequence),
        rows.map(({ head }) => head.type),
        rows.map(({ envelope }) => envelope),
        rows.map(({ data }) => data),
      ],
    );
    this.database.afterCommit(() => {
      this.notifier.notify('outbox');
      this.decided(rows.map(({ head }) => head.type));
    });
  }

  private envelopeOf({ subject, sequence, time, actor, cause, event }: OutgoingEvent): Envelope {
    const traceparent = cause.traceparent ?? currentSpan()?.traceparent;
    return {
      specversion: '1.0',
      id: this.ids.next(),
      type: event.type,
      source: eventSources[event.type],
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
