import type { LoggedEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { leafOf } from './leaf.js';

/** The events of one source about one subject. */
export interface Story {
  readonly source: string;
  readonly subject: string;
}

/** What is there already is left out before positions are given, or a repetition would leave a gap in them. */
const append = `
  WITH heard AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
      WITH ORDINALITY AS heard (source, subject, sequence, type, leaf, leaf_hash, n)
  ), fresh AS (
    SELECT DISTINCT ON (source, subject, sequence) * FROM heard
    WHERE (SELECT count(*) FROM audit.entries e WHERE e.source = heard.source AND e.subject = heard.subject AND e.sequence = heard.sequence) = 0 -- one by one, on the index: NOT EXISTS may read all entries
    ORDER BY source, subject, sequence, n
  ), appended AS (
    INSERT INTO audit.entries (position, source, subject, sequence, type, leaf, leaf_hash)
    SELECT (SELECT coalesce(max(position), 0) FROM audit.entries) + row_number() OVER (ORDER BY n), source, subject, sequence, type, leaf, leaf_hash
    FROM fresh
  ), followed AS (
    SELECT source, subject, sequence, greatest(
      lag(sequence) OVER (PARTITION BY source, subject ORDER BY sequence),
      (SELECT max(e.sequence) FROM audit.entries e WHERE e.source = fresh.source AND e.subject = fresh.subject), 0) AS previous
    FROM fresh
  )
  INSERT INTO audit.gaps (source, subject)
  SELECT DISTINCT source, subject FROM followed WHERE sequence > previous + 1
  ON CONFLICT DO NOTHING RETURNING source, subject`;

/** Sequences start at 1, so a story is whole when it has as many entries as its highest number. */
const closeGaps = `
  DELETE FROM audit.gaps g
  WHERE (SELECT count(*) = max(e.sequence) FROM audit.entries e WHERE e.source = g.source AND e.subject = g.subject)
  RETURNING source, subject`;

/** The log of everything that happened, in audit's own gap-free order. Only grows. */
export class AuditLog {
  constructor(private readonly database: Database) {}

  /**
   * Appends in the given order what is not there yet, within the ambient transaction.
   * @returns the stories in which a sequence was found missing, and those that are whole again
   */
  async append(
    events: readonly LoggedEvent[],
  ): Promise<{ readonly broken: readonly Story[]; readonly mended: readonly Story[] }> {
    if (events.length === 0) return { broken: [], mended: [] };
    const rows = events.map(event => ({ ...event.envelope, ...leafOf(event) }));
    // in a statement of its own: the next one must see what the holder wrote
    await this.database.sql(`SELECT pg_advisory_xact_lock(hashtext('tuntas.audit'))`);
    const broken = await this.database.sql<Story & { [column: string]: unknown }>(append, [
      rows.map(row => row.source),
      rows.map(row => row.subject),
      rows.map(row => row.sequence),
      rows.map(row => row.type),
      rows.map(row => row.leaf),
      rows.map(row => row.leafHash),
    ]);
    return { broken, mended: await this.database.sql<Story & { [column: string]: unknown }>(closeGaps) };
  }

  /** @returns in how many stories a sequence is missing */
  async gaps(): Promise<number> {
    const [gaps] = await this.database.sql<{ stories: number }>('SELECT count(*)::int AS stories FROM audit.gaps');
    return gaps!.stories;
  }

  /** @throws Error while a sequence of some story is missing */
  async demandWhole(): Promise<void> {
    const [gap] = await this.database.sql<Story & { [column: string]: unknown }>(
      'SELECT source, subject FROM audit.gaps LIMIT 1',
    );
    if (gap) throw new Error(`a sequence of ${gap.source} is missing for ${gap.subject}`);
  }
}
