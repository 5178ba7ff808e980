import pg from 'pg';

/**
 * Ensures that all events of a database are stored in one log. A migration from PostgreSQL to Kafka moves the published
 * events back into the outbox, in order and before the waiting ones. The relay publishes them again on Kafka. Consumers
 * process the events they have not processed yet; their inboxes skip the others. The migration cannot be reverted.
 * @param adminUrl URL of an administrator role
 * @param location the log that the configuration selects
 * @returns the number of moved events
 * @throws Error with one sentence if the events are stored on Kafka and `location` is `postgres`
 */
export const ensureLogLocation = async (adminUrl: string, location: 'kafka' | 'postgres'): Promise<number> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    if (location === 'kafka') return await moveToOutbox(admin);
    const { rowCount } = await admin.query('SELECT FROM eventlog.kafka_ends LIMIT 1');
    if (rowCount)
      throw new Error('The events of this database are stored on Kafka: set KAFKA_BROKERS, or use another database.');
    return 0;
  } finally {
    await admin.end();
  }
};

const moveToOutbox = async (admin: pg.Client): Promise<number> => {
  await admin.query('BEGIN');
  await admin.query('LOCK TABLE eventlog.outbox, eventlog.log IN ACCESS EXCLUSIVE MODE');
  const { rowCount } = await admin.query('SELECT FROM eventlog.log LIMIT 1');
  if (rowCount === 0) {
    await admin.query('ROLLBACK');
    return 0;
  }
  const columns = 'event_id, source, subject, sequence, type, envelope, data';
  await admin.query(`CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
    SELECT 0 AS part, position AS n, ${columns} FROM eventlog.log
    UNION ALL
    SELECT 1, id, ${columns} FROM eventlog.outbox`);
  await admin.query('TRUNCATE eventlog.outbox, eventlog.log');
  await admin.query('DELETE FROM eventlog.positions');
  await admin.query('DELETE FROM eventlog.told'); // all events are published again
  // Negative positions keep parked events before all events that Kafka delivers for their subject.
  await admin.query('UPDATE eventlog.parked SET position = position - (SELECT max(n) + 1 FROM moved WHERE part = 0)');
  await admin.query(`INSERT INTO eventlog.outbox (${columns}) SELECT ${columns} FROM moved ORDER BY part, n`);
  const count = await admin.query<{ n: number }>('SELECT count(*)::int AS n FROM moved WHERE part = 0');
  await admin.query('COMMIT');
  return count.rows[0]!.n;
};
