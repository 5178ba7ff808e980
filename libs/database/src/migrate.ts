import pg from 'pg';
import { DataSource } from 'typeorm';
import { bootstrapRoles } from './bootstrap-roles.js';
import { demandModeBeforeMigration, rememberMode } from './installation.js';
import { migrationsFor } from './migrations/index.js';
import { roleNames, type LoginRole } from './roles.js';

export interface MigrationOptions {
  /** Connection URL of an administrator role. */
  readonly adminUrl: string;
  /** Name prefix of the cluster-wide roles. */
  readonly deployment: string;
  readonly passwords: Readonly<Record<LoginRole, string>>;
  readonly production: boolean;
}

const oldestServer = 160_000;

/**
 * Creates or updates roles, schemas, tables and rights. Idempotent and safe for several processes at once, which wait
 * for each other.
 * @throws Error with one sentence if the server is too old, the database was created in the other mode, or has a
 *   development clock in production
 */
export const migrate = async ({ adminUrl, deployment, passwords, production }: MigrationOptions): Promise<void> => {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: `${deployment}-migrate` });
  await admin.connect();
  try {
    const version = Number(
      (await admin.query<{ v: string }>(`SELECT current_setting('server_version_num') AS v`)).rows[0]!.v,
    );
    if (version < oldestServer) throw new Error('Tuntas needs PostgreSQL 16 or newer.');
    await admin.query(`SELECT pg_advisory_lock(hashtext('tuntas.migrate'))`);
    const mode = production ? 'production' : 'development';
    await demandModeBeforeMigration(admin, mode);
    await bootstrapRoles(admin, deployment, passwords);
    const source = new DataSource({
      type: 'postgres',
      url: adminUrl,
      poolSize: 1,
      migrations: migrationsFor(roleNames(deployment)),
      migrationsTableName: 'migrations',
      migrationsTransactionMode: 'all',
      logging: false,
    });
    await source.initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
    await guardBusinessClock(admin, production);
    await rememberMode(admin, mode);
  } finally {
    await admin.end();
  }
};

/**
 * Forbids a development clock in production with a constraint.
 * @throws Error with one sentence if the database has a development clock
 */
const guardBusinessClock = async (admin: pg.Client, production: boolean): Promise<void> => {
  await admin.query('ALTER TABLE clock.anchor DROP CONSTRAINT IF EXISTS no_bent_time_in_production');
  if (!production) return;
  const { rowCount } = await admin.query('SELECT FROM clock.anchor');
  if (rowCount)
    throw new Error(
      'This database has a development clock (a row in clock.anchor): it must not be used in production.',
    );
  await admin.query('ALTER TABLE clock.anchor ADD CONSTRAINT no_bent_time_in_production CHECK (false)');
};
