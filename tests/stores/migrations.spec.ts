import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import pg from 'pg';
import { migrate } from '@tuntas/database';
import { createDatabase, deployment, restoreDatabase, rolePasswords, type TestDatabase } from '../kit/database.js';
import { databaseSchema } from '../kit/database-schema.js';
import { migrationStatements } from '../kit/dump-database.js';

// Dumps of databases by version and Git revision. Each is the city of tests/contracts/golden.spec.ts, which emits every
// event. CONTRIBUTING.md says how to add one.
const folder = join(__dirname, 'releases');

type Columns = Readonly<Record<string, string>>;

describe.each(readdirSync(folder))('database of %s', file => {
  const dump = brotliDecompressSync(readFileSync(join(folder, file))).toString();
  const cleanups: (() => Promise<void>)[] = [];
  let fresh: pg.Client;
  let migrated: pg.Client;
  let columns: Columns;
  let before: Awaited<ReturnType<typeof contentOf>>;
  let recorded: readonly string[];

  beforeAll(async () => {
    const connect = async ({ adminUrl, drop }: TestDatabase): Promise<pg.Client> => {
      const client = new pg.Client({ connectionString: adminUrl });
      cleanups.push(() => client.end(), drop);
      await client.connect();
      return client;
    };
    fresh = await connect(await createDatabase());
    const released = await restoreDatabase(dump);
    migrated = await connect(released);
    columns = await columnsOf(migrated);
    before = await contentOf(migrated, columns);
    recorded = await migrationsOf(migrated);
    await migrate({ adminUrl: released.adminUrl, deployment, passwords: rolePasswords(), production: false });
  });
  afterAll(async () => {
    for (const cleanup of cleanups) await cleanup();
  });

  test('keeps all rows when it is migrated', async () => {
    expect(before['complaints.complaints']?.count).toBeGreaterThan(20);
    expect(await contentOf(migrated, columns)).toEqual(before);
  });

  test('has the columns, definitions, owners and rights of a fresh database once it is migrated', async () => {
    const expected = await databaseSchema(fresh);
    expect(Object.keys(expected).length).toBeGreaterThan(700);
    expect(await databaseSchema(migrated)).toEqual(expected);
    expect(await migrationsOf(migrated)).toEqual(await migrationsOf(fresh));
  });

  test('was created by the oldest migrations, whose SQL has not changed except for comments', async () => {
    const today = await migrationStatements();
    expect([...today.keys()].slice(0, recorded.length)).toEqual(recorded);
    const sql = withoutComments(dump);
    for (const name of recorded)
      expect([name, sql.includes(withoutComments(today.get(name)!.join(';\n')))]).toEqual([name, true]);
  });
});

const withoutComments = (sql: string): string => sql.replaceAll(/--.*$/gm, '');

const migrationsOf = async (client: pg.Client): Promise<readonly string[]> =>
  (await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id')).rows.map(({ name }) => name);

/** The columns of each table that has data of the system. */
const columnsOf = async (client: pg.Client): Promise<Columns> => {
  const { rows } = await client.query<{ name: string; columns: string }>(
    `SELECT a.attrelid::regclass AS name, string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) AS columns
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|public)'
       AND a.attnum > 0 AND NOT a.attisdropped
     GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
};

/** The number of rows of each table, and a checksum of the given columns. */
const contentOf = async (client: pg.Client, columns: Columns) => {
  const content: Record<string, { readonly count: number; readonly checksum: string | null }> = {};
  for (const [table, list] of Object.entries(columns)) {
    const { rows } = await client.query<{ count: number; checksum: string | null }>(
      `SELECT count(*)::int, md5(string_agg(t::text, ';' ORDER BY t::text)) AS checksum FROM (SELECT ${list} FROM ${table}) AS t`,
    );
    content[table] = rows[0]!;
  }
  return content;
};
