import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createProcess, requestsOfOneAddressAtMost, startService } from '@tuntas/platform';
import { SlaModule } from '@tuntas/sla';
import { Sweeper } from '../../../apps/sla/src/sweeper.js';
import { pothole, TestApp, testSettings, testSecrets, until, type TestResponse } from '../../kit/app.js';
import { Exposition } from '../../kit/exposition.js';
import { runPromtool, testWithPromtool } from '../../kit/promtool.js';
import { openApiOf } from '../../kit/openapi.js';

/** Occurs only in identities and typed text of the test data. */
const marker = /qzxwvk|9988776655443322|6281987650123/i;
const seconds = 'tuntas_http_request_duration_seconds_count';

describe('metrics of a process', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const scrape = async (): Promise<Exposition> => {
    const { status, headers, text } = await city.get('/metrics');
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      'no-store',
    ]);
    return new Exposition(text);
  };
  /** Database gauges are cached for as long as their query is expensive. */
  const scrapeUntil = (holds: (metrics: Exposition) => boolean): Promise<Exposition> => until(scrape, holds);
  /**
   * Inserts an outbox event that no consumer can parse.
   * @returns its id
   */
  const insertUnreadable = async (): Promise<string> => {
    const [eventId, subject] = [randomUUID(), randomUUID()];
    await city.sql(
      `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
       VALUES ($1, 'complaints', $2, 1, 'complaint.accepted.v1', $3, '{"name":"Qzxwvk')`,
      [
        eventId,
        subject,
        JSON.stringify({
          specversion: '1.0',
          id: eventId,
          type: 'complaint.accepted.v1',
          source: 'complaints',
          subject,
          sequence: 1,
        }),
      ],
    );
    return eventId;
  };

  test('count a request under its route pattern, never its path, whatever its status', async () => {
    const { id } = await city.lodge();
    const before = await scrape();
    const statusOf = async (path: string, as?: string): Promise<number> =>
      (await city.get(path, as ? { as } : {})).status;
    expect(await statusOf(`/v1/complaints/${id}`, 'coordinator')).toBe(200);
    expect(await statusOf(`/v1/complaints/${randomUUID()}`, 'coordinator')).toBe(404);
    expect(await statusOf(`/v1/complaints/${id}`)).toBe(401);
    expect(await statusOf('/v1/complaints/count?unheard=of', 'coordinator')).toBe(400);
    expect(await statusOf('/v1/nothing/of/the/kind', 'coordinator')).toBe(404);
    const shown = { method: 'GET', route: '/v1/complaints/{id}' };
    const after = await scrapeUntil(
      metrics => metrics.of(seconds, { route: 'unknown' }) === (before.of(seconds, { route: 'unknown' }) ?? 0) + 1,
    );
    const more = (labels: Record<string, string>): number =>
      (after.of(seconds, labels) ?? 0) - (before.of(seconds, labels) ?? 0);
    expect([
      more({ ...shown, status: '2xx' }),
      more({ ...shown, status: '4xx' }),
      more({ route: '/v1/complaints/count', status: '4xx' }),
    ]).toEqual([1, 2, 1]);
    expect(after.of('tuntas_problems_total', { code: 'request.not-found', status: '404' })).toBe(
      (before.of('tuntas_problems_total', { code: 'request.not-found' }) ?? 0) + 1,
    );
    expect(after.text).not.toContain(id);
    expect(after.text).not.toMatch(/of.the.kind|unheard/);
  });

  test('count a request whose client disconnected before the response', async () => {
    const holder = await city.connection();
    const gone = new AbortController();
    try {
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE reference.categories IN ACCESS EXCLUSIVE MODE');
      const aborted = fetch(`${city.url}/v1/categories`, {
        headers: { authorization: `Bearer ${await city.token('auditor')}` },
        signal: gone.signal,
      });
      aborted.catch(() => undefined);
      await scrapeUntil(metrics => metrics.of('tuntas_http_requests_in_flight', { service: 'tuntas' }) === 1);
      gone.abort();
      await expect(aborted).rejects.toThrow();
      await scrapeUntil(metrics => metrics.of(seconds, { route: '/v1/categories', status: 'aborted' }) === 1);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    await scrapeUntil(metrics => metrics.of('tuntas_http_requests_in_flight') === 0);
  });

  test('count decisions, measure the delay until consumption, and count clocks by state', async () => {
    await city.settle();
    const before = await scrape();
    const { id } = await city.lodge();
    // may come before the assignment; then it is refused and not counted
    await city.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer:PUPR' });
    await city.settle();
    const [decided] = await city.sql<{ events: number }>(
      'SELECT count(*)::int AS events FROM eventlog.log WHERE subject = $1',
      [id],
    );
    const clocks = await city.sql<{ status: string; n: number }>(
      'SELECT status, count(*)::int AS n FROM sla.clocks GROUP BY 1',
    );
    const delays = (metrics: Exposition, consumer: string): number =>
      metrics.of('tuntas_event_delay_seconds_count', { consumer })!;
    const consumers = ['intake', 'routing', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];
    // A process updates its counters a moment after the effect is visible.
    const after = await scrapeUntil(
      metrics =>
        clocks.every(({ status, n }) => metrics.of('tuntas_clocks', { status }) === n) &&
        metrics.of('tuntas_relayed_events_total')! - before.of('tuntas_relayed_events_total')! >= decided!.events &&
        consumers.every(consumer => delays(metrics, consumer) - delays(before, consumer) >= decided!.events),
    );
    expect(after.of('tuntas_events_decided_total')! - before.of('tuntas_events_decided_total')!).toBe(decided!.events);
    expect(after.of('tuntas_events_decided_total', { service: 'intake', type: 'complaint.lodged.v1' })).toBe(
      before.of('tuntas_events_decided_total', { type: 'complaint.lodged.v1' })! + 1,
    );
    expect(after.of('tuntas_relayed_events_total')! - before.of('tuntas_relayed_events_total')!).toBe(decided!.events);
    for (const consumer of consumers)
      expect([consumer, delays(after, consumer) - delays(before, consumer)]).toEqual([consumer, decided!.events]);
    expect(after.all('tuntas_clocks').map(({ labels }) => labels['status'])).toEqual([
      'running',
      'paused',
      'met',
      'breached',
      'lapsed',
      'cancelled',
    ]);
    expect(after.of('tuntas_relay_leading')).toBe(1);
  });

  test('show a failing event while it is retried and when it is parked', async () => {
    const failures = (await scrape()).of('tuntas_background_failures_total', { work: 'consumer', service: 'audit' })!;
    const eventId = await insertUnreadable();
    await until(
      () => city.sql(`SELECT FROM eventlog.parked WHERE event_id = $1 AND consumer = 'audit'`, [eventId]),
      rows => rows.length === 1,
    );
    await city.sql(`UPDATE eventlog.parked SET retry_at = 'infinity' WHERE event_id = $1 AND retry_at IS NOT NULL`, [
      eventId,
    ]);
    const trying = await scrapeUntil(
      metrics => metrics.of('tuntas_parked_events', { consumer: 'audit', state: 'retrying' }) === 1,
    );
    expect(trying.of('tuntas_parked_events', { consumer: 'audit', state: 'given_up' })).toBe(0);
    expect(trying.of('tuntas_background_failures_total', { work: 'consumer', service: 'audit' })).toBeGreaterThan(
      failures,
    );
    await city.sql(`UPDATE eventlog.parked SET retry_at = NULL WHERE event_id = $1`, [eventId]);
    const givenUp = await scrapeUntil(
      metrics => metrics.of('tuntas_parked_events', { consumer: 'audit', state: 'given_up' }) === 1,
    );
    expect(givenUp.of('tuntas_parked_events', { consumer: 'audit', state: 'retrying' })).toBe(0);
    await until(
      async () => {
        await city.sql('DELETE FROM eventlog.parked'); // the other consumers also park it, each in its own time
        return scrape();
      },
      metrics => metrics.of('tuntas_parked_events') === 0,
    );
  });

  test('show the lag of a consumer in events and seconds until it has caught up', async () => {
    const audit = city.consumer('audit');
    await audit.close();
    const { id } = await city.lodge();
    const lag = (metrics: Exposition, consumer: string) => metrics.of('tuntas_consumer_lag_events', { consumer })!;
    await scrapeUntil(metrics => lag(metrics, 'audit') > 0 && lag(metrics, 'sla') === 0);
    await until(
      () => city.complaint(id),
      ({ status }) => status === 'assigned',
    );
    const [lagBefore] = await city.sql<{ behind: number }>(
      `SELECT behind::int FROM eventlog.lag WHERE consumer = 'audit'`,
    );
    const first = await scrapeUntil(metrics => lag(metrics, 'audit') >= lagBefore!.behind);
    const age = (metrics: Exposition) => metrics.of('tuntas_consumer_lag_seconds', { consumer: 'audit' })!;
    expect(age(first)).toBeGreaterThan(0);
    expect(age(first)).toBeLessThan(60); // real time, although business time is months ahead
    await scrapeUntil(metrics => age(metrics) > age(first));
    await audit.listen();
    await city.settle();
    await scrapeUntil(metrics => lag(metrics, 'audit') === 0 && age(metrics) === 0);
  });

  test('show the outbox backlog while no relay runs', async () => {
    const holder = await city.connection();
    try {
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE eventlog.log IN SHARE MODE'); // readable, but not writable
      await city.lodge();
      const waiting = await scrapeUntil(metrics => (metrics.of('tuntas_outbox_events') ?? 0) > 0);
      expect(waiting.of('tuntas_outbox_oldest_age_seconds')).toBeGreaterThan(0);
      await scrapeUntil(
        metrics => metrics.of('tuntas_outbox_oldest_age_seconds')! > waiting.of('tuntas_outbox_oldest_age_seconds')!,
      );
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    await city.settle();
    await scrapeUntil(
      metrics => metrics.of('tuntas_outbox_events') === 0 && metrics.of('tuntas_outbox_oldest_age_seconds') === 0,
    );
  });

  test('show that no sweep runs, and how late its breaches were found afterwards', async () => {
    const { id } = await city.lodge();
    await city.settle();
    const before = await scrape();
    const sweeper = city.app.get(Sweeper, { strict: false });
    await sweeper.beforeApplicationShutdown();
    await city.jump('P15D');
    const [due] = await city.sql<{ late: number }>(
      `SELECT extract(epoch FROM clock.now() - due_at)::float8 AS late
        FROM sla.clocks
        WHERE complaint_id = $1 AND name = 'first_response'`,
      [id],
    );
    const neglected = await scrapeUntil(metrics => metrics.of('tuntas_sweep_overdue_seconds')! >= due!.late);
    expect(neglected.of('tuntas_sweep_lateness_seconds_count')).toBe(before.of('tuntas_sweep_lateness_seconds_count'));
    const stoodAt = neglected.of('tuntas_sweep_last_timestamp_seconds')!;
    sweeper.onApplicationBootstrap();
    await city.settle();
    const breaches = 'tuntas_sweep_lateness_seconds_count';
    const after = await scrapeUntil(
      metrics => metrics.of('tuntas_sweep_overdue_seconds') === 0 && metrics.of(breaches)! > before.of(breaches)!,
    );
    const more = (name: string): number => after.of(name)! - before.of(name)!;
    expect(more('tuntas_sweep_lateness_seconds_sum')).toBeGreaterThanOrEqual(due!.late);
    expect(more('tuntas_sweep_complaints_sum')).toBeGreaterThan(0);
    expect(more('tuntas_sweep_duration_seconds_count')).toBe(more('tuntas_sweep_complaints_count'));
    expect(after.of('tuntas_sweep_last_timestamp_seconds')).toBeGreaterThan(stoodAt);
  });

  test('show clocks that are due within the hour, before they are breached', async () => {
    const { id } = await city.lodge();
    await city.settle();
    const [{ due }] = (await city.sql(
      `SELECT min(due_at) AS due FROM sla.clocks WHERE complaint_id = $1 AND status = 'running'`,
      [id],
    )) as [{ due: Date }];
    await city.set(new Date(due.getTime() - 30 * 60_000).toISOString());
    const [{ n }] = (await city.sql(
      `SELECT count(*)::int AS n FROM sla.clocks WHERE status = 'running' AND due_at <= $1`,
      [new Date(due.getTime() + 30 * 60_000)],
    )) as [{ n: number }];
    expect(n).toBeGreaterThan(0);
    await scrapeUntil(metrics => metrics.of('tuntas_clocks_due_within_hour') === n);
  });

  test('show pending messages and given-up messages by channel', async () => {
    const { id } = await city.lodge();
    const of = (metrics: Exposition, channel: string, status: string) =>
      metrics.of('tuntas_messages', { channel, status });
    // the messages of the lodging itself are sent
    const before = await scrapeUntil(metrics => of(metrics, 'sms', 'pending') === 0);
    for (const [channel, status] of [
      ['sms', 'pending'],
      ['email', 'failed'],
      ['email', 'delivered'],
    ])
      await city.sql(
        `INSERT INTO complaints.messages (id, complaint_id, template, occasion, language, channel, facts, text_ids, decided_at, status, settled_at, next_attempt_at)
         VALUES (gen_random_uuid(), $1, 'received', $2, 'id', $3, '{}', '{}', clock.now() - interval '1 hour', $4, $5, 'infinity')`,
        [id, `of-this-test-${channel}-${status}`, channel, status, status === 'pending' ? null : new Date()],
      );
    const metrics = await scrapeUntil(each => of(each, 'sms', 'pending') === 1);
    expect(of(metrics, 'email', 'failed')).toBe(of(before, 'email', 'failed')! + 1);
    expect(metrics.of('tuntas_message_oldest_pending_seconds', { channel: 'sms' })).toBeGreaterThanOrEqual(3_600);
    await city.sql(`DELETE FROM complaints.messages WHERE occasion LIKE 'of-this-test-%'`);
  });

  test('report a stream with a missing sequence', async () => {
    await city.sql(`INSERT INTO audit.gaps (source, subject) VALUES ('complaints', $1)`, [randomUUID()]);
    await scrapeUntil(metrics => metrics.of('tuntas_audit_gaps') === 1);
    await city.sql('DELETE FROM audit.gaps');
    await scrapeUntil(metrics => metrics.of('tuntas_audit_gaps') === 0);
  });

  test('are returned under load and with a hanging database, whose gauges are reported as missing', async () => {
    const missing = (metrics: Exposition, source: string) => metrics.of('tuntas_scrape_errors_total', { source })!;
    const before = await scrape();
    const holder = await city.connection();
    let lodging: Promise<TestResponse>[] = [];
    try {
      await holder.query('BEGIN');
      // no complaint can be lodged now, so a queue builds up
      await holder.query('LOCK TABLE complaints.complaints IN ACCESS EXCLUSIVE MODE');
      lodging = Array.from({ length: requestsOfOneAddressAtMost + 10 }, (_, n) =>
        city.post(
          '/v1/complaints',
          { ...pothole, description: `Lubang besar nomor ${n} di depan sekolah.` },
          { as: 'counter_clerk' },
        ),
      );
      const rush = await scrapeUntil(
        metrics =>
          metrics.of('tuntas_http_requests_refused_total')! >= before.of('tuntas_http_requests_refused_total')! + 10 &&
          metrics.of('tuntas_database_waiting', { service: 'intake' })! > 0 &&
          metrics.of('tuntas_messages') === undefined,
      );
      expect(rush.of('tuntas_http_requests_in_flight')).toBe(requestsOfOneAddressAtMost);
      expect(rush.of('tuntas_database_connections', { service: 'intake', state: 'used' })).toBe(
        rush.of('tuntas_database_connections_max', { service: 'intake' }),
      );
      expect(rush.of('tuntas_message_oldest_pending_seconds')).toBeUndefined();
      expect(missing(rush, 'messages')).toBeGreaterThan(missing(before, 'messages'));
      expect(missing(rush, 'event log')).toBe(missing(before, 'event log'));
      expect(rush.of('tuntas_outbox_events')).toBeDefined();
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    await Promise.all(lodging);
    await city.settle();
    const calm = await scrapeUntil(
      metrics => metrics.of('tuntas_messages') !== undefined && metrics.of('tuntas_http_requests_in_flight') === 0,
    );
    expect(calm.of('tuntas_database_waiting')).toBe(0);
    expect(calm.of('tuntas_http_requests_refused_total')).toBe(before.of('tuntas_http_requests_refused_total')! + 10);
  });

  test('count the work of one process of several, and report the same city-wide gauges in all', async () => {
    const second = await createProcess({
      name: 'sla',
      modules: [SlaModule],
      ...testSettings(),
      secrets: testSecrets(),
      database: { adminUrl: city.adminUrl },
    });
    try {
      const at = await startService(second);
      const other = async (): Promise<Exposition> => new Exposition(await (await fetch(`${at}/metrics`)).text());
      const [mine, its] = [await scrape(), await other()];
      expect(its.of(seconds, { route: '/v1/complaints' })).toBeUndefined();
      expect(its.of('tuntas_relay_leading')).toBe(0);
      expect(
        its
          .all('tuntas_database_connections_max')
          .map(({ labels }) => labels['service'])
          .sort(),
      ).toEqual(['relay', 'sla']);
      for (const name of ['tuntas_clocks', 'tuntas_parked_events', 'tuntas_outbox_events'])
        expect([name, its.of(name)]).toEqual([name, mine.of(name)]);
      expect(its.names.filter(name => !mine.names.includes(name))).toEqual([]);
      expect(its.names).not.toContain('tuntas_messages');
    } finally {
      await second.close();
    }
  });

  test('contain no personal data and no typed text', async () => {
    const lodged = await city.lodge(
      {
        subject: 'Qzxwvksubjek yang panjang',
        description: 'Qzxwvkuraian, hubungi saya di +6281987650123',
        complainant: {
          name: 'Qzxwvknama',
          nationalId: '9988776655443322',
          phone: '+6281987650123',
          email: 'qzxwvk@contoh.id',
          address: 'Qzxwvkrumah',
        },
      },
      { as: 'counter_clerk::Qzxwvkpetugas', headers: { 'user-agent': 'Qzxwvkperamban' } },
    );
    await city.get(`/v1/tracking/${lodged.receipt.ticket}?qzxwvk=1`, { headers: { 'x-access-code': 'QZXW-VK22' } });
    await city.send('QZXWVK', '/v1/complaints', undefined).catch(() => undefined);
    await city.get('/qzxwvk/../qzxwvk', { as: 'auditor' });
    await city.settle();
    const metrics = await scrape();
    expect(metrics.text).not.toMatch(marker);
    for (const secret of [lodged.id, lodged.ticket, lodged.receipt.accessCode, 'PUPR', '127.0.0.1'])
      expect(metrics.text).not.toContain(secret);
  });

  test('have few series, since every label has few values', async () => {
    const metrics = await scrape();
    const allowedLabels = new Set([
      'method',
      'route',
      'status',
      'service',
      'consumer',
      'state',
      'source',
      'work',
      'channel',
      'code',
      'type',
      'le',
    ]);
    for (const name of metrics.names)
      for (const { labels } of metrics.families.get(name)!.samples)
        expect([name, Object.keys(labels).filter(label => !allowedLabels.has(label))]).toEqual([name, []]);
    const { paths } = await openApiOf(city);
    const routes = new Set(metrics.all(seconds).map(({ labels }) => labels['route']!));
    expect(
      [...routes].filter(route => !(route in paths) && !['unknown', '/metrics', '/openapi.json'].includes(route)),
    ).toEqual([]);
    expect(routes.size).toBeGreaterThan(8);
  });

  test('match the list in the operators guide exactly', async () => {
    const page = readFileSync('docs/metrics-and-alerts.md', 'utf8');
    const documented = [...page.matchAll(/^\| `(tuntas_\w+)`/gm)].map(([, name]) => name).sort();
    expect(documented).toEqual((await scrape()).names);
  });

  testWithPromtool("is what Prometheus' own tool has no complaint about", async () => {
    const { text } = await scrape();
    expect(runPromtool(['check', 'metrics'], text)).toEqual({ status: 0, complaints: '', says: '' });
    expect(
      runPromtool(['check', 'metrics'], text.replaceAll('tuntas_relayed_events_total', 'tuntas_relayedEvents')),
    ).toMatchObject({ status: 3, complaints: expect.stringContaining('counter metrics') });
  });
});
