import { resetConsumer } from '@tuntas/eventlog';
import { TestApp, until } from '../../kit/app.js';
import { describeOnKafka, kafkaSettings } from '../../kit/kafka.js';
import { complaintsIn } from '../../kit/complaints.js';

/** Every table of the read side, row by row as text, in key order. */
const dumpOf = async (city: TestApp): Promise<Record<string, string[]>> => {
  const tables = await city.sql<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'queries' ORDER BY 1`,
  );
  const dump: Record<string, string[]> = {};
  for (const { name } of tables)
    dump[name] = (
      await city.sql<{ row: string }>(`SELECT t::text AS row FROM queries.${name} t ORDER BY t::text COLLATE "C"`)
    ).map(({ row }) => row);
  return dump;
};

describe('rebuild of the read side from the log', () => {
  let city: TestApp;
  let before: Record<string, string[]>;
  const { staff, assigned, accepted, resolved, done } = complaintsIn(() => city);

  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    const questioned = await accepted();
    await staff(questioned.id, 'information-request', { question: 'Di sebelah mana?' });
    await staff((await assigned()).id, 'transfer', { toOffice: 'DLH', reason: 'Pohonnya' });
    const objected = await resolved();
    await city.lodge({ category: null, location: null });
    await Promise.all(Array.from({ length: 30 }, () => city.lodge()));
    await city.advance('P9D');
    await done(objected, 'objection', { reason: 'Masih berlubang' });
    const late = await accepted();
    await staff(late.id, 'internal-notes', { text: 'Menunggu cuaca' });
    await city.advance('P60D');
    await staff(late.id, 'response', { text: 'Maaf terlambat.' });
    await city.settle();
    before = await dumpOf(city);
  });
  afterAll(() => city.stop());

  const reached = async (): Promise<number> =>
    (
      await city.sql<{ position: number }>(`SELECT position::int FROM eventlog.positions WHERE consumer = 'queries'`)
    )[0]!.position;
  const summary = async (): Promise<object> => (await city.get('/v1/sla/summary', { as: 'auditor' })).body;

  test('is byte for byte identical while the system runs', async () => {
    const [eventCount, summaryBefore] = [(await city.sql('SELECT FROM eventlog.log')).length, await summary()];
    expect(await resetConsumer(city.adminUrl, 'queries')).toBe(eventCount);
    await city.settle();
    expect(await dumpOf(city)).toEqual(before);
    expect(await summary()).toEqual({ ...summaryBefore, groups: expect.any(Array) });
    // an empty table proves nothing
    expect(Object.fromEntries(Object.entries(before).filter(([, rows]) => rows.length === 0))).toEqual({});
  });

  /**
   * Lets queries consume two batches of five hundred events and no more; the connection of the second batch is cut in
   * the middle.
   */
  const consumePart = async (): Promise<void> => {
    const queries = city.consumer('queries');
    const holder = await city.connection();
    const waiting = (): Promise<{ pid: number }[]> =>
      city.sql(
        `SELECT pid
          FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`,
      );
    await holder.query('SELECT pg_advisory_lock(1)');
    try {
      await queries.listen();
      const [{ pid }] = (await until(waiting, found => found.length > 0)) as [{ pid: number }];
      await city.sql('SELECT pg_terminate_backend($1)', [pid]);
      await until(waiting, found => found.length > 0 && found[0]!.pid !== pid);
    } finally {
      const closed = queries.close();
      await holder.query('SELECT pg_advisory_unlock(1)');
      holder.release();
      await closed;
    }
  };

  test('is identical when it is interrupted in the middle, and then continued or restarted', async () => {
    const [queries, end] = [city.consumer('queries'), await reached()];
    await city.sql(`
      CREATE FUNCTION public.wait_for_test() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END $$;
      CREATE TRIGGER waits_for_test BEFORE INSERT ON queries.timeline
      FOR EACH ROW WHEN (NEW.position BETWEEN 501 AND 1000) EXECUTE FUNCTION public.wait_for_test()`);
    await queries.close();
    for (const then of ['goes on', 'begins again'] as const) {
      await resetConsumer(city.adminUrl, 'queries');
      expect(await city.sql('SELECT FROM queries.cards')).toEqual([]);
      await consumePart();
      expect([(await reached()) > 0, (await reached()) < end]).toEqual([true, true]);
      if (then === 'begins again') await resetConsumer(city.adminUrl, 'queries');
      await queries.listen();
      await city.settle();
      expect(await dumpOf(city)).toEqual(before);
      await queries.close();
    }
    await queries.listen();
  });

  test('changes nothing when the command loses its connection', async () => {
    const holder = await city.connection();
    const cut = (): Promise<object[]> =>
      city.sql(
        `SELECT pg_terminate_backend(pid)
          FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'TRUNCATE %'`,
      );
    try {
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE queries.timeline IN ACCESS SHARE MODE');
      const failing = expect(resetConsumer(city.adminUrl, 'queries')).rejects.toThrow(/terminat/);
      await until(cut, found => found.length > 0);
      await failing;
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    await city.settle();
    expect(await dumpOf(city)).toEqual(before);
  });

  test('discards parked events, since they are consumed again', async () => {
    await city.sql('ALTER TABLE queries.timeline ADD CONSTRAINT poison CHECK (false) NOT VALID');
    await city.lodge();
    await until(async () => (await city.sql(`SELECT FROM eventlog.parked WHERE consumer = 'queries'`)).length > 0);
    await city.sql('ALTER TABLE queries.timeline DROP CONSTRAINT poison');
    await resetConsumer(city.adminUrl, 'queries');
    await city.settle();
    expect(await city.sql(`SELECT FROM eventlog.parked WHERE consumer = 'queries'`)).toEqual([]);
    const whole = await dumpOf(city);
    expect(whole['cards']).toHaveLength(before['cards']!.length + 1);
    await resetConsumer(city.adminUrl, 'queries');
    await city.settle();
    expect(await dumpOf(city)).toEqual(whole);
  });
});

describeOnKafka('rebuild of the read side from a topic', () => {
  test('is byte for byte identical', async () => {
    const city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00', kafka: kafkaSettings() });
    try {
      await Promise.all(Array.from({ length: 5 }, () => city.lodge()));
      await city.advance('P15D');
      const before = await dumpOf(city);
      const queries = city.consumer('queries');
      await queries.close();
      expect(await resetConsumer(city.adminUrl, 'queries')).toBe((await city.publishedEvents()).length);
      await queries.listen();
      await city.settle();
      expect(await dumpOf(city)).toEqual(before);
    } finally {
      await city.stop();
    }
  });
});
