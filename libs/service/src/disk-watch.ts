import { isDiskFull } from '@tuntas/database';
import type { HealthChecks } from './health-checks.js';

/**
 * Lets readiness tell that nothing more can be written; what is there can still be read, so the process stays ready.
 * @param dataFolder null where the server is elsewhere
 */
export const watchDisk = (dataFolder: string | null, health: HealthChecks): void =>
  health.warn('the disk of the database is full: nothing can be recorded until there is room', () =>
    isDiskFull(dataFolder),
  );
