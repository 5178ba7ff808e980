import { setTimeout as pause } from 'node:timers/promises';
import { concurrentRequestsAtMost } from '@tuntas/platform';
import { pothole, TestApp, until, type TestResponse } from '../../kit/app.js';
import type { Schemas } from '../../kit/response-body.js';

describe('overloaded system', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    await city.token('counter_clerk');
  });
  afterAll(() => city.stop());

  const lodge = (n: number) =>
    city.post(
      '/v1/complaints',
      { ...pothole, description: `Lubang besar nomor ${n} di depan sekolah.` },
      { as: 'counter_clerk', headers: { 'idempotency-key': `overload-${n}` } },
    );

  test('refuses excess requests at once, keeps accepted complaints, and recovers after the rush', async () => {
    const holder = await city.connection();
    const refused: TestResponse[] = [];
    let lodging: Promise<TestResponse<Schemas['LodgedComplaint']>>[] = [];
    try {
      await holder.query('BEGIN');
      // no complaint can be lodged now, so a queue builds up
      await holder.query('LOCK TABLE complaints.complaints IN ACCESS EXCLUSIVE MODE');
      lodging = Array.from({ length: concurrentRequestsAtMost + 100 }, (_, n) =>
        lodge(n).then(answer => {
          if (answer.status === 503) refused.push(answer);
          return answer;
        }),
      );
      await until(
        async () => refused.length,
        count => count >= 100,
      );
      expect(refused[0]!.body).toMatchObject({ status: 503, code: 'service.busy' });
      expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await city.get('/health/live')).status).toBe(200);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    const answers = await Promise.all(lodging);
    const accepted = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
    expect(accepted.length + refused.length).toBe(answers.length);
    expect((await city.sql('SELECT id FROM complaints.complaints')).map(({ id }) => id).sort()).toEqual(
      accepted.sort(),
    );

    // All refused clients retry at once after Retry-After and are served.
    await Promise.all(
      answers.map(async (answer, n) => {
        while (answer.status === 503) {
          await pause(Number(answer.headers.get('retry-after')) * 1_000);
          answer = await lodge(n);
        }
        expect(answer.status).toBe(201);
      }),
    );
    expect((await city.sql('SELECT count(*)::int AS n FROM complaints.complaints'))[0]!.n).toBe(answers.length);
    await city.settle();
    expect(
      await city.sql('SELECT FROM complaints.complaints WHERE office IS NULL UNION ALL SELECT FROM eventlog.parked'),
    ).toEqual([]);
  });
});
