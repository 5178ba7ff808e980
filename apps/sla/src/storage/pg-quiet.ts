import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { Quiet } from '../use-cases/ports.js';

/** Polling interval in ms: short for a fast response, long enough to leave the database to the consumers. */
const pollMs = 2;

/**
 * Reads from the tables whether all events have been consumed. A parked event that will be retried counts as not
 * consumed.
 */
@Injectable()
export class PgQuiet extends Quiet {
  constructor(private readonly database: Database) {
    super();
  }

  /** Needs two quiet polls in a row, because a single poll can miss an event between outbox, log and consumer. */
  async reached(): Promise<void> {
    for (let quiet = 0; quiet < 2;) {
      quiet = (await this.isQuiet()) ? quiet + 1 : 0;
      if (quiet === 0) await delay(pollMs);
    }
  }

  async nextDue(): Promise<Date | null> {
    const [row] = await this.database.sql<{ next: Date | null }>('SELECT min(next_due) AS next FROM sla.heads');
    return row!.next;
  }

  async anyComplaint(): Promise<boolean> {
    const [row] = await this.database.sql<{ any: boolean }>(
      'SELECT EXISTS (SELECT FROM complaints.published_complaints) AS any',
    );
    return row!.any;
  }

  private async isQuiet(): Promise<boolean> {
    const [row] = await this.database.sql<{ quiet: boolean }>(`
      SELECT NOT EXISTS (SELECT FROM eventlog.outbox)
        AND NOT EXISTS (SELECT FROM eventlog.lag WHERE behind > 0)
        AND NOT EXISTS (SELECT FROM eventlog.parked p WHERE NOT EXISTS (
          SELECT FROM eventlog.parked g
          WHERE g.consumer = p.consumer AND g.subject = p.subject
            AND g.position <= p.position AND g.retry_at IS NULL))
        AND NOT EXISTS (SELECT FROM sla.heads WHERE next_due <= (SELECT clock.now())) AS quiet`);
    return row!.quiet;
  }
}
