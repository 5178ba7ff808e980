import { pothole, TestApp, type TestResponse, type RequestOptions } from '../../kit/app.js';

const copies = 50;
const marker = 'Zx9-penanda-ulangan';

const parallel = <T>(work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: copies }, (_, n) => work(n)));
const tally = (answers: readonly TestResponse[]): Record<string, number> =>
  answers.reduce<Record<string, number>>(
    (counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }),
    {},
  );
/** The parts of a response that must be identical, byte for byte, in two responses to one request. */
const comparable = ({ status, headers, text }: TestResponse) => ({
  status,
  text,
  etag: headers.get('etag'),
  location: headers.get('location'),
  type: headers.get('content-type'),
});
const replayed = (answers: readonly TestResponse[]): number =>
  answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true').length;

describe('repeated request', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const clerk = (key: string, as = 'counter_clerk:MPP:Rina'): RequestOptions => ({
    as,
    headers: { 'idempotency-key': key },
  });
  const officer = (headers: Record<string, string> = {}): RequestOptions => ({ as: 'officer:PUPR', headers });
  const lodge = (body: object, options: RequestOptions) =>
    city.post('/v1/complaints', { ...pothole, ...body }, options);
  const count = async (): Promise<number> =>
    (await city.sql<{ n: number }>('SELECT count(*)::int AS n FROM complaints.complaints'))[0]!.n;
  const events = async (id: string, type: string): Promise<number> =>
    (
      await city.sql<{ n: number }>('SELECT count(*)::int AS n FROM eventlog.log WHERE subject = $1 AND type = $2', [
        id,
        type,
      ])
    )[0]!.n;
  const assigned = async () => {
    const complaint = await city.lodge();
    await city.settle();
    return complaint;
  };
  const accepted = async () => {
    const { id, receipt } = await assigned();
    const { body } = await city.post(`/v1/complaints/${id}/acceptance`, {}, officer());
    return { ...body, receipt };
  };

  test('lodges one complaint when it is sent fifty times at once, with the same bytes for each response', async () => {
    const before = await count();
    const answers = await parallel(() =>
      lodge({ description: `${marker} lubang besar di depan sekolah` }, clerk('lodge-once')),
    );

    const first = comparable(answers[0]!);
    expect(first).toMatchObject({ status: 201, etag: '"1"', location: `/v1/complaints/${answers[0]!.body.id}` });
    expect(answers[0]!.body.receipt.accessCode).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    for (const answer of answers) expect(comparable(answer)).toEqual(first);
    expect(replayed(answers)).toBe(copies - 1);
    expect(await count()).toBe(before + 1);
    await city.settle();
    expect(await events(answers[0]!.body.id, 'complaint.lodged.v1')).toBe(1);
  });

  test('is still the same request when its JSON is formatted differently', async () => {
    const first = await lodge({}, clerk('spelling'));
    const turned = Object.fromEntries(Object.entries(pothole).reverse());
    const { headers, as } = { ...clerk('spelling'), as: 'counter_clerk:MPP:Rina' };
    const again = await city.send('POST', '/v1/complaints', JSON.stringify(turned, null, 3), {
      as,
      headers: { ...headers, 'content-type': 'application/json' },
    });
    expect(comparable(again)).toEqual(comparable(first));
    expect(replayed([again])).toBe(1);
  });

  test('is rejected with another body under the same key, without effect', async () => {
    await lodge({}, clerk('two-bodies'));
    const before = await count();
    const other = await lodge({ subject: 'Lampu jalan padam di Kelayan' }, clerk('two-bodies'));
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ code: 'idempotency.other-body', title: 'Idempotency-Key sudah dipakai' });
    expect(await count()).toBe(before);
  });

  test('is a separate request for another client with the same key', async () => {
    const mine = await lodge({}, clerk('shared-key'));
    const theirs = await lodge({}, clerk('shared-key', 'counter_clerk:MPP:Budi'));
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
    expect(replayed([mine, theirs])).toBe(0);
  });

  test('is a separate request for another complaint with the same key', async () => {
    const [one, other] = [await accepted(), await accepted()];
    const respond = (id: string) =>
      city.post(
        `/v1/complaints/${id}/response`,
        { text: 'Tim kami meninjau.' },
        officer({ 'idempotency-key': 'same' }),
      );
    expect([(await respond(one.id)).body.id, (await respond(other.id)).body.id]).toEqual([one.id, other.id]);
  });

  test('is processed again after a refusal: only successful responses are stored', async () => {
    const { id } = await assigned();
    const respond = () =>
      city.post(
        `/v1/complaints/${id}/response`,
        { text: 'Tim kami meninjau.' },
        officer({ 'idempotency-key': 'too-early' }),
      );
    expect((await respond()).status).toBe(409);
    await city.post(`/v1/complaints/${id}/acceptance`, {}, officer());
    expect(await respond()).toMatchObject({ status: 200 });
    expect(replayed([await respond()])).toBe(1);
  });

  test('leaves neither its response nor its key readable in the database', async () => {
    await lodge({ description: `${marker} lubang besar di depan sekolah` }, clerk(`kunci-${marker}`));
    const stored = await city.sql<{ key: string; bytes: Buffer; row: string }>(
      'SELECT key, answer AS bytes, a::text AS row FROM eventlog.kept_answers a',
    );
    expect(stored.length).toBeGreaterThan(0);
    for (const { key, bytes, row } of stored) {
      expect(bytes.length).toBeGreaterThan(100);
      for (const plain of [key, bytes.toString('utf8'), bytes.toString('latin1'), row])
        expect(plain).not.toMatch(/penanda|Siti Rahmah|receipt|"status"/);
    }
  });

  test('gets the first response after the complaint has changed, and changes nothing', async () => {
    const { id } = await assigned();
    const accept = () =>
      city.post(`/v1/complaints/${id}/acceptance`, {}, officer({ 'idempotency-key': 'accept', 'if-match': '"2"' }));
    const first = await accept();
    expect(first).toMatchObject({ status: 200, body: { status: 'in_progress', version: 3 } });
    await city.post(
      `/v1/complaints/${id}/resolution`,
      { decision: 'granted', explanation: 'Sudah ditambal.' },
      officer(),
    );

    const again = await accept();
    expect(comparable(again)).toEqual(comparable(first));
    expect(replayed([first, again])).toBe(1);
    expect(await city.complaint(id)).toMatchObject({ status: 'resolved', version: 4 });
  });

  test('confirms once when a citizen confirms twice or fifty times at once', async () => {
    const { id, receipt } = await accepted();
    await city.post(
      `/v1/complaints/${id}/resolution`,
      { decision: 'granted', explanation: 'Sudah ditambal.' },
      officer(),
    );
    const headers = { 'x-access-code': receipt.accessCode, 'idempotency-key': 'agree' };
    const rating = { attitude: 5, attention: 4, action: 4 };
    const confirm = (more = {}) =>
      city.post(`/v1/tracking/${receipt.ticket}/confirmation`, { rating }, { headers: { ...headers, ...more } });

    const answers = await parallel(() => confirm());
    expect(answers[0]!.body).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    for (const answer of answers) expect(comparable(answer)).toEqual(comparable(answers[0]!));
    expect(replayed(answers)).toBe(copies - 1);
    // The stored response belongs to the citizen: the idempotency key alone gives no access.
    expect((await confirm({ 'x-access-code': 'AAAA-AAAA' })).status).toBe(404);
    await city.settle();
    expect(await events(id, 'complaint.confirmed.v1')).toBe(1);
  });

  describe('concurrent acts on one complaint', () => {
    test.each([
      ['without idempotency keys', () => ({})],
      ['with different idempotency keys', (n: number) => ({ 'idempotency-key': `respond-${n}` })],
    ])('succeed exactly once with the same If-Match version, %s', async (_, more) => {
      const { id, version } = await accepted();
      const answers = await parallel(n =>
        city.post(
          `/v1/complaints/${id}/response`,
          { text: `Jawaban ${n}` },
          officer({ 'if-match': `"${version}"`, ...more(n) }),
        ),
      );
      expect(tally(answers)).toEqual({ 200: 1, 412: copies - 1 });
      expect(answers.find(({ status }) => status === 412)!.body).toMatchObject({
        code: 'complaint.version-changed',
        title: 'Pengaduan sudah berubah',
      });
      expect(await city.complaint(id)).toMatchObject({ version: version + 1 });
      await city.settle();
      expect(await events(id, 'complaint.responded.v1')).toBe(1);
    });

    test('succeed once for an acceptance, and the others get their allowed actions', async () => {
      const { id } = await assigned();
      const answers = await parallel(() => city.post(`/v1/complaints/${id}/acceptance`, {}, officer()));
      expect(tally(answers)).toEqual({ 200: 1, 409: copies - 1 });
      for (const { body } of answers.filter(({ status }) => status === 409))
        expect(body).toMatchObject({
          code: 'complaint.act-not-allowed',
          allowedActions: [
            'contact',
            'response',
            'information-request',
            'resolution',
            'transfer',
            'internal-notes',
            'identity-disclosure',
          ],
        });
    });

    test('all succeed where the state allows them, each with its own version', async () => {
      const { id, version } = await accepted();
      const answers = await parallel(n =>
        city.post(`/v1/complaints/${id}/response`, { text: `Jawaban ${n}` }, officer()),
      );
      expect(tally(answers)).toEqual({ 200: copies });
      expect(answers.map(({ body }) => body.version).sort((a, b) => a - b)).toEqual(
        Array.from({ length: copies }, (_, n) => version + n + 1),
      );
    });
  });
});
