import { pothole, TestApp, type TestResponse } from '../../kit/app.js';
import { callerOf, operationsOf, pathOf, type DescribedOperation } from '../../kit/operations.js';
import type { Schemas } from '../../kit/response-body.js';

type Bytes = string | Buffer<ArrayBuffer>;
/** Must not occur in a response: a stack trace, SQL, or an internal name. */
const inside =
  /\n\s+at |node_modules|\.(ts|js):\d|SELECT |INSERT |UPDATE |syntax error|violates|pg_|\b(TypeError|RangeError|SyntaxError|ZodError|QueryFailedError)\b/;
const languages = ['id', 'en'] as const;

/** Bodies that no operation accepts, with the expected status. */
const bodies: Readonly<Record<string, readonly [Bytes, number]>> = {
  'that is no JSON': ['{"subject": ', 400],
  'of JSON with a comment': ['{} // note', 400],
  'of NaN': ['{"limit": NaN}', 400],
  'that is not UTF-8': [Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), 400],
  'in UTF-16': [Buffer.from('{"role":"admin"}', 'utf16le'), 400],
  'of raw NUL': ['\0', 400],
  'with NUL in a text': ['{"unknown":"a\\u0000b"}', 422],
  'with half a character': ['{"unknown":"a\\ud800b"}', 422],
  'nested ten thousand deep': [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400],
  'of objects nested too deep': [`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 400],
  'with a key that reaches a prototype': ['{"__proto__":{"isAnonymous":true}}', 400],
  'with such a key far inside': ['{"a":[{"b":{"constructor":{"prototype":{"c":1}}}}]}', 400],
  'with such a key escaped': ['{"__pro\\u0074o__":{"isAnonymous":true}}', 400],
  'with an unknown field': ['{"isAdministrator":true}', 422],
  'that is a list': ['[{}]', 422],
  'that is a text': ['"hello"', 422],
  'that is a number': ['1e308', 422],
  'that is null': ['null', 422],
  'of 400,000 numbers': [`[${'0,'.repeat(399_999)}0]`, 422],
  'of 50,000 unknown fields': [`{${Array.from({ length: 50_000 }, (_, n) => `"f${n}":1`).join()}}`, 422],
  'with an unknown field of a long name': [`{"${'n'.repeat(900_000)}":1}`, 422],
  'with a long name over many faults': [
    `{"${'n'.repeat(800_000)}":[${Array.from({ length: 200 }, () => '"\\u0000"').join()}]}`,
    422,
  ],
  'of a million numbers': [`[${'0,'.repeat(999_999)}0]`, 413],
  'of five megabytes': [JSON.stringify({ description: 'x'.repeat(5 * 1024 * 1024) }), 413],
};

/** Invalid fields of a lodging. */
const fields: Readonly<Record<string, object>> = {
  '/subject': { subject: 7 },
  '/subject (blank)': { subject: '     x  ' },
  '/description': { description: ['a text'] },
  '/channel': { channel: 'carrier_pigeon' },
  '/isAnonymous': { isAnonymous: 'yes' },
  '/incidentAt': { incidentAt: 'yesterday' },
  '/location/latitude': { location: { latitude: 91 } },
  '/location/longitude': { location: { longitude: '114.59' } },
  '/complainant/nationalId': { complainant: { name: 'Siti', nationalId: '123' } },
  '/complainant/email': { complainant: { name: 'Siti', email: `${'a'.repeat(200_000)}@` } },
  '/complainant/phone': { complainant: { name: 'Siti', phone: `+1${' '.repeat(200_000)}x` } },
  '/complainant': { complainant: null },
  '/complainant/name': { complainant: { name: {} } },
  '/category': { category: 'roads.unheard-of' },
  '/location/regionCode': { location: { regionCode: `63.71'; DROP TABLE complaints.complaints; --` } },
  '/counter': { counter: 'MPP-99' },
  '/vulnerableGroups/0': { vulnerableGroups: ['everybody'] },
  '/externalReferences': { externalReferences: Array.from({ length: 21 }, () => ({ system: 'lapor', id: '1' })) },
  '/externalReferences/0/id': { externalReferences: [{ system: 'lapor', id: '' }] },
  '/allegedMaladministration': { allegedMaladministration: Array.from({ length: 100_000 }, () => 7) },
};

describe('hostile input', () => {
  let city: TestApp;
  let operations: DescribedOperation[];
  let complaint: Schemas['LodgedComplaint'];
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    operations = await operationsOf(city);
    complaint = await city.lodge();
    await city.settle();
  });
  afterEach(async () => {
    expect((await city.get('/health/ready')).status).toBe(200);
  });
  afterAll(async () => {
    // Nothing had an effect: the one complaint is as its rule assigned it, and no event is parked.
    expect(await city.complaint(complaint.id)).toMatchObject({ status: 'assigned', version: 2 });
    expect(await city.sql('SELECT 1 FROM eventlog.parked')).toEqual([]);
    await city.stop();
  });

  const send = (
    operation: DescribedOperation,
    body: Bytes,
    headers: Record<string, string> = {},
  ): Promise<TestResponse> => {
    const as = callerOf(operation);
    return city.send(operation.method, pathOf(operation, { id: complaint.id, ticket: complaint.ticket }), body, {
      ...(as && { as }),
      headers: { 'content-type': 'application/json', ...headers },
    });
  };
  const refusedWith = (answer: TestResponse, status: number, language: string, what: string): void => {
    expect({
      what,
      status: answer.status,
      type: answer.headers.get('content-type'),
      language: answer.headers.get('content-language'),
    }).toEqual({ what, status, type: 'application/problem+json; charset=utf-8', language });
    expect(answer.body).toMatchObject({
      status,
      type: `urn:tuntas:problem:${answer.problem.code}`,
      title: expect.any(String),
      detail: expect.any(String),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(answer.text).not.toMatch(inside);
    expect(answer.text.length).toBeLessThan(64_000);
  };
  const lodge = (body: object, language = 'id') =>
    city.post('/v1/complaints', body, { as: 'counter_clerk', headers: { 'accept-language': language } });

  describe('as a body of every operation that takes one', () => {
    test.each(Object.entries(bodies))(
      'rejects %s in both languages, and has no effect',
      async (what, [body, status]) => {
        for (const operation of operations.filter(({ method }) => method !== 'GET')) {
          const [indonesian, english] = await Promise.all(
            languages.map(language => send(operation, body, { 'accept-language': language })),
          );
          refusedWith(indonesian!, status, 'id', `${operation.name} ${what}`);
          refusedWith(english!, status, 'en', `${operation.name} ${what}`);
          expect(english!.problem.code).toBe(indonesian!.problem.code);
          expect(english!.problem.title).not.toBe(indonesian!.problem.title);
        }
      },
    );

    test.each([
      ['text/plain', 415],
      ['application/x-www-form-urlencoded', 415],
      ['multipart/form-data; boundary=x', 415],
      ['application/xml', 415],
      ['nonsense', 415],
    ])('rejects %s', async (type, status) => {
      for (const operation of operations.filter(({ method }) => method !== 'GET'))
        refusedWith(await send(operation, '{}', { 'content-type': type }), status, 'id', operation.name);
    });
  });

  test.each(Object.entries(fields))('points at the field in error: %s', async (place, different) => {
    const pointer = place.split(' ')[0]!;
    const [indonesian, english] = [
      await lodge({ ...pothole, ...different }),
      await lodge({ ...pothole, ...different }, 'en'),
    ];
    refusedWith(indonesian, 422, 'id', place);
    refusedWith(english, 422, 'en', place);
    const details = [indonesian, english].map(
      ({ problem }) =>
        problem.errors!.find(fault => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))?.detail,
    );
    expect(details).toEqual([expect.any(String), expect.any(String)]);
    expect(JSON.stringify(indonesian.problem.errors)).not.toContain('DROP TABLE');
  });

  test('lists all faults of a request at once', async () => {
    const { problem } = await lodge({ subject: 'abc', extra: 1, complainant: { name: '', age: 7 } });
    expect(problem.errors!.map(({ pointer }) => pointer).sort()).toEqual([
      '/channel',
      '/complainant/age',
      '/complainant/name',
      '/description',
      '/extra',
      '/subject',
    ]);
  });

  test('rejects or ignores hostile headers', async () => {
    const post = (headers: Record<string, string>) =>
      city.post(`/v1/complaints/${complaint.id}/response`, { text: 'Halo' }, { as: 'officer:PUPR', headers });
    for (const [headers, code] of [
      [{ 'idempotency-key': 'k'.repeat(256) }, 'request.idempotency-key'],
      [{ 'idempotency-key': 'kunci\u00e9' }, 'request.idempotency-key'],
      [{ 'if-match': 'version 2' }, 'request.if-match'],
      [{ 'if-match': '"9999999999999999"' }, 'request.if-match'],
      [{ 'if-match': '"1", "2"' }, 'request.if-match'],
    ] as const) {
      const answer = await post(headers);
      refusedWith(answer, 400, 'id', JSON.stringify(headers));
      expect(answer.problem.code).toBe(code);
    }
    // Not yet accepted: the state causes the refusal, after every header was read.
    for (const headers of [
      { 'accept-language': ';;q=,,en;q=nonsense,\u00e9' },
      { traceparent: `00-${'z'.repeat(400)}` },
      { accept: 'image/png' },
      { 'x-access-code': '\u00ff'.repeat(500) },
      { 'x-forwarded-for': `'; DROP TABLE x; --` },
      { 'x-http-method-override': 'DELETE' },
    ])
      expect([headers, (await post(headers as Record<string, string>)).status]).toEqual([headers, 409]);
  });

  test('rejects hostile paths', async () => {
    for (const part of [
      'not-a-uuid',
      'a'.repeat(5_000),
      '%00',
      '%C3%28',
      '%',
      '..%2f..%2fetc%2fpasswd',
      '__proto__',
      '%27%20OR%201=1--',
      'constructor/timeline',
    ]) {
      const answer = await city.get(`/v1/complaints/${part}`, { as: 'coordinator' });
      refusedWith(answer, answer.status, 'id', part);
      expect([400, 404, 414]).toContain(answer.status);
    }
  });

  test('rejects hostile queries of a list', async () => {
    const lists = operations.filter(
      ({ method, entry }) => method === 'GET' && (entry.parameters ?? []).some(parameter => parameter.name === 'limit'),
    );
    expect(lists.length).toBeGreaterThan(5);
    const foreign = Buffer.from('[1,2]').toString('base64url');
    const queries = [
      'unheardOf=1',
      'limit=0',
      'limit=201',
      'limit=x',
      'limit=10&limit=20',
      'cursor=x',
      'cursor=%00',
      `cursor=${foreign}`,
      '__proto__[x]=1',
    ];
    for (const list of lists)
      for (const query of queries) {
        const as = callerOf(list);
        const answer = await city.get(`${pathOf(list, { id: complaint.id })}?${query}`, { ...(as && { as }) });
        refusedWith(answer, 400, 'id', `${list.name} ${query}`);
      }
  });

  test('stores or rejects dates and numbers at their limits, and never fails', async () => {
    const instants = [
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59-14:00',
      '2026-02-30T00:00:00Z',
      '2026-03-10T08:00:00+99:99',
      `1900-01-01T00:00:00.${'1234567890'.repeat(3)}Z`,
    ];
    for (const incidentAt of instants) {
      const answer = await lodge({ ...pothole, incidentAt });
      expect([incidentAt, answer.status === 201 || answer.status === 422]).toEqual([incidentAt, true]);
      if (answer.status === 201)
        expect((await city.get(`/v1/complaints/${answer.body.id}`, { as: 'coordinator' })).status).toBe(200);
    }
    for (const latitude of [-0, 5e-324, 90, Number.MIN_SAFE_INTEGER])
      expect([201, 422]).toContain((await lodge({ ...pothole, location: { latitude, longitude: 0 } })).status);
  });

  test('stores text that looks hostile as it was typed', async () => {
    const subject = `Robert'); DROP TABLE complaints.complaints;-- <script>alert(1)</script> \u202e\u{1f6a7} \${7*7}`;
    const answer = await lodge({ ...pothole, subject });
    const seen = subject.replace('\u202e', ''); // except for the character that reverses the reading direction
    expect(answer.body.subject).toBe(seen);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect((await city.complaint(answer.body.id)).subject).toBe(seen);
  });
});
