import type { Database } from '@tuntas/database';
import { DomainError } from '@tuntas/kernel';

const lookEveryMs = 1_000;
/** While business time stands still for no longer than this, acts go on at the instant where it stands. */
const timeoutMs = '2 seconds';

/**
 * Refuses acts over HTTP while the clock of the database is far behind business time: a duty met then would count as
 * met at the instant where business time stands (docs/consistency.md#business-time).
 */
export class BusinessTimeGuard {
  private look: Promise<boolean> | undefined;
  private lookAgainAt = 0;

  constructor(private readonly database: Database) {}

  /** Looks now and then, not for every act. @throws DomainError unavailable `clock.behind` */
  async passed(): Promise<void> {
    if (!this.look || performance.now() >= this.lookAgainAt) {
      this.lookAgainAt = performance.now() + lookEveryMs;
      this.look = this.isFarBehind();
      this.look.catch(() => {
        this.look = undefined;
      });
    }
    if (await this.look)
      throw new DomainError(
        'unavailable',
        'clock.behind',
        'the database clock is behind what business time has reached',
      );
  }

  private async isFarBehind(): Promise<boolean> {
    const [row] = await this.database.sql<{ far: boolean }>(`SELECT clock.behind() > interval '${timeoutMs}' AS far`);
    return row!.far;
  }
}
