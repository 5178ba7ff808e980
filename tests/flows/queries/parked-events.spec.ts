import { randomUUID } from 'node:crypto';
import { TestApp, until, type Query, type TestResponse } from '../../kit/app.js';
import type { Schemas } from '../../kit/response-body.js';

const as = 'admin';
const path = '/v1/admin/parked-events';
type Parked = Schemas['ParkedEvent'];

describe('parked events', () => {
  let app: TestApp;
  let usual: string;
  beforeAll(async () => {
    app = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  });
  afterAll(() => app.stop());

  const list = async (query: Query = '') => {
    const { status, body, text } = await app.get(`${path}${query}`, { as });
    if (status !== 200) throw new Error(text);
    return body.items;
  };
  const count = async (query: Query = '') => (await app.get(`${path}/count${query}`, { as })).body.count;
  const replay = ({ consumer, eventId }: Pick<Parked, 'consumer' | 'eventId'>, headers: Record<string, string> = {}) =>
    app.post(`${path}/${consumer}/${eventId}/replay`, {}, { as, headers });
  /** Shortens the delays between twenty attempts. */
  const untilGivenUp = (eventId: string, consumers: readonly string[]) =>
    until(
      async () => {
        await app.sql(
          `UPDATE eventlog.parked
            SET attempts = 19, retry_at = clock_timestamp()
            WHERE event_id = $1 AND retry_at IS NOT NULL`,
          [eventId],
        );
        return app.sql('SELECT consumer FROM eventlog.parked WHERE event_id = $1 AND retry_at IS NULL', [eventId]);
      },
      rows => consumers.every(name => rows.some(({ consumer }) => consumer === name)),
    );
  /** Lets every event of the tests before be given up, so that the list stands still. */
  const untilNoneRetries = () =>
    until(
      async () => {
        await app.sql(
          'UPDATE eventlog.parked SET attempts = 19, retry_at = clock_timestamp() WHERE retry_at IS NOT NULL',
        );
        return app.sql('SELECT FROM eventlog.parked WHERE retry_at IS NOT NULL');
      },
      rows => rows.length === 0,
    );
  /** Inserts an outbox event that no consumer can parse, with content that must not be visible. */
  const insertUnreadable = async (
    subject = randomUUID(),
    sequence = 1,
    data = '{"name":"Siti Rahmah',
  ): Promise<string> => {
    const eventId = randomUUID();
    await app.sql(
      `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
       VALUES ($1, 'complaints', $2, $3, 'complaint.accepted.v1', $4, $5)`,
      [
        eventId,
        subject,
        sequence,
        JSON.stringify({
          specversion: '1.0',
          id: eventId,
          type: 'complaint.accepted.v1',
          source: 'complaints',
          subject,
          time: '2026-03-17T01:00:00.000Z',
          sequence,
        }),
        data,
      ],
    );
    return eventId;
  };

  test('are empty when nothing has failed', async () => {
    usual = (await app.lodge()).id;
    await app.settle();
    expect([await list(), await count()]).toEqual([[], 0]);
  });

  test('are listed, and after a fix replayed with the events behind them', async () => {
    await app.sql(`ALTER TABLE queries.timeline ADD CONSTRAINT ailing CHECK (data->>'channel' <> 'letter') NOT VALID`);
    const { id } = await app.lodge({ channel: 'letter', counter: null });
    const [first] = await until(
      () =>
        app.sql<{ eventId: string }>(
          `SELECT event_id AS "eventId"
            FROM eventlog.parked
            WHERE consumer = 'queries' AND type = 'complaint.lodged.v1'`,
        ),
      rows => rows.length > 0,
    );
    await untilGivenUp(first!.eventId, ['queries']);
    await app.settle();

    const parked = await list('?consumer=queries');
    expect(parked[0]).toEqual({
      consumer: 'queries',
      eventId: first!.eventId,
      type: 'complaint.lodged.v1',
      subject: id,
      reason: expect.stringContaining('23514'),
      attempts: 20,
      parkedAt: expect.any(String),
      retryAt: null,
    });
    expect(parked.length).toBeGreaterThan(1);
    expect(
      parked
        .slice(1)
        .every(
          ({ subject, reason, retryAt }) =>
            subject === id && reason === 'waits behind an earlier event' && retryAt !== null,
        ),
    ).toBe(true);
    const timelineTypes = async (complaint: string): Promise<string[]> =>
      (await app.get(`/v1/complaints/${complaint}/timeline`, { as: 'coordinator' })).body.items
        .map(({ type }: { type: string }) => type)
        .sort();
    expect(await timelineTypes(id)).toEqual([]);

    await app.sql('ALTER TABLE queries.timeline DROP CONSTRAINT ailing');
    const answer = await replay(parked[0]!);
    expect([answer.status, answer.body]).toEqual([200, { ...parked[0], retryAt: expect.any(String) }]);
    await until(
      () => count(),
      left => left === 0,
    );
    await app.settle();
    expect(await timelineTypes(id)).toEqual(await timelineTypes(usual));
  });

  test('that still fail are parked again, and never show their content', async () => {
    const eventId = await insertUnreadable();
    await untilGivenUp(eventId, ['queries', 'sla']);
    const before = (await list('?consumer=queries')).find(event => event.eventId === eventId)!;
    expect(before).toMatchObject({ attempts: 20, retryAt: null });
    expect((await replay(before)).status).toBe(200);
    const after = await until(
      async () => (await list('?consumer=queries')).find(event => event.eventId === eventId)!,
      ({ attempts }) => attempts > 20,
    );
    expect(after).toEqual({ ...before, attempts: 21 });
    expect((await list('?consumer=sla')).find(event => event.eventId === eventId)).toMatchObject({
      attempts: 20,
      retryAt: null,
    });
    expect((await app.get(path, { as })).text).not.toMatch(/Siti|specversion|envelope|"data"/);
  });

  test('with malformed data are recorded by audit and parked by all others', async () => {
    const [subject, malformed] = [randomUUID(), '{"cycle":"first","office":"PUPR"}'];
    const eventId = await insertUnreadable(subject, 1, malformed);
    await untilGivenUp(eventId, ['queries', 'sla']);
    const [entry] = await until(
      () => app.sql<{ leaf: string }>('SELECT leaf FROM audit.entries WHERE subject = $1', [subject]),
      ({ length }) => length > 0,
    );
    expect(JSON.parse(entry!.leaf)).toMatchObject({ envelope: { id: eventId }, data: JSON.parse(malformed) });
    expect((await list('?consumer=audit')).filter(event => event.eventId === eventId)).toEqual([]);
  });

  test('are paged without duplicates and counted, for all services or for some', async () => {
    const eventId = await insertUnreadable();
    await untilGivenUp(eventId, ['queries', 'sla', 'escalation', 'audit']);
    await untilNoneRetries();
    const whole = await list('?limit=200');
    expect(whole.map(({ consumer }) => consumer)).toEqual(whole.map(({ consumer }) => consumer).sort());
    expect(new Set(whole.map(({ consumer }) => consumer)).size).toBeGreaterThan(2);
    const pages: Parked[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body }: TestResponse<Schemas['ParkedEventList']> = await app.get(
        `${path}?limit=1${next && `&cursor=${next}`}`,
        { as },
      );
      pages.push(...body.items);
      next = body.next;
    }
    expect(pages).toEqual(whole);
    expect(await count()).toBe(whole.length);
    const some = whole.filter(({ consumer }) => ['sla', 'audit'].includes(consumer));
    expect([await list('?consumer=sla&consumer=audit'), await count('?consumer=sla&consumer=audit')]).toEqual([
      some,
      some.length,
    ]);
    expect([await list('?consumer=nobody'), await count('?consumer=nobody')]).toEqual([[], 0]);
  });

  test('can be replayed repeatedly: waiting events stay, a repeated request gets the first response', async () => {
    const subject = randomUUID();
    const [eventId, later] = [await insertUnreadable(subject, 1), await insertUnreadable(subject, 2)];
    await untilGivenUp(eventId, ['sla']);
    const waiting = await until(async () => (await list('?consumer=sla')).find(event => event.eventId === later)!);
    const [once, twice] = [await replay(waiting), await replay(waiting)];
    expect([once.status, once.body.attempts, twice.text]).toEqual([200, 0, once.text]);

    const gone = { consumer: 'sla', eventId };
    const first = await replay(gone, { 'idempotency-key': 'replay-1' });
    await app.sql('DELETE FROM eventlog.parked WHERE event_id = $1', [eventId]);
    const again = await replay(gone, { 'idempotency-key': 'replay-1' });
    expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([200, first.text, 'true']);
    const refused = await replay(gone);
    expect([refused.status, refused.problem.code]).toEqual([404, 'parked-event.unknown']);
  });

  test('return 404 for an event that is not parked, and 400 for a malformed id', async () => {
    expect((await replay({ consumer: 'nobody', eventId: randomUUID() })).body).toMatchObject({
      status: 404,
      code: 'parked-event.unknown',
    });
    expect((await replay({ consumer: 'queries', eventId: '7' })).status).toBe(400);
    for (const query of ['?limit=0', '?cursor=x', '?sort=parkedAt', '?type=x', '?consumer='])
      expect([query, (await app.get(`${path}${query}`, { as })).status]).toEqual([query, 400]);
    expect((await app.get(`${path}/count?limit=1`, { as })).status).toBe(400);
  });

  test('are for admins only', async () => {
    for (const other of ['coordinator', 'auditor', 'sla_operator', 'officer:PUPR'])
      expect((await app.get(path, { as: other })).status).toBe(403);
    expect((await app.get(path)).status).toBe(401);
  });
});
