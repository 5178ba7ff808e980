import type { Database } from '@tuntas/database';
import { DomainError } from '@tuntas/kernel';

const checkIntervalMs = 1_000;
/** Up to this lag, acts are decided at the last instant that business time has reached. */
const maxLag = '2 seconds';

/**
 * Rejects acts over HTTP while the database clock is far behind the business time already reached. A duty fulfilled in
 * that state would be recorded as met at the instant where business time has stopped
 * (docs/consistency.md#business-time).
 */
export class BusinessTimeGuard {
  private check: Promise<boolean> | undefined;
  private nextCheckAt = 0;

  constructor(private readonly database: Database) {}

  /** Queries the database at most once per `checkIntervalMs`. @throws DomainError unavailable `clock.behind` */
  async ensureNotBehind(): Promise<void> {
    if (!this.check || performance.now() >= this.nextCheckAt) {
      this.nextCheckAt = performance.now() + checkIntervalMs;
      this.check = this.isFarBehind();
      this.check.catch(() => {
        this.check = undefined;
      });
    }
    if (await this.check)
      throw new DomainError(
        'unavailable',
        'clock.behind',
        'the database clock is behind what business time has reached',
      );
  }

  private async isFarBehind(): Promise<boolean> {
    const [row] = await this.database.sql<{ far: boolean }>(`SELECT clock.behind() > interval '${maxLag}' AS far`);
    return row!.far;
  }
}
