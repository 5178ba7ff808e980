import { eventSources, type EventType } from './events.js';
import type { LoggedEvent } from './envelope.js';

/** An event that this version of the catalogue does not know or that is not well formed; such an event is parked. */
export class UndecodableEvent extends Error {}

/** The JSON text of an event, as the outbox and the Postgres log hold it. */
export const encode = (event: LoggedEvent): { envelope: string; data: string } => ({
  envelope: JSON.stringify(event.envelope),
  data: JSON.stringify(event.data),
});

/**
 * Reads what `encode` wrote, by this or an older version.
 * @throws UndecodableEvent when it is no JSON object, or of a type that the catalogue lacks, or from the wrong source
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
  const head = read(envelope);
  const type = head['type'];
  if (typeof type !== 'string' || !Object.hasOwn(eventSources, type))
    throw new UndecodableEvent(`unknown type ${String(type)}`);
  if (head['source'] !== eventSources[type as EventType])
    throw new UndecodableEvent(`${type} from ${String(head['source'])}`);
  if (
    typeof head['subject'] !== 'string' ||
    typeof head['id'] !== 'string' ||
    typeof head['time'] !== 'string' ||
    !Number.isSafeInteger(head['sequence'])
  )
    throw new UndecodableEvent(`${type}: incomplete envelope`);
  return { envelope: head, data: read(data) } as unknown as LoggedEvent;
};
