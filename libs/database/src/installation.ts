import type pg from 'pg';
import type { Database } from './database.js';

/**
 * The mode in which a database was created. In development anyone can create tokens and move time, so a development
 * database must not be used in production, nor a production database in development.
 */
export type Mode = 'development' | 'production';

const checkMode = (created: Mode, configured: Mode): void => {
  if (created === configured) return;
  throw new Error(
    created === 'production'
      ? 'This database was made in production, and this process is in development, where anybody may make tokens and move time: set NODE_ENV=production, or DATABASE_URL to another database.'
      : 'This database was made in development, where anybody may make tokens and move time: set DATABASE_URL to a database of its own for production.',
  );
};

/** @throws Error with one sentence if the database was created in the other mode */
export const checkModeOf = async (database: Database, configured: Mode): Promise<void> => {
  const [row] = await database.sql<{ mode: Mode }>('SELECT mode FROM eventlog.installation');
  if (row) checkMode(row.mode, configured);
};

/**
 * Checks the mode before the migration changes anything. A database of an earlier version is a production database if
 * it has the constraint that forbids a development clock.
 * @param admin a connection of an administrator role
 * @throws Error with one sentence if the database was created in the other mode
 */
export const demandModeBeforeMigration = async (admin: pg.Client, configured: Mode): Promise<void> => {
  const {
    rows: [found],
  } = await admin.query<{ installation: boolean; guarded: boolean }>(
    `SELECT to_regclass('eventlog.installation') IS NOT NULL AS installation,
       EXISTS (SELECT FROM pg_constraint WHERE conname = 'no_bent_time_in_production') AS guarded`,
  );
  if (found!.installation) {
    const {
      rows: [row],
    } = await admin.query<{ mode: Mode }>('SELECT mode FROM eventlog.installation');
    if (row) return checkMode(row.mode, configured);
  }
  if (found!.guarded) checkMode('production', configured);
};

export const rememberMode = async (admin: pg.Client, mode: Mode): Promise<void> => {
  await admin.query('INSERT INTO eventlog.installation (mode) VALUES ($1) ON CONFLICT DO NOTHING', [mode]);
};
