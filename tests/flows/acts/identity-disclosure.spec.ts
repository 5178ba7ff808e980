import { TestApp } from '../../kit/app.js';

const siti = {
  name: 'Siti Rahmah',
  nationalId: '6371046505800001',
  phone: '+6281234567890',
  email: null,
  address: 'Sungai Andai RT 12',
};
const identity = { complainant: siti, representative: null };
const secret = /Siti|6371046505800001|81234567890|Andai RT 12/;

describe('disclosure of the complainant', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const ask = (
    id: string,
    as: string,
    headers: Record<string, string> = {},
    body: object = { reason: 'Menjemput untuk peninjauan' },
  ) => city.post(`/v1/complaints/${id}/identity-disclosure`, body, { as, headers });
  const lodged = async (different: object = {}) => {
    const complaint = await city.lodge({ complainant: siti, ...different });
    await city.settle();
    return complaint;
  };
  const referred = async (different: object = {}) => {
    const complaint = await lodged(different);
    await city.post(
      `/v1/tracking/${complaint.ticket}/referral`,
      { consent: true },
      { headers: { 'x-access-code': complaint.receipt.accessCode } },
    );
    await city.settle();
    return complaint;
  };
  const disclosures = async (id: string) =>
    (await city.publishedEvents(id))
      .filter(({ type }) => type === 'identity.disclosed.v1')
      .map(({ data }) => JSON.parse(data));

  test('is for the responsible office and the coordinator, is not cacheable and changes no version', async () => {
    const { id } = await lodged({ representative: { name: 'Budi', phone: '0511-3354400' } });
    const { version } = await city.complaint(id);
    for (const as of ['officer:PUPR', 'office_head:PUPR', 'coordinator']) {
      const answer = await ask(id, as);
      expect([
        answer.status,
        answer.headers.get('cache-control'),
        answer.body.complainant,
        answer.body.representative!.name,
      ]).toEqual([200, 'private, no-store', siti, 'Budi']);
    }
    expect(await city.complaint(id)).toMatchObject({ version });
    await city.settle();
    const entries = await disclosures(id);
    expect(entries.map(({ toRole, toOffice }) => [toRole, toOffice])).toEqual([
      ['officer', 'PUPR'],
      ['office_head', 'PUPR'],
      ['coordinator', null],
    ]);
    for (const disclosed of entries)
      expect(disclosed).toMatchObject({
        toRef: expect.stringMatching(/^dev-/),
        texts: [{ field: 'disclosure.reason' }],
      });
  });

  test('returns 404 to another office, and 403 to roles without access', async () => {
    const { id } = await referred();
    const [others, nonexistent] = [
      await ask(id, 'officer:DISHUB'),
      await ask('0199aaaa-0000-7000-8000-000000000000', 'officer:PUPR'),
    ];
    const { instance: _i, traceId: _t, ...problem } = others.problem;
    expect([others.status, nonexistent.body]).toEqual([404, expect.objectContaining(problem)]);
    for (const as of ['counter_clerk', 'integrator', 'inspectorate', 'auditor', 'sla_operator', 'admin'])
      expect((await ask(id, as)).status).toBe(403);
    expect((await ask((await lodged()).id, 'ombudsman')).status).toBe(404);
    expect(await ask(id, 'ombudsman')).toMatchObject({ status: 200, body: identity });
  });

  test('requires a reason, and a matching version if one is sent', async () => {
    const { id } = await lodged();
    for (const body of [{}, { reason: '  ' }, { reason: 'x'.repeat(2_001) }, { reason: 7 }])
      expect(await ask(id, 'officer:PUPR', {}, body)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/reason' }] },
      });
    expect((await ask(id, 'officer:PUPR', { 'if-match': '"1"' })).status).toBe(412);
    expect((await ask(id, 'officer:PUPR', { 'if-match': '"2"' })).status).toBe(200);
  });

  test('is in the allowed actions of exactly the roles that may have it', async () => {
    const [named, anonymous] = [await referred(), await referred({ isAnonymous: true })];
    const offered = async (id: string, as: string): Promise<boolean> =>
      (await city.complaint(id, as)).allowedActions.includes('identity-disclosure');
    for (const as of ['officer:PUPR', 'coordinator', 'ombudsman']) {
      expect([as, await offered(named.id, as)]).toEqual([as, true]);
      const isOffered = await offered(anonymous.id, as);
      expect([as, isOffered, (await ask(anonymous.id, as)).status]).toEqual(
        as === 'ombudsman' ? [as, true, 200] : [as, false, 409],
      );
    }
  });

  test('hides an anonymous complainant from every office in every state, even if the vault has a name', async () => {
    const [known, unknown] = [
      await lodged({ isAnonymous: true }),
      await lodged({ isAnonymous: true, complainant: null }),
    ];
    const everywhere = async (): Promise<void> => {
      for (const as of ['officer:PUPR', 'office_head:PUPR', 'coordinator']) {
        const [one, other] = [await ask(known.id, as), await ask(unknown.id, as)];
        expect(one).toMatchObject({ status: 409, body: { code: 'identity.withheld' } });
        const { instance: _i, traceId: _t, ...problem } = one.problem;
        expect(other.body).toMatchObject(problem);
        expect(`${one.text}${(await city.get(`/v1/complaints/${known.id}`, { as })).text}`).not.toMatch(secret);
      }
    };
    await everywhere();
    for (const { id } of [known, unknown])
      await city.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer:PUPR' });
    await everywhere();
    for (const { ticket, receipt } of [known, unknown])
      await city.post(
        `/v1/tracking/${ticket}/referral`,
        { consent: true },
        { headers: { 'x-access-code': receipt.accessCode } },
      );
    await city.settle();
    await everywhere();
    expect(await ask(known.id, 'ombudsman')).toMatchObject({ status: 200, body: identity });
    expect(await ask(unknown.id, 'ombudsman')).toMatchObject({ status: 409, body: { code: 'identity.not-kept' } });
    await city.settle();
    expect((await disclosures(known.id)).map(({ toRole }) => toRole)).toEqual(['ombudsman']);
    expect(await disclosures(unknown.id)).toEqual([]);
  });

  test('does not leak through the reason that the Ombudsman gave', async () => {
    const { id } = await referred({ isAnonymous: true });
    expect((await ask(id, 'ombudsman', {}, { reason: 'Menelepon Bu Siti Rahmah' })).status).toBe(200);
    await city.settle();
    const reason = async (as: string): Promise<unknown> =>
      (await city.get(`/v1/complaints/${id}/timeline?limit=200`, { as })).body.items.find(
        ({ type }) => type === 'identity.disclosed.v1',
      )!.texts;
    for (const as of ['officer:PUPR', 'office_head:PUPR', 'coordinator', 'counter_clerk'])
      expect([as, await reason(as)]).toEqual([as, []]);
    expect(await reason('ombudsman')).toEqual([{ field: 'disclosure.reason', body: 'Menelepon Bu Siti Rahmah' }]);
  });

  test('is not replayed: a repeated request is a new disclosure', async () => {
    const { id } = await lodged();
    const key = { 'idempotency-key': 'who-1' };
    const [first, again] = [await ask(id, 'officer:PUPR', key), await ask(id, 'officer:PUPR', key)];
    expect([again.text, again.headers.get('cache-control'), again.headers.get('idempotency-replayed')]).toEqual([
      first.text,
      'private, no-store',
      null,
    ]);
    await city.settle();
    expect(await disclosures(id)).toHaveLength(2);
    expect(await city.sql(`SELECT FROM eventlog.kept_answers WHERE path LIKE '%/identity-disclosure'`)).toEqual([]);
  });

  test('is listed for callers who reach the complaint now, and not for those who did before', async () => {
    const { id } = await lodged();
    const key = { 'idempotency-key': 'who-2' };
    expect((await ask(id, 'officer:PUPR', key)).status).toBe(200);
    expect(
      (
        await city.post(
          `/v1/complaints/${id}/transfer`,
          { toOffice: 'DLH', reason: 'Bukan jalan kota' },
          { as: 'officer:PUPR' },
        )
      ).status,
    ).toBe(200);
    expect((await ask(id, 'officer:PUPR', key)).status).toBe(404);
    await city.settle();
    expect(await disclosures(id)).toHaveLength(1);
  });

  test('does not leak the identity to any other response, event or audit entry', async () => {
    const complaint = await referred();
    for (const as of ['officer:PUPR', 'coordinator', 'ombudsman']) await ask(complaint.id, as);
    await city.settle();
    const answers = await Promise.all([
      ...['', '/timeline?limit=200'].flatMap(path =>
        ['officer:PUPR', 'coordinator', 'counter_clerk', 'ombudsman'].map(as =>
          city.get(`/v1/complaints/${complaint.id}${path}`, { as }),
        ),
      ),
      city.get(`/v1/complaints/${complaint.id}/audit?limit=200`, { as: 'auditor' }),
      city.get('/v1/ombudsman/cases', { as: 'ombudsman' }),
      city.get(`/v1/tracking/${complaint.ticket}`, { headers: { 'x-access-code': complaint.receipt.accessCode } }),
    ]);
    for (const answer of answers) expect([answer.status, secret.test(answer.text)]).toEqual([200, false]);
    expect((await city.publishedEvents()).filter(({ data }) => secret.test(data))).toEqual([]);
    expect(
      (await city.get(`/v1/complaints/${complaint.id}/audit?limit=200`, { as: 'auditor' })).body.items.filter(
        ({ type }) => type === 'identity.disclosed.v1',
      ),
    ).toHaveLength(3);
  });
});

describe('rate limit of identity disclosures', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ config: { disclosuresPerHour: 3 } });
  });
  afterAll(() => city.stop());

  const ask = (id: string, as: string) =>
    city.post(
      `/v1/complaints/${id}/identity-disclosure`,
      { reason: 'Menjemput' },
      { as, headers: { 'accept-language': 'en' } },
    );

  test('refuses a person after the hourly limit on both routes, also in parallel, while others may read', async () => {
    const { id } = await city.lodge();
    await city.settle();
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(id, 'officer:PUPR')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429, 429]);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ code: 'identity.too-many', title: 'Too many identities read' });
    expect(refused.body).not.toHaveProperty('retryAfter');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect((await ask(id, 'coordinator')).status).toBe(200);

    const receipt = (as: string) => city.get(`/v1/complaints/${id}/receipt`, { as });
    const receipts = [];
    for (let n = 0; n < 4; n += 1) receipts.push((await receipt('counter_clerk')).status);
    expect(receipts).toEqual([200, 200, 200, 429]);
    const anonymous = await city.lodge({ isAnonymous: true });
    expect((await city.get(`/v1/complaints/${anonymous.id}/receipt`, { as: 'counter_clerk' })).status).toBe(200);

    await city.settle();
    expect((await city.publishedEvents(id)).filter(({ type }) => type === 'identity.disclosed.v1')).toHaveLength(
      3 + 1 + 3,
    );
    expect((await city.get('/metrics')).text).toMatch(/^tuntas_disclosures_refused_total 4$/m);
    await city.sql(`UPDATE vault.disclosures SET times = ARRAY(SELECT t - interval '1 hour' FROM unnest(times) AS t)`);
    expect((await ask(id, 'officer:PUPR')).status).toBe(200);
  });
});
