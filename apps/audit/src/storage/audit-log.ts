import type { LoggedEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { leafOf } from './leaf.js';

/** Stream of the events of one source about one subject. */
export interface EventStream {
  readonly source: string;
  readonly subject: string;
}

/**
 * Appends new events and records streams with a gap. Known events are filtered out before positions are assigned,
 * because a repeated event would otherwise leave a gap in the positions.
 */
const append = `
  WITH incoming AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
      WITH ORDINALITY AS incoming (source, subject, sequence, type, leaf, leaf_hash, n)
  ), fresh AS (
    SELECT DISTINCT ON (source, subject, sequence) * FROM incoming
    -- count(*) forces an index lookup per event; the planner may read all entries for NOT EXISTS
    WHERE (
      SELECT count(*) FROM audit.entries e
      WHERE e.source = incoming.source AND e.subject = incoming.subject AND e.sequence = incoming.sequence) = 0
    ORDER BY source, subject, sequence, n
  ), appended AS (
    INSERT INTO audit.entries (position, source, subject, sequence, type, leaf, leaf_hash)
    SELECT (SELECT coalesce(max(position), 0) FROM audit.entries) + row_number() OVER (ORDER BY n),
      source, subject, sequence, type, leaf, leaf_hash
    FROM fresh
  ), followed AS (
    SELECT source, subject, sequence, greatest(
      lag(sequence) OVER (PARTITION BY source, subject ORDER BY sequence),
      (SELECT max(e.sequence) FROM audit.entries e WHERE e.source = fresh.source AND e.subject = fresh.subject),
      0) AS previous
    FROM fresh
  )
  INSERT INTO audit.gaps (source, subject)
  SELECT DISTINCT source, subject FROM followed WHERE sequence > previous + 1
  ON CONFLICT DO NOTHING RETURNING source, subject`;

/**
 * Removes gaps that were filled. Sequences start at 1, so a stream is complete if its count equals its highest
 * sequence.
 */
const closeGaps = `
  DELETE FROM audit.gaps g
  WHERE (SELECT count(*) = max(e.sequence) FROM audit.entries e WHERE e.source = g.source AND e.subject = g.subject)
  RETURNING source, subject`;

/** Append-only log of all events, with gap-free positions of its own. */
export class AuditLog {
  constructor(private readonly database: Database) {}

  /**
   * Appends the events in the given order, within the ambient transaction. Events that are already stored are ignored.
   * @returns streams in which a sequence is now missing (`broken`), and streams that are complete again (`mended`)
   */
  async append(
    events: readonly LoggedEvent[],
  ): Promise<{ readonly broken: readonly EventStream[]; readonly mended: readonly EventStream[] }> {
    if (events.length === 0) return { broken: [], mended: [] };
    const rows = events.map(event => ({ ...event.envelope, ...leafOf(event) }));
    // The lock is a separate statement, because the snapshot of the next one must include the rows of the previous
    // holder.
    await this.database.sql(`SELECT pg_advisory_xact_lock(hashtext('tuntas.audit'))`);
    const broken = await this.database.sql<EventStream & { [column: string]: unknown }>(append, [
      rows.map(row => row.source),
      rows.map(row => row.subject),
      rows.map(row => row.sequence),
      rows.map(row => row.type),
      rows.map(row => row.leaf),
      rows.map(row => row.leafHash),
    ]);
    return { broken, mended: await this.database.sql<EventStream & { [column: string]: unknown }>(closeGaps) };
  }

  /** Returns the number of streams with a missing sequence. */
  async gaps(): Promise<number> {
    const [gaps] = await this.database.sql<{ streams: number }>('SELECT count(*)::int AS streams FROM audit.gaps');
    return gaps!.streams;
  }

  /**
   * Health check of the log.
   * @throws Error if a sequence of any stream is missing
   */
  async requireComplete(): Promise<void> {
    const [gap] = await this.database.sql<EventStream & { [column: string]: unknown }>(
      'SELECT source, subject FROM audit.gaps LIMIT 1',
    );
    if (gap) throw new Error(`a sequence of ${gap.source} is missing for ${gap.subject}`);
  }
}
