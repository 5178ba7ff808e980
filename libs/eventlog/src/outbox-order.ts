import { isEventType, sourceOf } from '@tuntas/contracts';
import type { OutboxRow } from './cloud-event.js';

/** Why an outbox row is rejected instead of published. */
export type RejectionReason =
  'too_large' | 'unreadable_envelope' | 'foreign_source' | 'unknown_type' | 'duplicate' | 'gap';

/** An outbox row as the relay validates it. */
export interface WaitingEvent extends Pick<OutboxRow, 'id' | 'event_id' | 'source' | 'subject' | 'sequence' | 'type'> {
  /** Null if the row is too large to be read. */
  readonly envelope: string | null;
  /** The highest sequence of (source, subject) that was published before. */
  readonly lastSequence: number;
}

export interface Rejection<Row extends WaitingEvent = WaitingEvent> {
  readonly row: Row;
  readonly reason: RejectionReason;
}

export interface ReviewedRows<Row extends WaitingEvent> {
  readonly sound: readonly Row[];
  readonly rejected: readonly Rejection<Row>[];
}

/**
 * Separates rows that may be published from rows that must be rejected. A row is sound if its envelope can be parsed,
 * the envelope matches its columns, and its sequence is the next one of its (source, subject). A row after a missing
 * sequence is a gap until the missing event is published.
 * @param rows in id order
 */
export const reviewOrder = <Row extends WaitingEvent>(rows: readonly Row[]): ReviewedRows<Row> => {
  const streams = new Map<string, number>();
  const sound: Row[] = [];
  const rejected: Rejection<Row>[] = [];
  for (const row of rows) {
    const stream = `${row.source} ${row.subject}`;
    const lastSequence = streams.get(stream) ?? row.lastSequence;
    const reason =
      invalid(row) ?? (row.sequence <= lastSequence ? 'duplicate' : row.sequence > lastSequence + 1 ? 'gap' : null);
    if (reason) {
      rejected.push({ row, reason });
      continue;
    }
    streams.set(stream, row.sequence);
    sound.push(row);
  }
  return { sound, rejected };
};

const invalid = ({ event_id: id, source, subject, sequence, type, envelope }: WaitingEvent): RejectionReason | null => {
  if (envelope === null) return 'too_large';
  if (!isEventType(type)) return 'unknown_type';
  if (sourceOf(type) !== source) return 'foreign_source';
  let parsed: unknown;
  try {
    parsed = JSON.parse(envelope);
  } catch {
    return 'unreadable_envelope';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'unreadable_envelope';
  const attributes = parsed as Record<string, unknown>;
  if (attributes['source'] !== source)
    return typeof attributes['source'] === 'string' ? 'foreign_source' : 'unreadable_envelope';
  return attributes['id'] === id &&
    attributes['type'] === type &&
    attributes['subject'] === subject &&
    attributes['sequence'] === sequence
    ? null
    : 'unreadable_envelope';
};
