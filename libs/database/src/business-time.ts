import { BusinessTime } from '@tuntas/kernel';
import { Database } from './database.js';

/**
 * Business time as the database tells it; in a transaction that holds a lock this is the instant after the wait. It
 * never goes back: where the server's clock does, it stands still at the last instant that a transaction read.
 */
export class DatabaseBusinessTime extends BusinessTime {
  constructor(private readonly database: Database) {
    super();
  }

  /** @returns the business instant, cut to milliseconds */
  async now(): Promise<Date> {
    const [row] = await this.database.sql<{ now: Date }>(
      this.database.inTransaction ? 'SELECT clock.advance() AS now' : 'SELECT clock.now() AS now',
    );
    return row!.now;
  }
}
