import type { Database } from '@tuntas/database';
import { DomainError, type Actor } from '@tuntas/kernel';
import { DisclosureLimit } from '../use-cases/ports.js';

/** The disclosures of the last hour in real time, not business time. */
const recent = `ARRAY(SELECT t FROM unnest(d.times) AS t WHERE t > clock_timestamp() - interval '1 hour')`;

/**
 * Counts disclosures in the database, shared by all processes. The upsert locks the row of the person, so concurrent
 * requests cannot exceed the limit.
 */
export class PgDisclosureLimit extends DisclosureLimit {
  constructor(
    private readonly database: Database,
    private readonly perHour: number,
    private readonly onRefused: () => void,
  ) {
    super();
  }

  async count({ ref }: Actor): Promise<void> {
    const counted = await this.database.run(
      `INSERT INTO vault.disclosures AS d (ref, times) VALUES ($1, ARRAY[clock_timestamp()])
       ON CONFLICT (ref) DO UPDATE SET times = ${recent} || clock_timestamp() WHERE cardinality(${recent}) < $2`,
      [ref, this.perHour],
    );
    if (counted > 0) return;
    this.onRefused();
    const [row] = await this.database.sql<{ seconds: number }>(
      `SELECT ceil(extract(epoch FROM min(t) + interval '1 hour' - clock_timestamp()))::int AS seconds
       FROM vault.disclosures d, unnest(${recent}) AS t WHERE d.ref = $1`,
      [ref],
    );
    throw new DomainError('too-many', 'identity.too-many', `more than ${this.perHour} within an hour`, {
      retryAfter: Math.max(1, row?.seconds ?? 1),
    });
  }
}
