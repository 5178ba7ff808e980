import type { EventSource, EventType, Events } from './events.js';

/** CloudEvents 1.0 context attributes; scalars only, references and never names. */
export interface Envelope<T extends EventType = EventType> {
  readonly specversion: '1.0';
  /** UUIDv7. */
  readonly id: string;
  readonly type: T;
  readonly source: EventSource;
  /** The complaint, or the object, that the event speaks of; also the key on the log. */
  readonly subject: string;
  /** Business time of the decision, RFC 3339 in UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** 1, 2, 3 ... per (source, subject), without gaps. */
  readonly sequence: number;
  /** The first request of the whole chain. */
  readonly correlationid: string;
  /** The event or request that caused this one. */
  readonly causationid: string;
  readonly actorrole: string;
  readonly actorref: string;
  readonly actoroffice?: string;
  readonly actorclient?: string;
  readonly traceparent?: string;
}

/** One event as it lies on the log. */
export type LoggedEvent<T extends EventType = EventType> = {
  [K in T]: { readonly envelope: Envelope<K>; readonly data: Events[K] };
}[T];

/** What an event comes from: the first request of the chain, and the request or event right before it. */
export interface Cause {
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
}

/** The cause of what begins a chain: a request, a timer. @param id its own */
export const firstCause = (id: string): Cause => ({ correlationId: id, causationId: id });
