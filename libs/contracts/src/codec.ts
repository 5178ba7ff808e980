import { eventSources, type EventType } from './events.js';
import type { LoggedEvent } from './envelope.js';

/** An event of an unknown type or with a malformed envelope. Consumers park such an event. */
export class UndecodableEvent extends Error {}

/** Serializes an event to JSON, as stored in the outbox and the PostgreSQL log. */
export const encode = (event: LoggedEvent): { envelope: string; data: string } => ({
  envelope: JSON.stringify(event.envelope),
  data: JSON.stringify(event.data),
});

/**
 * Parses an event that this or an older version has encoded.
 * @throws UndecodableEvent if it is not a JSON object, its type is unknown, its source is wrong, or an attribute is
 *   missing
 */
export const decode = (envelope: string, data: string): LoggedEvent => {
  const read = (text: string): Record<string, unknown> => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new UndecodableEvent('not JSON');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new UndecodableEvent('not an object');
    return value as Record<string, unknown>;
  };
  const attributes = read(envelope);
  const type = attributes['type'];
  if (typeof type !== 'string' || !Object.hasOwn(eventSources, type))
    throw new UndecodableEvent(`unknown type ${String(type)}`);
  if (attributes['source'] !== eventSources[type as EventType])
    throw new UndecodableEvent(`${type} from ${String(attributes['source'])}`);
  if (
    typeof attributes['subject'] !== 'string' ||
    typeof attributes['id'] !== 'string' ||
    typeof attributes['time'] !== 'string' ||
    !Number.isSafeInteger(attributes['sequence'])
  )
    throw new UndecodableEvent(`${type}: incomplete envelope`);
  return { envelope: attributes, data: read(data) } as unknown as LoggedEvent;
};
