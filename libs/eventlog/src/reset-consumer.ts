import pg from 'pg';

/**
 * Resets a projecting consumer in one transaction: truncates the tables of its schema, deletes its parked events, and
 * sets its position before the first event. A running consumer continues from there; a stopped one at its next start.
 * @param adminUrl URL of an administrator role
 * @param consumer name of the consumer and of its schema, which must contain only data derived from events and views
 * @returns the number of events to consume again
 */
export const resetConsumer = async (adminUrl: string, consumer: string): Promise<number> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('BEGIN');
    // Lock order without deadlock: first the positions, which every batch locks, then the parked events, then the
    // tables that batches and retries write.
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
