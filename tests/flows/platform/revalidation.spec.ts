import { TestApp, type TestResponse } from '../../kit/app.js';
import { complaintsIn } from '../../kit/complaints.js';
import { callerOf, operationsOf } from '../../kit/operations.js';
import type { Page, Schemas } from '../../kit/response-body.js';

describe('conditional GET', () => {
  let city: TestApp;
  const { assigned } = complaintsIn(() => city);
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    for (let n = 0; n < 3; n += 1) await city.lodge();
    await city.settle();
  });
  afterAll(() => city.stop());
  const request = <const Path extends string>(
    path: Path,
    as: string | undefined,
    tag: string | null,
    more: Record<string, string> = {},
  ) => city.get(path, { ...(as && { as }), headers: { ...(tag !== null && { 'if-none-match': tag }), ...more } });

  test('returns 304 without a body for every unchanged list and table', async () => {
    const operations = (await operationsOf(city)).filter(
      ({ method, path, entry }) => method === 'GET' && !path.includes('{') && entry.responses[304],
    );
    expect(operations.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'listComplaints',
        'listClocks',
        'listEscalations',
        'listCases',
        'listMessages',
        'listCategories',
        'summarizeClocks',
        'listParkedEvents',
        'getMe',
      ]),
    );
    for (const { path: pattern, ...operation } of operations) {
      const [as, path] = [
        callerOf({ path: pattern, ...operation }) ?? undefined,
        operation.name === 'getOmbudsmanStatistics' ? `${pattern}?quarter=2026-Q1` : pattern,
      ];
      const first = await request(path, as, null);
      const tag = first.headers.get('etag');
      expect([operation.name, first.status, tag]).toEqual([
        operation.name,
        200,
        expect.stringMatching(/^W\/"[\w-]{22}"$/),
      ]);
      const again = await request(path, as, tag);
      expect([
        operation.name,
        again.status,
        again.text,
        again.headers.get('etag'),
        again.headers.get('content-type'),
      ]).toEqual([operation.name, 304, '', tag, null]);
      expect([operation.name, (await request(path, as, '"other"')).status]).toEqual([operation.name, 200]);
    }
  });

  test('returns 200 when the list has changed, or for another media type', async () => {
    const { headers } = await request('/v1/complaints', 'coordinator', null);
    const tag = headers.get('etag')!;
    expect((await request('/v1/complaints', 'coordinator', tag, { accept: 'text/csv' })).status).toBe(200);
    await city.lodge();
    await city.settle();
    expect((await request('/v1/complaints', 'coordinator', tag)).status).toBe(200);
  });

  test('returns 304 for a complaint until it or its clocks change, whatever time passes', async () => {
    const { id } = await assigned();
    const first = await request(`/v1/complaints/${id}`, 'coordinator', null);
    const remaining = ({ clocks }: Schemas['Complaint']) => clocks.find(({ name }) => name === 'resolution')!.remaining;
    const tag = first.headers.get('etag')!;
    expect(tag).toMatch(new RegExp(`^W/"${first.body.version}-[\\w-]{22}"$`));
    await city.advance('PT1H');
    expect([
      (await request(`/v1/complaints/${id}`, 'coordinator', tag)).status,
      remaining(await city.complaint(id)) === remaining(first.body),
    ]).toEqual([304, false]);
    await city.advance('P6D'); // a clock is breached; the version is the same
    const later = await request(`/v1/complaints/${id}`, 'coordinator', tag);
    expect([later.status, later.body.version]).toEqual([200, first.body.version]);
    // A caller with another view gets another ETag.
    expect((await request(`/v1/complaints/${id}`, 'auditor', null)).headers.get('etag')).not.toBe(
      later.headers.get('etag'),
    );
    expect((await request(`/v1/complaints/${id}`, undefined, tag)).status).toBe(401);
    expect((await request('/v1/complaints/0199aaaa-0000-7000-8000-000000000000', 'coordinator', '*')).status).toBe(404);
  });

  test('returns an ETag that If-Match accepts, as it does the version alone', async () => {
    const { id } = await assigned();
    const tag = (await request(`/v1/complaints/${id}`, 'officer:PUPR', null)).headers.get('etag')!;
    const contacted = (ifMatch: string) =>
      city.post(
        `/v1/complaints/${id}/contact`,
        { by: 'phone', note: 'Sudah ditelepon' },
        { as: 'officer:PUPR', headers: { 'if-match': ifMatch } },
      );
    expect((await contacted(tag)).status).toBe(200);
    expect((await contacted(tag)).status).toBe(412);
    const acted = await contacted(`"${(await city.complaint(id)).version}"`);
    expect([acted.status, acted.headers.get('etag')]).toEqual([200, `"${acted.body.version}"`]);
  });
});

describe('Link header of a list', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start();
    for (let n = 0; n < 5; n += 1) await city.lodge();
    await city.settle();
  });
  afterAll(() => city.stop());

  test('leads through all pages with the same filters, and ends', async () => {
    const seen: string[] = [];
    let path: string | undefined =
      '/v1/complaints?limit=2&status=received&status=assigned&sort=lodgedAt&region=63.71.04';
    for (let pages = 0; path !== undefined; pages += 1) {
      const page: TestResponse = await city.get(path, { as: 'coordinator' });
      const { items, next } = page.body as Page;
      expect([page.status, pages < 3]).toEqual([200, true]);
      seen.push(...items.map(({ id }) => id));
      const link: string | null = page.headers.get('link');
      expect(link === null).toBe(next === null);
      path = link === null ? undefined : /^<(\/v1\/complaints\?[^>]+)>; rel="next"$/.exec(link)![1];
      if (path) expect(new URLSearchParams(path.split('?')[1]).getAll('status')).toEqual(['received', 'assigned']);
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  test('is documented and sent on every list with a next page', async () => {
    const lists = (await operationsOf(city)).filter(({ entry }) =>
      entry.parameters?.some(({ name }) => name === 'cursor'),
    );
    expect(lists.filter(({ entry }) => !entry.responses[200]!.headers!.Link).map(({ name }) => name)).toEqual([]);
    for (const path of [
      '/v1/categories',
      '/v1/offices',
      '/v1/sla/clocks',
      '/v1/sla/policies',
      '/v1/messages',
    ] as const) {
      const { body, headers } = await city.get(`${path}?limit=1`, { as: 'coordinator' });
      expect([path, headers.get('link')]).toEqual([path, `<${path}?limit=1&cursor=${body.next}>; rel="next"`]);
    }
  });
});
