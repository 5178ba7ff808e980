import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** The reference files of a city with their tables, and the table column for each CSV heading. */
const files: readonly {
  readonly file: string;
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
}[] = [
  { file: 'regions', table: 'regions', columns: { code: 'code', kind: 'kind', parent: 'parent', name: 'name' } },
  {
    file: 'offices',
    table: 'offices',
    columns: {
      code: 'code',
      name_id: 'name',
      kind: 'kind',
      parent: 'parent',
      calendar: 'calendar',
      head_ref: 'head',
      deputy_ref: 'deputy',
      phone: 'phone',
      email: 'email',
      address: 'address',
    },
  },
  {
    file: 'categories',
    table: 'categories',
    columns: { code: 'code', label_id: 'label_id', label_en: 'label_en', office: 'office' },
  },
  {
    file: 'counters',
    table: 'counters',
    columns: { code: 'code', name: 'name', kind: 'kind', office: 'office', region: 'region' },
  },
  { file: 'synonyms', table: 'synonyms', columns: { word: 'code', formal: 'formal', kind: 'kind' } },
];

/**
 * Reads a small CSV file: comma separated, without quotes, with or without a byte order mark. An empty field is null.
 * @throws Error with file and line of a malformed row
 */
export const readCsv = async (file: string): Promise<Record<string, string | null>[]> => {
  const [header, ...lines] = (await readFile(file, 'utf8'))
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter(line => line !== '');
  const names = header!.split(',');
  return lines.map((line, i) => {
    const fields = line.split(',');
    if (fields.length !== names.length)
      throw new Error(`${file}:${i + 2}: ${fields.length} fields instead of ${names.length}`);
    return Object.fromEntries(names.map((name, k) => [name, fields[k] === '' ? null : fields[k]!]));
  });
};

/** Upserts the reference data of the seed folder into the database. Deletes no rows. */
export const seedReference = async (adminUrl: string, seedFolder: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('BEGIN');
    await admin.query(`SELECT pg_advisory_xact_lock(hashtext('tuntas.seed'))`);
    for (const { file, table, columns } of files) {
      const rows = await readCsv(join(seedFolder, `${file}.csv`));
      const names = Object.values(columns);
      await admin.query(
        `INSERT INTO reference.${table} (${names.join(', ')})
         SELECT * FROM unnest(${names.map((_, i) => `$${i + 1}::text[]`).join(', ')})
         ON CONFLICT (code) DO UPDATE SET ${names.map(name => `${name} = excluded.${name}`).join(', ')}`,
        Object.keys(columns).map(column => rows.map(row => row[column] ?? null)),
      );
    }
    await admin.query(`INSERT INTO reference.versions VALUES ('routing-rules', 1) ON CONFLICT DO NOTHING`);
    await admin.query('COMMIT');
  } finally {
    await admin.end();
  }
};
