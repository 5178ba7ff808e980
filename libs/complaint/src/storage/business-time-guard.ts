import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@tuntas/database';
import type { Clock } from '@tuntas/kernel';

const pollMs = 20;

/**
 * After a start no decision is made until business time has passed the newest decision: a database clock that stepped back
 * would make false records (backbone.md section 7).
 */
export class BusinessTimeGuard {
  private checked: Promise<void> | undefined;

  constructor(private readonly database: Database, private readonly clock: Clock) {}

  /** Resolves at once when the check has succeeded before; a failed check is made again. */
  passed(): Promise<void> {
    this.checked ??= this.wait().catch((error: unknown) => { this.checked = undefined; throw error; });
    return this.checked;
  }

  private async wait(): Promise<void> {
    const [row] = await this.database.sql<{ newest: Date | null }>('SELECT max(decided_at) AS newest FROM complaints.complaints');
    while (row?.newest && await this.clock.now() < row.newest) await delay(pollMs);
  }
}
