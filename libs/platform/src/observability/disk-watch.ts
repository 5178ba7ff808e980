import { isDiskFull } from '@tuntas/database';
import type { HealthChecks } from './health-checks.js';

/**
 * Registers a readiness warning for a full disk. The process stays ready, because it can still read.
 * @param dataFolder null if the database server runs on another machine
 */
export const watchDisk = (dataFolder: string | null, health: HealthChecks): void =>
  health.warn('the disk of the database is full: nothing can be recorded until there is room', () =>
    isDiskFull(dataFolder),
  );
