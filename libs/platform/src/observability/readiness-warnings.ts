import { setTimeout as delay } from 'node:timers/promises';
import { createdAt, isDiskFull, type Database } from '@tuntas/database';
import type { HealthChecks } from './health-checks.js';

/**
 * Registers a readiness warning for a full disk. The process stays ready, because it can still read.
 * @param dataFolder null if the database server runs on another machine
 */
export const watchDisk = (dataFolder: string | null, health: HealthChecks): void =>
  health.warn('the disk of the database is full: nothing can be recorded until there is room', () =>
    isDiskFull(dataFolder),
  );

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

/** A healthy relay publishes events within milliseconds, or within seconds after a burst. */
const standstillMs = 30_000;
/** A working relay removes the oldest rows within this time. */
const recheckMs = 500;

interface Oldest {
  readonly id: number;
  readonly event_id: string;
  readonly [column: string]: unknown;
}

/**
 * Registers readiness warnings for events that are not published. The process stays ready, because acts still succeed
 * and their events are stored in the outbox.
 */
export const watchOutbox = (database: Database, health: HealthChecks): void => {
  const oldest = async (): Promise<Oldest | undefined> =>
    (await database.sql<Oldest>('SELECT id, event_id FROM eventlog.outbox ORDER BY id LIMIT 1'))[0];
  health.warn(
    `the relay stands still: the oldest event has waited in the outbox for more than ${standstillMs / 1_000} s`,
    async () => {
      const first = await oldest();
      if (!first || Date.now() - (createdAt(first.event_id)?.getTime() ?? 0) < standstillMs) return false;
      await delay(recheckMs);
      return (await oldest())?.id === first.id;
    },
  );
  health.warn('events were rejected and are not published: see eventlog.outbox_rejected', async () => {
    const [row] = await database.sql<{ any: boolean }>(
      'SELECT EXISTS (SELECT FROM eventlog.outbox_rejected WHERE settled_at IS NULL) AS any',
    );
    return row!.any;
  });
};
