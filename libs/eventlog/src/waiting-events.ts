import { eventTypes } from '@tuntas/contracts';
import type { Database, Session } from '@tuntas/database';
import type { OutboxRow } from './cloud-event.js';
import type { Rejection, WaitingEvent } from './outbox-order.js';

/**
 * A row of this size would not fit an index, or a message of Kafka, and so would stop the relay; events of Tuntas have
 * a few kilobytes.
 */
const subjectBytesAtMost = 255;
const eventBytesAtMost = 262_144;
const reviewMs = 1_000;

/** Who asks: the session that leads, or the pool. */
type Connection = Pick<Session | Database, 'sql' | 'run'>;
export type WaitingRow = OutboxRow & WaitingEvent & { readonly [column: string]: unknown };

/**
 * The highest sequence of a stream `s` that was told: on Kafka, or declared void by an operator, as `eventlog.told`
 * says; in PostgreSQL the log itself.
 */
const told = `greatest(0, (SELECT max(sequence) FROM eventlog.log l WHERE l.source = s.source AND l.subject = s.subject),
  (SELECT sequence FROM eventlog.told t WHERE t.source = s.source AND t.subject = s.subject))`;

/**
 * All visible rows in id order, never `id > last`: rows that commit late would be lost. Each with the highest sequence
 * of its (source, subject) that was told before.
 */
const waiting = `
  WITH waiting AS MATERIALIZED (
    SELECT id, event_id, source, subject, sequence, type, envelope, data,
      octet_length(subject) > ${subjectBytesAtMost} OR octet_length(envelope) + octet_length(data) > ${eventBytesAtMost} AS large
    FROM (SELECT * FROM eventlog.outbox ORDER BY id LIMIT $1) AS oldest),
  heads AS MATERIALIZED (
    SELECT source, subject, ${told}::bigint AS told
    FROM (SELECT DISTINCT source, subject FROM waiting) AS s)
  SELECT id, event_id, source, subject, sequence, type, CASE WHEN NOT large THEN envelope END AS envelope, told,
    CASE WHEN NOT large AND $2 THEN data ELSE '' END AS data
  FROM waiting JOIN heads USING (source, subject) ORDER BY id`;

/** @param withData whether the rows are told from here, and not in the database */
export const readWaiting = (connection: Connection, limit: number, withData: boolean): Promise<WaitingRow[]> =>
  connection.sql<WaitingRow>(waiting, [limit, withData]);

/** Takes rows out of the way of the others; nothing of them is lost. */
export const setAside = async (connection: Connection, rejected: readonly Rejection[]): Promise<void> => {
  if (rejected.length > 0)
    await connection.run(
      `WITH taken AS (DELETE FROM eventlog.outbox WHERE id = ANY($1::bigint[]) RETURNING *)
     INSERT INTO eventlog.outbox_rejected (id, event_id, source, subject, sequence, type, envelope, data, reason)
     SELECT t.id, event_id, source, subject, sequence, type, envelope, data, r.reason
     FROM taken t JOIN unnest($1::bigint[], $2::text[]) AS r (id, reason) ON r.id = t.id`,
      [rejected.map(({ row }) => row.id), rejected.map(({ reason }) => reason)],
    );
};

export const anyRejected = async (connection: Connection): Promise<boolean> =>
  (await connection.sql('SELECT FROM eventlog.outbox_rejected WHERE settled_at IS NULL LIMIT 1')).length > 0;

/**
 * Takes out of the outbox what Kafka has taken, and notes what was told.
 * @param ends how far each partition reaches now
 */
export const deletePublished = (
  database: Database,
  sent: readonly WaitingEvent[],
  ends: ReadonlyMap<number, number>,
): Promise<void> =>
  database.transaction(async () => {
    await database.run(
      `INSERT INTO eventlog.kafka_ends AS e (partition, position) SELECT * FROM unnest($1::integer[], $2::bigint[])
     ON CONFLICT (partition) DO UPDATE SET position = greatest(e.position, excluded.position)`,
      [[...ends.keys()], [...ends.values()]],
    );
    await database.run(
      `WITH sent AS (DELETE FROM eventlog.outbox WHERE id = ANY($1::bigint[]) RETURNING source, subject, sequence)
     INSERT INTO eventlog.told AS t (source, subject, sequence) SELECT source, subject, max(sequence) FROM sent GROUP BY 1, 2
     ON CONFLICT (source, subject) DO UPDATE SET sequence = greatest(t.sequence, excluded.sequence)`,
      [sent.map(({ id }) => id)],
    );
  });

/**
 * Puts back what was set aside only because something before it was missing, once that was told, and what an older
 * version of Tuntas did not know; in the order of their sequences.
 * @returns how many rows wait in the outbox again
 */
export const admitAgain = (connection: Connection): Promise<number> =>
  connection.run(
    `WITH kept AS MATERIALIZED (
     SELECT * FROM eventlog.outbox_rejected WHERE settled_at IS NULL AND (reason = 'gap' OR (reason = 'unknown_type' AND type = ANY($1::text[])))),
   heads AS MATERIALIZED (
     SELECT source, subject, greatest(${told}, (SELECT max(sequence) FROM eventlog.outbox o WHERE o.source = s.source AND o.subject = s.subject))::bigint AS told
     FROM (SELECT DISTINCT source, subject FROM kept) AS s),
   next AS (SELECT DISTINCT source, subject, told FROM kept JOIN heads USING (source, subject) WHERE sequence = told + 1),
   freed AS (
     DELETE FROM eventlog.outbox_rejected r USING kept k JOIN next n USING (source, subject) WHERE r.id = k.id AND k.sequence > n.told RETURNING r.*)
   INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
   SELECT event_id, source, subject, sequence, type, envelope, data FROM freed ORDER BY source, subject, sequence, id`,
    [eventTypes],
  );

/** Says when the leader looks again at what was set aside: no wake tells it that somebody has put a cause right. */
export class Reviews {
  private next = 0;

  isDue(): boolean {
    const now = performance.now();
    if (now < this.next) return false;
    this.next = now + reviewMs;
    return true;
  }
}
