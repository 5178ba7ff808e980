import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { historyText, loginRoles, migrate, roleNames, type LoginRole, type Mode } from '@tuntas/database';
import { seedReference } from '@tuntas/reference';

/** Prefix of the role names in tests. Roles are cluster-wide, so all tests of a run share them and their passwords. */
export const deployment = 'tuntas_test';
/** Stands for the prefix in dumps. */
export const anyDeployment = '{deployment}';
export const seedFolder = 'deploy/seed/banjarmasin';

const serverUrl = (): string => {
  const url = process.env['TUNTAS_TEST_DATABASE_URL'];
  if (!url) throw new Error('Specs that need a server run under the project "servers" of jest.');
  return url;
};
const urlOf = (database: string): string => Object.assign(new URL(serverUrl()), { pathname: `/${database}` }).href;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Derives the same passwords in every worker of a run. They are unpredictable because the server's password is. */
export const rolePasswords = (): Record<LoginRole, string> =>
  Object.fromEntries(loginRoles.map(role => [role, digest(`${serverUrl()} ${role}`)])) as Record<LoginRole, string>;

export interface TestDatabase {
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/**
 * Creates a migrated and seeded database for one spec, as a copy of a template that is created once.
 * @param mode the mode of the installation
 */
export const createDatabase = async (mode: Mode = 'development'): Promise<TestDatabase> => {
  const template = `tuntas_template_${digest(`${serverUrl()} ${historyText(roleNames(deployment))}`).slice(0, 12)}`;
  const name = `tuntas_${randomBytes(6).toString('hex')}`;
  await asAdmin(async admin => {
    await admin.query(`SELECT pg_advisory_lock(hashtext('tuntas.template'))`);
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (!rowCount) await makeTemplate(admin, template);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  if (mode === 'production')
    await asAdmin(async admin => {
      await admin.query('UPDATE eventlog.installation SET mode = $1', [mode]);
    }, urlOf(name));
  return testDatabase(name);
};

const testDatabase = (name: string): TestDatabase => ({
  adminUrl: urlOf(name),
  drop: () =>
    asAdmin(async admin => {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }),
});

/**
 * Creates a database from a dump, whose roles exist once `createDatabase` has run.
 * @param dump the SQL of `dumpDatabase`
 */
export const restoreDatabase = async (dump: string): Promise<TestDatabase> => {
  const name = `tuntas_${randomBytes(6).toString('hex')}`;
  await asAdmin(async admin => {
    await admin.query(`CREATE DATABASE ${name}`);
  });
  await asAdmin(async admin => {
    await admin.query(dump.replaceAll(anyDeployment, deployment));
  }, urlOf(name));
  return testDatabase(name);
};

/** Replaces the reference data with those of another city, in a database on which no service has run yet. */
export const reseed = async (adminUrl: string, folder: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(
      'TRUNCATE reference.offices, reference.categories, reference.regions, reference.counters, reference.synonyms',
    );
  } finally {
    await admin.end();
  }
  await seedReference(adminUrl, folder);
};

const makeTemplate = async (admin: pg.Client, template: string): Promise<void> => {
  const draft = `${template}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${draft}`);
  await migrate({ adminUrl: urlOf(draft), deployment, passwords: rolePasswords(), production: false });
  await seedReference(urlOf(draft), seedFolder);
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
};

const asAdmin = async (work: (admin: pg.Client) => Promise<void>, url = serverUrl()): Promise<void> => {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
};
