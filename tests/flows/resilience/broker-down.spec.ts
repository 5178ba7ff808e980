import { TestApp, until } from '../../kit/app.js';
import { describeOnKafka, kafkaSettings, OwnBroker } from '../../kit/kafka.js';

// A Tuesday: the first response is due on 31 March at the end of office hours.
const start = '2026-03-17T09:00:00+08:00';
const pastDue = 'P15D';
const officer = { as: 'officer:PUPR' };

describeOnKafka('system whose broker is killed', () => {
  let broker: OwnBroker;
  let city: TestApp;
  beforeAll(async () => {
    broker = await OwnBroker.start();
    city = await TestApp.start({ at: start, kafka: kafkaSettings(broker.brokers) });
  });
  afterAll(async () => {
    await city.stop();
    await broker.stop();
  });

  const ready = async () => (await city.get('/health/ready')).body;
  const clockOf = async (id: string, name: string) =>
    (
      await city.sql<{ status: string; due_at: Date; met_at: Date }>(
        'SELECT status, due_at, met_at FROM sla.clocks WHERE complaint_id = $1 AND name = $2',
        [id, name],
      )
    )[0]!;

  test('accepts acts without the broker, reports the outage, and catches up without a false breach', async () => {
    const answered = await Promise.all(Array.from({ length: 10 }, () => city.lodge()));
    const neglected = await Promise.all(Array.from({ length: 3 }, () => city.lodge()));
    await city.settle();
    for (const { id } of [...answered, ...neglected])
      expect((await city.post(`/v1/complaints/${id}/acceptance`, {}, officer)).status).toBe(200);
    await city.settle();
    expect(await ready()).toMatchObject({ status: 'ready', warnings: [] });

    await broker.kill();
    const during = await Promise.all(Array.from({ length: 10 }, () => city.lodge()));
    for (const { id } of answered)
      expect(
        (
          await city.post(
            `/v1/complaints/${id}/response`,
            { text: 'Tim kami meninjau lokasi.', isPublic: true },
            officer,
          )
        ).status,
      ).toBe(200);
    const { ticket, accessCode } = during[0]!.receipt;
    expect((await city.get(`/v1/tracking/${ticket}`, { headers: { 'x-access-code': accessCode } })).status).toBe(200);
    expect((await city.get('/health/live')).status).toBe(200);
    const degraded = await city.get('/health/ready');
    expect({ status: degraded.status, warnings: degraded.body.warnings }).toEqual({
      status: 200,
      warnings: [expect.stringContaining('event log does not respond')],
    });
    // No consumer receives events now, and time passes the due day of the first responses.
    await city.jump(pastDue);
    for (const { id } of neglected)
      await until(
        () => clockOf(id, 'first_response'),
        clock => clock.status === 'breached',
      );
    expect((await city.sql('SELECT FROM eventlog.outbox')).length).toBeGreaterThan(20);

    await broker.startAgain();
    await city.settle();
    expect(await ready()).toMatchObject({ status: 'ready', warnings: [] });
    expect(await city.sql('SELECT FROM eventlog.outbox UNION ALL SELECT FROM eventlog.parked')).toEqual([]);
    for (const { id } of answered) {
      const clock = await clockOf(id, 'first_response');
      expect(clock.status).toBe('met');
      expect(clock.met_at.getTime()).toBeLessThan(clock.due_at.getTime());
      expect(
        (await city.publishedEvents(id)).filter(
          ({ type, data }) => type === 'clock.breached.v1' && data.includes('first_response'),
        ),
      ).toEqual([]);
    }
    for (const { id } of neglected) {
      const escalations = await city.sql(
        `SELECT level FROM escalation.escalations WHERE complaint_id = $1 AND clock = 'first_response'`,
        [id],
      );
      expect(escalations.map(({ level }) => level)).toEqual([1]);
    }
    for (const { id } of during)
      expect(await city.complaint(id)).toMatchObject({ status: 'assigned', office: { code: 'PUPR' } });
    const entries = await city.sql<{ entries: number; last: number }>(
      'SELECT source, subject, count(*)::int AS entries, max(sequence)::int AS last FROM audit.entries GROUP BY 1, 2',
    );
    expect(entries.filter(({ entries: count, last }) => count !== last)).toEqual([]);
    expect(entries.reduce((sum, { entries: count }) => sum + count, 0)).toBe((await city.publishedEvents()).length);
  });
});
