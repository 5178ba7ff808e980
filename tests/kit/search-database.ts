import pg from 'pg';

export interface Found {
  readonly table: string;
  readonly column: string;
  readonly rows: number;
}

/**
 * Searches all tables of the application schemas for a text: in text columns, JSON, arrays and bytes.
 * @returns the columns with matches, and the row count of each table
 */
export const searchDatabase = async (
  url: string,
  marker: RegExp,
): Promise<{ readonly found: readonly Found[]; readonly rowsIn: ReadonlyMap<string, number> }> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string; quoted: string }>(
      `SELECT table_schema || '.' || table_name AS name, format('%I.%I', table_schema, table_name) AS quoted
       FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1`,
    );
    const found: Found[] = [];
    const rowsIn = new Map<string, number>();
    for (const { name, quoted } of tables.rows) {
      const { rows } = await client.query<Record<string, unknown>>(
        `SELECT t.*, t::text AS "(the whole row)" FROM ${quoted} t`,
      );
      rowsIn.set(name, rows.length);
      for (const column of Object.keys(rows[0] ?? {})) {
        const hits = rows.filter(row => readings(row[column]).some(text => marker.test(text)));
        if (hits.length > 0) found.push({ table: name, column, rows: hits.length });
      }
    }
    return { found, rowsIn };
  } finally {
    await client.end();
  }
};

/** All readings of a value as text. */
const readings = (value: unknown): string[] => {
  if (Buffer.isBuffer(value)) return [value.toString('utf8'), value.toString('latin1'), value.toString('utf16le')];
  if (Array.isArray(value)) return value.flatMap(readings);
  if (value === null || value === undefined || value instanceof Date) return [];
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)];
};
