import type { EventSource, EventType, Events } from './events.js';

/** CloudEvents 1.0 context attributes: scalars only; references instead of names of people. */
export interface Envelope<T extends EventType = EventType> {
  readonly specversion: '1.0';
  /** UUIDv7. */
  readonly id: string;
  readonly type: T;
  readonly source: EventSource;
  /** The complaint or other object of the event; also the message key in the log. */
  readonly subject: string;
  /** Business time of the decision, RFC 3339 in UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** 1, 2, 3 ... per (source, subject), without gaps. */
  readonly sequence: number;
  /** The first request of the chain. */
  readonly correlationid: string;
  /** The event or request that caused this one. */
  readonly causationid: string;
  readonly actorrole: string;
  readonly actorref: string;
  readonly actoroffice?: string;
  readonly actorclient?: string;
  readonly traceparent?: string;
}

/** One event as stored in the log. */
export type LoggedEvent<T extends EventType = EventType> = {
  [K in T]: { readonly envelope: Envelope<K>; readonly data: Events[K] };
}[T];

/** The cause of an event: the first request of the chain, and the request or event that directly caused it. */
export interface Cause {
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
}

/** The cause at the start of a chain, such as a request or a timer. @param id the id of the request or timer */
export const firstCause = (id: string): Cause => ({ correlationId: id, causationId: id });
