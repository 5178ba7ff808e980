import type { Database } from '@tuntas/database';
import type { HealthChecks } from './health-checks.js';

const toleratedMs = 60_000;

/**
 * Registers readiness warnings for clocks that stepped back or differ. The difference also shows a forward step, which
 * no other check detects.
 */
export const watchClocks = (database: Database, health: HealthChecks): void => {
  health.warn('the database clock has stepped back: business time stands still until it has caught up', async () => {
    const [row] = await database.sql<{ behind: boolean }>(`SELECT clock.behind() > interval '0' AS behind`);
    return row!.behind;
  });
  health.warn(
    'the clocks of the database and of this machine differ by more than a minute: due instants follow the database',
    async () => {
      const [row] = await database.sql<{ ms: number }>(
        'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms',
      );
      return Math.abs(row!.ms - Date.now()) > toleratedMs;
    },
  );
};
