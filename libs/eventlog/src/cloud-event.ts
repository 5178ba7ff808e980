import { createHash } from 'node:crypto';

/** An event as stored in the outbox. */
export interface OutboxRow {
  readonly id: number;
  readonly event_id: string;
  readonly source: string;
  readonly subject: string;
  readonly sequence: number;
  readonly type: string;
  readonly envelope: string;
  readonly data: string;
}

type Headers = Record<string, string>;
const contentType = 'content-type';
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Maps an event to the headers of the CloudEvents Kafka binding in binary mode: `ce_*` in the order of the envelope,
 * and the content type. The columns of the outbox override the attributes of the envelope.
 */
export const headersOf = ({ event_id: id, source, subject, sequence, type, envelope }: OutboxRow): Headers =>
  Object.fromEntries(
    Object.entries({ ...attributesIn(envelope), id, type, source, subject, sequence }).map(([name, value]) => [
      name === 'datacontenttype' ? contentType : `ce_${name}`,
      String(value),
    ]),
  );

/** Restores the envelope from the headers, byte for byte. */
export const envelopeIn = (headers: Headers): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(headers).flatMap(([header, value]) => {
        if (header === contentType) return [['datacontenttype', value]];
        if (!header.startsWith('ce_')) return [];
        const name = header.slice('ce_'.length);
        return [[name, name === 'sequence' ? Number(value) : value]];
      }),
    ),
  );

/**
 * The id of an event. A message without a valid id, which only a foreign producer can have written, gets an id derived
 * from partition and offset.
 */
export const eventIdIn = (headers: Headers, partition: number, offset: string): string => {
  const id = headers['ce_id'] ?? '';
  if (uuidPattern.test(id)) return id;
  const hash = createHash('sha256').update(`${partition} ${offset}`).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');
};

const attributesIn = (envelope: string): Record<string, unknown> => {
  try {
    return { ...(JSON.parse(envelope) as object) };
  } catch {
    return {}; // the consumers park an event that cannot be decoded, not the relay
  }
};
