import { eventTypes } from '@tuntas/contracts';
import type { Database, Session } from '@tuntas/database';
import type { OutboxRow } from './cloud-event.js';
import type { Rejection, WaitingEvent } from './outbox-order.js';

/**
 * A larger row would exceed an index entry or a Kafka message and stop the relay. Tuntas events have a few kilobytes.
 */
const maxSubjectBytes = 255;
const maxEventBytes = 262_144;
const reviewMs = 1_000;

/** The session of the leader, or the pool. */
type Connection = Pick<Session | Database, 'sql' | 'run'>;
export type WaitingRow = OutboxRow & WaitingEvent & { readonly [column: string]: unknown };

/**
 * SQL expression: the highest published sequence of a stream `s`. For the PostgreSQL log it is read from the log
 * itself. For Kafka, and for events declared void by an operator, it is read from `eventlog.told`.
 */
const lastSequence = `greatest(
    0,
    (SELECT max(sequence) FROM eventlog.log l WHERE l.source = s.source AND l.subject = s.subject),
    (SELECT sequence FROM eventlog.told t WHERE t.source = s.source AND t.subject = s.subject))`;

/**
 * Selects all visible rows in id order, each with the highest published sequence of its (source, subject). A condition
 * `id > last` would lose rows that commit late.
 */
const waiting = `
  WITH waiting AS MATERIALIZED (
    SELECT id, event_id, source, subject, sequence, type, envelope, data,
      octet_length(subject) > ${maxSubjectBytes}
        OR octet_length(envelope) + octet_length(data) > ${maxEventBytes} AS large
    FROM (SELECT * FROM eventlog.outbox ORDER BY id LIMIT $1) AS oldest),
  streams AS MATERIALIZED (
    SELECT source, subject, ${lastSequence}::bigint AS "lastSequence"
    FROM (SELECT DISTINCT source, subject FROM waiting) AS s)
  SELECT id, event_id, source, subject, sequence, type,
    CASE WHEN NOT large THEN envelope END AS envelope,
    "lastSequence",
    CASE WHEN NOT large AND $2 THEN data ELSE '' END AS data
  FROM waiting
  JOIN streams USING (source, subject)
  ORDER BY id`;

/** @param withData whether to read the payload: needed to publish from this process, not to move rows in SQL */
export const readWaiting = (connection: Connection, limit: number, withData: boolean): Promise<WaitingRow[]> =>
  connection.sql<WaitingRow>(waiting, [limit, withData]);

/** Moves rejected rows from the outbox to `outbox_rejected`, with the reason. */
export const moveToRejected = async (connection: Connection, rejected: readonly Rejection[]): Promise<void> => {
  if (rejected.length > 0)
    await connection.run(
      `WITH taken AS (DELETE FROM eventlog.outbox WHERE id = ANY($1::bigint[]) RETURNING *)
     INSERT INTO eventlog.outbox_rejected (id, event_id, source, subject, sequence, type, envelope, data, reason)
     SELECT t.id, event_id, source, subject, sequence, type, envelope, data, r.reason
     FROM taken t
     JOIN unnest($1::bigint[], $2::text[]) AS r (id, reason) ON r.id = t.id`,
      [rejected.map(({ row }) => row.id), rejected.map(({ reason }) => reason)],
    );
};

export const anyRejected = async (connection: Connection): Promise<boolean> =>
  (await connection.sql('SELECT FROM eventlog.outbox_rejected WHERE settled_at IS NULL LIMIT 1')).length > 0;

/**
 * Deletes published rows from the outbox and records the last published sequences.
 * @param ends the end position of each written partition
 */
export const deletePublished = (
  database: Database,
  sent: readonly WaitingEvent[],
  ends: ReadonlyMap<number, number>,
): Promise<void> =>
  database.transaction(async () => {
    await database.run(
      `INSERT INTO eventlog.kafka_ends AS e (partition, position)
     SELECT * FROM unnest($1::integer[], $2::bigint[])
     ON CONFLICT (partition) DO UPDATE SET position = greatest(e.position, excluded.position)`,
      [[...ends.keys()], [...ends.values()]],
    );
    await database.run(
      `WITH sent AS (DELETE FROM eventlog.outbox WHERE id = ANY($1::bigint[]) RETURNING source, subject, sequence)
     INSERT INTO eventlog.told AS t (source, subject, sequence)
     SELECT source, subject, max(sequence) FROM sent GROUP BY 1, 2
     ON CONFLICT (source, subject) DO UPDATE SET sequence = greatest(t.sequence, excluded.sequence)`,
      [sent.map(({ id }) => id)],
    );
  });

/**
 * Moves rejected rows back into the outbox in sequence order: rows rejected as a gap once the missing event is
 * published, and rows rejected as an unknown type once this version knows the type.
 * @returns the number of rows moved back
 */
export const readmitRejected = (connection: Connection): Promise<number> =>
  connection.run(
    `WITH rejected AS MATERIALIZED (
     SELECT * FROM eventlog.outbox_rejected
     WHERE settled_at IS NULL
       AND (reason = 'gap' OR (reason = 'unknown_type' AND type = ANY($1::text[])))),
   streams AS MATERIALIZED (
     SELECT source, subject, greatest(
       ${lastSequence},
       (SELECT max(sequence) FROM eventlog.outbox o WHERE o.source = s.source AND o.subject = s.subject)
     )::bigint AS last_sequence
     FROM (SELECT DISTINCT source, subject FROM rejected) AS s),
   next AS (
     SELECT DISTINCT source, subject, last_sequence
     FROM rejected
     JOIN streams USING (source, subject)
     WHERE sequence = last_sequence + 1),
   freed AS (
     DELETE FROM eventlog.outbox_rejected r
     USING rejected k
     JOIN next n USING (source, subject)
     WHERE r.id = k.id AND k.sequence > n.last_sequence
     RETURNING r.*)
   INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
   SELECT event_id, source, subject, sequence, type, envelope, data
   FROM freed
   ORDER BY source, subject, sequence, id`,
    [eventTypes],
  );

/** Schedules the leader's review of rejected rows. Nothing notifies the leader when an operator removes a cause. */
export class Reviews {
  private next = 0;

  isDue(): boolean {
    const now = performance.now();
    if (now < this.next) return false;
    this.next = now + reviewMs;
    return true;
  }
}
