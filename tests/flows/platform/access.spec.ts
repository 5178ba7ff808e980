import { generateKeyPairSync } from 'node:crypto';
import { importJWK, SignJWT, UnsecuredJWT, type JWK } from 'jose';
import { roles } from '@tuntas/kernel';
import { developmentIssuer, publicHalf } from '@tuntas/platform';
import { TestApp, testSecrets, type TestResponse } from '../../kit/app.js';
import { callerOf, operationsOf, pathOf, type DescribedOperation } from '../../kit/operations.js';
import type { Schemas } from '../../kit/response-body.js';

const hour = 3_600;
const now = (): number => Math.floor(Date.now() / 1_000);
const claims = { name: 'Kepala', roles: [...roles], office: 'PUPR' };

/** A token of the development issuer, with the given deviations. */
const signed = async ({
  key = testSecrets().signingKey as JWK,
  alg = 'EdDSA',
  issuer = developmentIssuer,
  audience = 'tuntas',
  expires = now() + hour,
} = {}): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject('dev-forger')
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(await importJWK(key, alg));
const strangerKey = (): JWK => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK;
/** The public key as a shared secret. A verifier accepts it if it lets the token choose the algorithm. */
const publicAsSecret = (): JWK => ({ kty: 'oct', k: publicHalf(testSecrets().signingKey!)['x'] as string });
const tampered = async (): Promise<string> => {
  const [head, , seal] = (await signed()).split('.');
  return [
    head,
    Buffer.from(
      JSON.stringify({ ...claims, sub: 'dev-forger', iss: developmentIssuer, aud: 'tuntas', exp: now() + hour }),
    ).toString('base64url'),
    seal,
  ].join('.');
};

const badTokens: readonly (readonly [string, () => Promise<string> | string])[] = [
  ['signed with an unknown key', () => signed({ key: strangerKey() })],
  ['that has expired', () => signed({ expires: now() - 60 })],
  ['for another audience', () => signed({ audience: 'another-city' })],
  ['of an unknown issuer', () => signed({ issuer: 'https://issuer.example' })],
  [
    'without a signature (alg none)',
    () =>
      new UnsecuredJWT(claims)
        .setIssuer(developmentIssuer)
        .setAudience('tuntas')
        .setSubject('dev-forger')
        .setExpirationTime('1h')
        .encode(),
  ],
  ['signed with our public key as a shared secret (HS256)', () => signed({ key: publicAsSecret(), alg: 'HS256' })],
  ['with replaced claims', tampered],
  ['that is malformed', () => 'abc.def.ghi'],
  ['that is empty', () => '.'],
];

const isProblem = (answer: TestResponse, status: number): void => {
  expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
  });
};

describe('access control of the whole system', () => {
  let city: TestApp;
  let operations: DescribedOperation[];
  let complaint: Schemas['LodgedComplaint'];
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    operations = await operationsOf(city);
    complaint = await city.lodge();
    await city.settle();
  });
  afterAll(() => city.stop());

  const call = (
    operation: DescribedOperation,
    { headers = {}, as, body = '{' }: { headers?: Record<string, string>; as?: string; body?: string } = {},
  ) =>
    city.send(
      operation.method,
      pathOf(operation, { id: complaint.id, ticket: complaint.ticket }),
      operation.method === 'GET' ? undefined : body,
      { ...(as && { as }), headers: { 'content-type': 'application/json', ...headers } },
    );
  const guarded = (): DescribedOperation[] => operations.filter(operation => operation.roles !== 'public');

  test('is public only where the OpenAPI document says so', async () => {
    const open = operations.filter(({ roles }) => roles === 'public').map(({ path }) => path);
    expect(open.filter(path => !/^\/(health|dev|v1\/tracking)\//.test(path)).sort()).toEqual([
      '/',
      '/v1/categories',
      '/v1/regions',
      '/v1/vocabulary',
    ]);
    expect(guarded().length).toBeGreaterThan(15);
    for (const path of ['/metrics', '/openapi.json', '/docs'])
      expect([path, (await city.get(path)).status]).toEqual([path, 200]);
  });

  test.each(badTokens)('rejects a token %s on every route and on unknown paths', async (_, make) => {
    const headers = { authorization: `Bearer ${await make()}` };
    for (const operation of guarded()) isProblem(await call(operation, { headers }), 401);
    for (const path of ['/v1/nothing', '/v1', '/v1/complaints/../../etc/passwd', '/metrics.php'])
      isProblem(await city.get(path, { headers }), 401);
  });

  test('accepts the same token when it is valid', async () => {
    const answer = await city.get(`/v1/complaints/${complaint.id}`, {
      headers: { authorization: `Bearer ${await signed()}` },
    });
    expect(answer.status).toBe(200);
  });

  test('requires a token before any other check, also on unknown paths', async () => {
    for (const operation of guarded()) {
      const answer = await call(operation);
      isProblem(answer, 401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])
      isProblem(await city.send(method, '/v1/nothing', undefined), 401);
    isProblem(await city.get('/v1/nothing', { as: 'admin' }), 404);
    isProblem(await city.send('DELETE', `/v1/complaints/${complaint.id}`, undefined, { as: 'coordinator' }), 405);
    isProblem(await city.get('/v1/nothing', { headers: { authorization: 'Basic YWRtaW46YWRtaW4=' } }), 401);
  });

  test('returns 403 for every role that an operation does not name, before it validates the body', async () => {
    for (const operation of guarded().filter(({ roles }) => Array.isArray(roles)))
      for (const role of roles.filter(role => !operation.roles.includes(role))) {
        const answer = await call(operation, { as: `${role}:PUPR` });
        expect([operation.name, role, answer.status, answer.problem.code]).toEqual([
          operation.name,
          role,
          403,
          'access.role-required',
        ]);
      }
  });

  test('validates the shape of a request before it checks that the object exists', async () => {
    for (const operation of operations.filter(({ method }) => method !== 'GET')) {
      const as = callerOf(operation);
      const answer = await city.send(operation.method, pathOf(operation), '[]', {
        ...(as && { as }),
        headers: { 'content-type': 'application/json' },
      });
      expect([operation.name, answer.status]).toEqual([operation.name, 422]);
    }
  });

  describe('complaint of another office', () => {
    const acts: readonly (readonly [string, object])[] = [
      ['acceptance', {}],
      ['response', { text: 'Tim kami meninjau.' }],
      ['resolution', { decision: 'granted', explanation: 'Sudah ditambal.' }],
      ['contact', { by: 'phone', note: 'Sudah ditelepon.' }],
      ['information-request', { question: 'Yang mana?' }],
      ['transfer', { toOffice: 'DLH', reason: 'Pohonnya' }],
      ['internal-notes', { text: 'Catatan' }],
      ['identity-disclosure', { reason: 'Kunjungan' }],
    ];
    test.each(['officer:DISHUB', 'office_head:DISHUB', 'officer', 'office_head'])(
      'looks like an unknown complaint to %s',
      async as => {
        const unknown = '0199aaaa-0000-7000-8000-000000000000';
        for (const [act, body] of acts) {
          const [others, nonexistent] = await Promise.all(
            [complaint.id, unknown].map(id =>
              city.post(`/v1/complaints/${id}/${act}`, body, { as, headers: { 'if-match': '"99"' } }),
            ),
          );
          isProblem(others!, 404);
          // The two problems differ only in path and trace.
          const { instance: _i, traceId: _t, ...problem } = others!.problem;
          expect(nonexistent!.body).toMatchObject(problem);
        }
        for (const path of ['', '/timeline'])
          isProblem(await city.get(`/v1/complaints/${complaint.id}${path}`, { as }), 404);
        expect((await city.get('/v1/complaints', { as })).body.items).toEqual([]);
        expect((await city.get('/v1/complaints/count', { as })).body).toEqual({ count: 0 });
        expect(await city.complaint(complaint.id)).toMatchObject({ status: 'assigned', version: 2 });
      },
    );
  });

  test('shows a partner only the complaints that it lodged', async () => {
    const own = await city.lodge({ channel: 'partner', counter: null }, { as: 'integrator::lapor' });
    const reads = async (as: string): Promise<number> => (await city.get(`/v1/complaints/${own.id}`, { as })).status;
    expect(
      await Promise.all([
        reads('integrator::lapor'),
        reads('integrator::other'),
        reads('counter_clerk'),
        reads('admin'),
      ]),
    ).toEqual([200, 404, 404, 403]);
  });

  test('shows texts only to roles that may read them', async () => {
    const texts = async (as: string): Promise<unknown[]> => {
      const { subject, description, requestedSettlement, location } = await city.complaint(complaint.id, as);
      return [subject, description, requestedSettlement, location!.address];
    };
    expect((await texts('officer:PUPR')).every(text => typeof text === 'string')).toBe(true);
    for (const as of ['sla_operator', 'auditor']) {
      expect(await texts(as)).toEqual([null, null, null, null]);
      const items = (await city.get(`/v1/complaints/${complaint.id}/timeline`, { as })).body.items;
      expect(items.flatMap(item => item.texts)).toEqual([]);
      expect((await city.get('/v1/complaints', { as })).body.items.map(item => item.subject).filter(Boolean)).toEqual(
        [],
      );
    }
  });

  test('gives the same response for an unknown ticket and for a wrong access code', async () => {
    const ask = async (ticket: string) =>
      await city.get(`/v1/tracking/${ticket}`, { headers: { 'x-access-code': 'AAAA-AAAA' } });
    const [wrongCode, wrongTicket, noTicket] = [
      await ask(complaint.ticket),
      await ask('BJM-2026-999999-0'),
      await ask('%27%20OR%201=1'),
    ];
    for (const answer of [wrongCode, wrongTicket, noTicket]) isProblem(answer, 404);
    const { instance: _i, traceId: _t, ...problem } = wrongCode.problem;
    expect([wrongTicket.body, noTicket.body]).toMatchObject([problem, problem]);
  });
});
