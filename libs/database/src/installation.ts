import type pg from 'pg';
import type { Database } from './database.js';

/**
 * Who may use a database: one where anybody could make tokens and move time is never a real one, nor the other way
 * round.
 */
export type Mode = 'development' | 'production';

const demandMode = (made: Mode, wanted: Mode): void => {
  if (made === wanted) return;
  throw new Error(
    made === 'production'
      ? 'This database was made in production, and this process is in development, where anybody may make tokens and move time: set NODE_ENV=production, or DATABASE_URL to another database.'
      : 'This database was made in development, where anybody may make tokens and move time: set DATABASE_URL to a database of its own for production.',
  );
};

/** @throws Error with one sentence where the database was made in the other mode */
export const demandModeOf = async (database: Database, wanted: Mode): Promise<void> => {
  const [row] = await database.sql<{ mode: Mode }>('SELECT mode FROM eventlog.installation');
  if (row) demandMode(row.mode, wanted);
};

/**
 * The same before anything is changed. Of a database of an earlier version production is told by the constraint that
 * forbade it a bent clock.
 * @param admin a connection whose role may do everything
 */
export const demandModeBeforeMigration = async (admin: pg.Client, wanted: Mode): Promise<void> => {
  const {
    rows: [there],
  } = await admin.query<{ installation: boolean; guarded: boolean }>(
    `SELECT to_regclass('eventlog.installation') IS NOT NULL AS installation,
       EXISTS (SELECT FROM pg_constraint WHERE conname = 'no_bent_time_in_production') AS guarded`,
  );
  if (there!.installation) {
    const {
      rows: [row],
    } = await admin.query<{ mode: Mode }>('SELECT mode FROM eventlog.installation');
    if (row) return demandMode(row.mode, wanted);
  }
  if (there!.guarded) demandMode('production', wanted);
};

export const rememberMode = async (admin: pg.Client, mode: Mode): Promise<void> => {
  await admin.query('INSERT INTO eventlog.installation (mode) VALUES ($1) ON CONFLICT DO NOTHING', [mode]);
};
