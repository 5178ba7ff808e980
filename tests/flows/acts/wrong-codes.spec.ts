import { TestApp, type TestResponse } from '../../kit/app.js';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** An access code that was never issued, a different one for each number. */
const guess = (n: number): string => `${letters[(n >> 5) & 31]}${letters[n & 31]}ZZ-ZZZZ`;

describe('wrong access codes', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00', config: { trustedProxies: ['127.0.0.1'] } });
  });
  afterAll(() => city.stop());

  const from = (address: string, code: string) => ({ 'x-forwarded-for': address, 'x-access-code': code });
  const track = (ticket: string, address: string, code: string) =>
    city.get(`/v1/tracking/${ticket}`, { headers: from(address, code) });
  const count = (answers: readonly TestResponse[], status: number): number =>
    answers.filter(answer => answer.status === status).length;
  const lodged = async () => {
    const { id, ticket, receipt } = await city.lodge();
    return { id, ticket, code: receipt.accessCode };
  };

  test('are counted before they are checked: of fifty at once ten are tried, then the right one waits', async () => {
    const { id, ticket, code } = await lodged();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        n % 2 === 0
          ? track(ticket, '203.0.113.1', guess(n))
          : city
              .get(`/v1/complaints/${id}/receipt`, { as: 'integrator', headers: from('203.0.113.1', guess(n)) })
              .then(() => track(ticket, '203.0.113.1', guess(n))),
      ),
    );
    expect([count(answers, 404), count(answers, 429)]).toEqual([10, 40]);
    const throttled = await track(ticket, '203.0.113.1', code);
    expect(throttled).toMatchObject({ status: 429, body: { code: 'request.too-many', minutes: 1 } });
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another service serves these routes, with the id instead of the ticket.
    for (const path of [
      `/v1/complaints/${id}`,
      `/v1/complaints/${id}/timeline`,
      `/v1/complaints?ticket=${ticket}`,
      `/v1/complaints/count?ticket=${ticket}`,
      `/v1/complaints/${id}/receipt`,
    ])
      expect([
        path,
        (await city.get(path, { as: 'counter_clerk', headers: from('203.0.113.1', code) })).status,
      ]).toEqual([path, 429]);
    expect(
      (
        await city.post(
          `/v1/complaints/${id}/citizen-acts`,
          { act: 'withdrawal', reason: 'x', onBehalf: true },
          { as: 'counter_clerk', headers: from('203.0.113.1', code) },
        )
      ).status,
    ).toBe(429);
  });

  test('of a neighbour do not block a client that was right before, nor other addresses', async () => {
    const { ticket, code } = await lodged();
    expect((await track(ticket, '203.0.113.2', code)).status).toBe(200);
    for (let n = 0; n < 15; n += 1) await track(ticket, '203.0.113.2', guess(n));
    expect((await track(ticket, '203.0.113.2', guess(99))).status).toBe(429);
    expect((await track(ticket, '203.0.113.2', code)).status).toBe(200);
    expect((await track(ticket, '203.0.113.3', code)).status).toBe(200);
  });

  test('from many addresses leave one guess a minute each, and let the right code in', async () => {
    const { ticket, code } = await lodged();
    for (let n = 0; n < 100; n += 1) expect((await track(ticket, `198.51.100.${n % 10}`, guess(n))).status).toBe(404);
    expect((await track(ticket, '203.0.113.4', code)).status).toBe(200);
    expect([
      (await track(ticket, '203.0.113.5', guess(1))).status,
      (await track(ticket, '203.0.113.5', guess(2))).status,
    ]).toEqual([404, 429]);
  });

  test('for many tickets from one address or IPv6 network are throttled, for unknown tickets too', async () => {
    const { ticket, code } = await lodged();
    const unknown = (n: number): string => `BJM-2026-9${String(n).padStart(5, '0')}`;
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, n) => track(unknown(n), `2001:db8:1:2::${(n + 1).toString(16)}`, guess(1))),
    );
    expect([count(answers, 404), count(answers, 429)]).toEqual([100, 20]);
    expect((await track(ticket, '2001:db8:1:2:ffff::1', code)).status).toBe(429);
    expect((await track(ticket, '2001:db8:1:3::1', code)).status).toBe(200);
  });

  test('may be of any length: a code with the right one as prefix is wrong', async () => {
    const { ticket, code } = await lodged();
    for (const wrong of [`${code}A`, `${code}-${code}`, code.slice(0, -1), ''])
      expect([wrong, (await track(ticket, '203.0.113.6', wrong)).status]).toEqual([wrong, 404]);
    expect((await track(ticket, '203.0.113.6', code.toLowerCase().replace('-', ' '))).status).toBe(200);
  });

  test('leave no count when the code was right, and no plain address', async () => {
    const { id, ticket, code } = await lodged();
    const answers = await Promise.all(Array.from({ length: 30 }, () => track(ticket, '203.0.113.7', code)));
    expect(count(answers, 200)).toBe(30);
    expect(
      await city.sql('SELECT failures FROM eventlog.code_attempts WHERE key = $1 AND failures > 0', [`c:${id}`]),
    ).toEqual([]);
    expect(
      (await city.sql<{ key: string }>('SELECT key FROM eventlog.code_attempts')).filter(({ key }) =>
        /203\.0|2001:/.test(key),
      ),
    ).toEqual([]);
  });
});
