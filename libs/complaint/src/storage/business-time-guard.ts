import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@tuntas/database';
import { DomainError, type Clock } from '@tuntas/kernel';

const pollMs = 20;
/** A small step back is waited out; meanwhile a request would only stand in line. */
const patienceMs = 2_000;

/**
 * After a start no decision is made until business time has passed the newest decision: a database clock that stepped back
 * would make false records (backbone.md section 7).
 */
export class BusinessTimeGuard {
  private checked: Promise<void> | undefined;

  constructor(private readonly database: Database, private readonly clock: Clock) {}

  /**
   * Resolves at once when the check has succeeded before; a failed check is made again.
   * @throws DomainError unavailable `clock.behind` while business time is further back than can be waited out
   */
  passed(): Promise<void> {
    this.checked ??= this.wait().catch((error: unknown) => { this.checked = undefined; throw error; });
    return this.checked;
  }

  private async wait(): Promise<void> {
    const [row] = await this.database.sql<{ newest: Date | null }>('SELECT max(decided_at) AS newest FROM complaints.complaints');
    const hopeless = performance.now() + patienceMs;
    while (row?.newest && await this.clock.now() < row.newest) {
      if (performance.now() > hopeless) throw new DomainError('unavailable', 'clock.behind', 'business time is behind the newest decision');
      await delay(pollMs);
    }
  }
}
