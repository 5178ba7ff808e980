import pg from 'pg';

/**
 * Makes sure that all events of a database lie in one place. From PostgreSQL to Kafka: everything that was told goes
 * back into the outbox, in order and before what waits there, so that the relay tells it again on Kafka and every
 * consumer hears what it had not heard yet; the rest is known to their inboxes. There is no way back.
 * @param adminUrl names a role that may do everything
 * @returns how many events were moved
 * @throws Error with one sentence where the events lie on Kafka and are looked for in PostgreSQL
 */
export const ensureLogLocation = async (adminUrl: string, place: 'kafka' | 'postgres'): Promise<number> => {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    if (place === 'kafka') return await moveToOutbox(admin);
    const { rowCount } = await admin.query('SELECT FROM eventlog.kafka_ends LIMIT 1');
    if (rowCount)
      throw new Error('The events of this database lie on Kafka: set KAFKA_BROKERS, or take another database.');
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
  await admin.query(`CREATE TEMPORARY TABLE told ON COMMIT DROP AS
    SELECT 0 AS place, position AS n, ${columns} FROM eventlog.log UNION ALL SELECT 1, id, ${columns} FROM eventlog.outbox`);
  await admin.query('TRUNCATE eventlog.outbox, eventlog.log');
  await admin.query('DELETE FROM eventlog.positions');
  await admin.query('DELETE FROM eventlog.told'); // everything is told again
  // What is parked already stands before whatever Kafka will deliver of its subject.
  await admin.query('UPDATE eventlog.parked SET position = position - (SELECT max(n) + 1 FROM told WHERE place = 0)');
  await admin.query(`INSERT INTO eventlog.outbox (${columns}) SELECT ${columns} FROM told ORDER BY place, n`);
  const moved = await admin.query<{ n: number }>('SELECT count(*)::int AS n FROM told WHERE place = 0');
  await admin.query('COMMIT');
  return moved.rows[0]!.n;
};
