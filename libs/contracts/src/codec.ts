import { z } from 'zod';
import type { LoggedEvent } from './envelope.js';
import { eventSchemas } from './event-schemas.js';
import { isEventType, sourceOf } from './events.js';

/** An event of an unknown type, with a malformed envelope or with malformed data. Consumers park such an event. */
export class UndecodableEvent extends Error {}

/** Serializes an event to JSON, as stored in the outbox and the PostgreSQL log. */
export const encode = (event: LoggedEvent): { envelope: string; data: string } => ({
  envelope: JSON.stringify(event.envelope),
  data: JSON.stringify(event.data),
});

/** The attributes without which no consumer can process an event. */
const requiredAttributes = z.object({ id: z.string(), subject: z.string(), time: z.string(), sequence: z.int() });

const jsonObjectIn = (text: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UndecodableEvent('not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UndecodableEvent('not an object');
  return value as Record<string, unknown>;
};

/**
 * Parses an event without validating its data, for a consumer that records events as they are.
 * @throws UndecodableEvent if it is not a JSON object, its type is unknown, its source is wrong, or an attribute is
 *   missing
 */
export const decodeUnvalidated = (envelope: string, data: string): LoggedEvent => {
  const attributes = jsonObjectIn(envelope);
  const { type, source } = attributes;
  if (!isEventType(type)) throw new UndecodableEvent(`unknown type ${String(type)}`);
  if (source !== sourceOf(type)) throw new UndecodableEvent(`${type} from ${String(source)}`);
  if (!requiredAttributes.safeParse(attributes).success) throw new UndecodableEvent(`${type}: incomplete envelope`);
  return { envelope: attributes, data: jsonObjectIn(data) } as unknown as LoggedEvent;
};

/** A longer list of invalid fields would fill a log line. */
const mostFieldsNamed = 10;

/**
 * Parses an event that this or another version has encoded. Its data is returned with all fields, also those that the
 * schema does not know.
 * @throws UndecodableEvent also if the data contradicts the schema of the type. The message names fields, never values,
 *   because these may be personal.
 */
export const decode = (envelope: string, data: string): LoggedEvent => {
  const event = decodeUnvalidated(envelope, data);
  const { type } = event.envelope;
  const { error } = eventSchemas[type].safeParse(event.data);
  if (!error) return event;
  const fields = error.issues.slice(0, mostFieldsNamed).map(({ path }) => path.join('.'));
  throw new UndecodableEvent(`${type}: invalid ${fields.join(', ')}`);
};
