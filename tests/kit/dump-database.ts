import pg from 'pg';
import { migrationsFor, roleNames } from '@tuntas/database';
import { anyDeployment, deployment } from './database.js';

/** The statements of all migrations by name, with role names of any deployment. */
export const migrationStatements = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const byName = new Map<string, string[]>();
  for (const Migration of migrationsFor(roleNames(anyDeployment))) {
    const migration = new Migration();
    const statements: string[] = [];
    const query = async (sql: string) => statements.push(sql);
    await migration.up({ query } as unknown as Parameters<typeof migration.up>[0]);
    byName.set(migration.name!, statements);
  }
  return byName;
};

const migrationsTable = `CREATE TABLE migrations (
  id serial NOT NULL, "timestamp" bigint NOT NULL, name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id))`; // as TypeORM creates it

/** Writes a database as SQL: the migrations that created it and its rows as JSON (pg_dump is not installed). */
export const dumpDatabase = async (adminUrl: string): Promise<string> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const all = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows;
    const migrations = await all<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    const statements = await migrationStatements();
    const tables = await all<{ name: string; columns: string }>(
      `SELECT a.attrelid::regclass::text AS name, string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) AS columns
       FROM pg_attribute a
       JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
         AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
       GROUP BY 1 ORDER BY 1`,
    );
    const inserts: string[] = [];
    for (const { name, columns } of tables) {
      const [row] = await all<{ json: string | null }>(
        `SELECT json_agg(t ORDER BY t)::text AS json FROM (SELECT ${columns} FROM ${name}) AS t`,
      );
      if (row!.json !== null)
        inserts.push(
          `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${name}, $rows$${row!.json}$rows$)`,
        );
    }
    const sequences = await all<{ sql: string }>(
      `SELECT format('SELECT setval(%L, %s)', format('%I.%I', schemaname, sequencename), last_value) AS sql
       FROM pg_sequences WHERE last_value IS NOT NULL ORDER BY 1`,
    );
    return [
      'BEGIN',
      migrationsTable,
      ...migrations.flatMap(({ name }) => statements.get(name)!),
      'SET LOCAL session_replication_role = replica', // no triggers
      ...inserts.map(sql => sql.replaceAll(`${deployment}_`, `${anyDeployment}_`)),
      ...sequences.map(({ sql }) => sql),
      'COMMIT',
    ].join(';\n');
  } finally {
    await client.end();
  }
};
