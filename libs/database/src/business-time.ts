import { BusinessTime } from '@tuntas/kernel';
import { Database } from './database.js';

/**
 * Reads business time from the database. In a transaction that has waited for a lock it is the instant after the wait.
 * It is monotonic: if the server's clock steps back, business time stays at the last instant read by a transaction.
 */
export class DatabaseBusinessTime extends BusinessTime {
  constructor(private readonly database: Database) {
    super();
  }

  /** @returns the current business time, truncated to milliseconds */
  async now(): Promise<Date> {
    const [row] = await this.database.sql<{ now: Date }>(
      this.database.inTransaction ? 'SELECT clock.advance() AS now' : 'SELECT clock.now() AS now',
    );
    return row!.now;
  }
}
