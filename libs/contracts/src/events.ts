import type { z } from 'zod';
import type { textRef } from './complaint-life.js';
import { eventSchemas } from './event-schemas.js';

type DeepReadonly<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> };

export type TextRef = DeepReadonly<z.infer<typeof textRef>>;

export type EventType = keyof typeof eventSchemas;
export const eventTypes = Object.keys(eventSchemas) as EventType[];
export const isEventType = (type: unknown): type is EventType =>
  typeof type === 'string' && Object.hasOwn(eventSchemas, type);

/** The data of each event type. */
export type Events = { readonly [T in EventType]: DeepReadonly<z.infer<(typeof eventSchemas)[T]>> };

/** A domain event of a decision. Envelope and sequence are added when it is appended to the outbox. */
export type DomainEvent<T extends EventType = EventType> = {
  [K in T]: { readonly type: K; readonly data: Events[K] };
}[T];

/** The event types with one of the given prefixes. */
export type EventTypeOf<Prefix extends string> = Extract<EventType, `${Prefix}.${string}`>;
export type ComplaintEvent = DomainEvent<EventTypeOf<'complaint' | 'identity' | 'message'>>;
export type ClockEvent = DomainEvent<EventTypeOf<'clock'>>;
export type EscalationEvent = DomainEvent<EventTypeOf<'escalation' | 'referral'>>;
export type CaseEvent = DomainEvent<EventTypeOf<'case'>>;

/** The event sources by prefix. `complaints` is written by intake, routing and casework, the others by one service. */
const sources = {
  complaint: 'complaints',
  identity: 'complaints',
  message: 'complaints',
  clock: 'sla',
  escalation: 'escalation',
  referral: 'escalation',
  case: 'ombudsman',
} as const;
export type EventSource = (typeof sources)[keyof typeof sources];
type PrefixOf<T> = T extends `${infer Prefix}.${string}` ? Prefix : never;

export const sourceOf = (type: EventType): EventSource => sources[type.split('.', 1)[0] as PrefixOf<EventType>];
