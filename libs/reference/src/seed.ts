import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database, type EntitySchema } from '@tuntas/database';
import {
  categoryEntity,
  counterEntity,
  officeEntity,
  referenceEntities,
  regionEntity,
  synonymEntity,
} from './entities.js';

/** Upserts the rows of one file. */
type Seeder = (database: Database, seedFolder: string) => Promise<void>;
/** @param headings the CSV heading of each property */
const seederOf =
  <Row extends { readonly code: string }>(
    file: string,
    schema: EntitySchema<Row>,
    headings: { readonly [P in keyof Row & string]-?: string },
  ): Seeder =>
  async (database, seedFolder) => {
    const rows = (await readCsv(join(seedFolder, `${file}.csv`))).map(line =>
      Object.fromEntries(
        Object.entries<string>(headings).map(([property, heading]) => [property, line[heading] ?? null]),
      ),
    );
    await database.repository(schema).upsert(rows as object[], ['code']);
  };

/** The reference files of a city, in the order of their foreign keys. */
const seeders: readonly Seeder[] = [
  seederOf('regions', regionEntity, { code: 'code', kind: 'kind', parent: 'parent', name: 'name' }),
  seederOf('offices', officeEntity, {
    code: 'code',
    name: 'name_id',
    kind: 'kind',
    parent: 'parent',
    calendar: 'calendar',
    head: 'head_ref',
    deputy: 'deputy_ref',
    phone: 'phone',
    email: 'email',
    address: 'address',
  }),
  seederOf('categories', categoryEntity, {
    code: 'code',
    labelId: 'label_id',
    labelEn: 'label_en',
    office: 'office',
  }),
  seederOf('counters', counterEntity, {
    code: 'code',
    name: 'name',
    kind: 'kind',
    office: 'office',
    region: 'region',
  }),
  seederOf('synonyms', synonymEntity, { code: 'word', formal: 'formal', kind: 'kind' }),
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
  const database = await Database.open({
    url: adminUrl,
    name: 'tuntas seed',
    poolSize: 1,
    entities: referenceEntities,
  });
  try {
    await database.transaction(async () => {
      await database.sql(`SELECT pg_advisory_xact_lock(hashtext('tuntas.seed'))`);
      for (const seed of seeders) await seed(database, seedFolder);
      await database.run(`INSERT INTO reference.versions VALUES ('routing-rules', 1) ON CONFLICT DO NOTHING`);
    });
  } finally {
    await database.close();
  }
};
