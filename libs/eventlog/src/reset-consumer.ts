import pg from 'pg';

/**
 * Lets a consumer that only folds events begin again: empties the tables of its schema, forgets what it has parked, and
 * puts it before the first event, all at once. If it runs it goes on from there; otherwise at its next start.
 * @param adminUrl names a role that may do everything
 * @param consumer its schema has the same name, and holds nothing that its events and the owners' views do not tell
 * @returns how many events it has to hear
 */
export const resetConsumer = async (adminUrl: string, consumer: string): Promise<number> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('BEGIN');
    // First its places, which every batch holds, then what it retries, then the tables that both write: nobody waits in
    // a circle.
    await admin.query('UPDATE eventlog.positions SET position = 0 WHERE consumer = $1', [consumer]);
    await admin.query('DELETE FROM eventlog.parked WHERE consumer = $1', [consumer]);
    const tables = await admin.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = $1 ORDER BY tablename`,
      [consumer],
    );
    await admin.query(`TRUNCATE ${tables.rows.map(({ name }) => name).join(', ')}`);
    const lag = await admin.query<{ behind: number }>('SELECT behind FROM eventlog.lag WHERE consumer = $1', [
      consumer,
    ]);
    await admin.query('COMMIT');
    return lag.rows[0]?.behind ?? 0;
  } finally {
    await admin.end();
  }
};
