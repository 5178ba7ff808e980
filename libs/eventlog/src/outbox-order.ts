import { eventSources, type EventType } from '@tuntas/contracts';
import type { OutboxRow } from './cloud-event.js';

/** Why an outbox row is set aside instead of told. */
export type RejectionReason =
  'too_large' | 'unreadable_envelope' | 'foreign_source' | 'unknown_type' | 'duplicate' | 'gap';

/** An outbox row as the relay judges it. */
export interface WaitingEvent extends Pick<OutboxRow, 'id' | 'event_id' | 'source' | 'subject' | 'sequence' | 'type'> {
  /** Null where the row is too large to be read. */
  readonly envelope: string | null;
  /** The highest sequence of (source, subject) that was told before. */
  readonly told: number;
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
 * Separates rows that may be told from those that must not: a row goes on only where it is readable, says in its
 * envelope what its columns say, and is the very next of its (source, subject). What follows a missing sequence is a
 * gap until that is told.
 * @param rows in id order
 */
export const reviewOrder = <Row extends WaitingEvent>(rows: readonly Row[]): ReviewedRows<Row> => {
  const heads = new Map<string, number>();
  const sound: Row[] = [];
  const rejected: Rejection<Row>[] = [];
  for (const row of rows) {
    const stream = `${row.source} ${row.subject}`;
    const head = heads.get(stream) ?? row.told;
    const reason = unsound(row) ?? (row.sequence <= head ? 'duplicate' : row.sequence > head + 1 ? 'gap' : null);
    if (reason) {
      rejected.push({ row, reason });
      continue;
    }
    heads.set(stream, row.sequence);
    sound.push(row);
  }
  return { sound, rejected };
};

const unsound = ({ event_id: id, source, subject, sequence, type, envelope }: WaitingEvent): RejectionReason | null => {
  if (envelope === null) return 'too_large';
  if (!Object.hasOwn(eventSources, type)) return 'unknown_type';
  if (eventSources[type as EventType] !== source) return 'foreign_source';
  let said: unknown;
  try {
    said = JSON.parse(envelope);
  } catch {
    return 'unreadable_envelope';
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return 'unreadable_envelope';
  const head = said as Record<string, unknown>;
  if (head['source'] !== source) return typeof head['source'] === 'string' ? 'foreign_source' : 'unreadable_envelope';
  return head['id'] === id && head['type'] === type && head['subject'] === subject && head['sequence'] === sequence
    ? null
    : 'unreadable_envelope';
};
