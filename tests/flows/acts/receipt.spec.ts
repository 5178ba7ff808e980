import { createHash } from 'node:crypto';
import { pothole, TestApp, type TestResponse } from '../../kit/app.js';

const hostile = `<script>alert("1")</script> & 'kutip' <img src=x onerror=alert(1)> \u202e`;

describe('receipt', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-07-06T23:30:00+08:00' });
  });
  afterAll(() => city.stop());

  const rina = 'counter_clerk:MPP:Rina';
  const again = (id: string, as: string, headers: Record<string, string> = {}) =>
    city.get(`/v1/complaints/${id}/receipt`, { as, headers });
  const page = (id: string, headers: Record<string, string> = {}, as = 'counter_clerk'): Promise<TestResponse> =>
    again(id, as, { accept: 'text/html', ...headers });
  const disclosures = async (id: string) =>
    (await city.publishedEvents(id))
      .filter(({ type }) => type === 'identity.disclosed.v1')
      .map(({ data }) => JSON.parse(data));
  const lodge = async (different: object = {}, as = rina) => {
    const complaint = await city.lodge(different, { as });
    await city.settle();
    return complaint;
  };

  test('has the same content when it is issued again, except for the access code, with the current state', async () => {
    const {
      id,
      receipt: { accessCode, ...first },
    } = await lodge({
      requestedSettlement: 'Mohon ditambal',
      complainant: { ...pothole.complainant, address: 'Sungai Andai RT 12' },
    });
    const answer = await again(id, 'counter_clerk:MPP:Budi');
    expect(answer.body).toEqual({
      ...first,
      issuedBy: 'Rina',
      complainant: 'Siti Rahmah',
      city: 'Kota Banjarmasin',
      subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
      requestedSettlement: 'Mohon ditambal',
      address: 'Sungai Andai RT 12',
      issuedAtInWords: 'Senin, 6 Juli 2026 pukul 23.30 WITA',
      explanation:
        'Pengaduan Anda sudah sampai di Dinas Pekerjaan Umum dan Penataan Ruang. Petugas di sana akan mempelajari dan menanganinya. ' +
        'Anda akan menerima tanggapan pertama paling lambat Senin, 13 Juli 2026 pukul 16.00 WITA.',
      until: '2026-07-13T08:00:00.000Z',
      untilInWords: 'Senin, 13 Juli 2026 pukul 16.00 WITA',
      remedies: [expect.stringContaining('Ombudsman'), expect.stringContaining('loket')],
    });
    expect(answer.text).not.toContain(accessCode);
    expect([answer.headers.get('cache-control'), answer.headers.get('vary')]).toEqual([
      'private, no-store',
      expect.stringContaining('Accept'),
    ]);
  });

  test('keeps the data of the day of lodging, whatever has changed since', async () => {
    const { id, ticket, receipt } = await lodge();
    await city.post(
      `/v1/complaints/${id}/verification`,
      { complete: false, missing: [{ field: 'description', note: 'Lebih jelas, Bu?' }] },
      { as: 'coordinator' },
    );
    await city.post(
      `/v1/tracking/${ticket}/completion`,
      { description: 'Uraian yang baru sama sekali.', note: 'Ini' },
      { headers: { 'x-access-code': receipt.accessCode } },
    );
    expect((await city.complaint(id)).description).toBe('Uraian yang baru sama sekali.');
    expect((await again(id, 'counter_clerk')).body.description).toBe(receipt.description);
  });

  test('is a disclosure each time, requires a reason, and does not change the version', async () => {
    const { id } = await lodge();
    const { version } = await city.complaint(id);
    await again(id, 'counter_clerk', { 'idempotency-key': 'receipt' });
    await page(id, { 'idempotency-key': 'receipt' });
    await city.settle();
    expect(await city.complaint(id)).toMatchObject({ version });
    expect(await disclosures(id)).toEqual(
      Array.from({ length: 2 }, () =>
        expect.objectContaining({
          toRole: 'counter_clerk',
          texts: [expect.objectContaining({ field: 'disclosure.reason' })],
        }),
      ),
    );
    expect(
      await city.sql(`SELECT body FROM complaints.texts WHERE complaint_id = $1 AND field = 'disclosure.reason'`, [id]),
    ).toEqual([{ body: 'receipt' }, { body: 'receipt' }]);
    const { items } = (await city.get(`/v1/complaints/${id}/audit?limit=200`, { as: 'auditor' })).body;
    expect(items.filter(({ type }) => type === 'identity.disclosed.v1')).toHaveLength(2);
    expect(JSON.stringify(items)).not.toMatch(/Siti|Rina/);
  });

  test('of an anonymous complaint contains no name and is no disclosure', async () => {
    const { id, receipt } = await lodge({ isAnonymous: true });
    expect(receipt.complainant).toBeNull();
    const [json, html] = [await again(id, 'counter_clerk'), await page(id)];
    expect(json.body).toMatchObject({ complainant: null, issuedBy: 'Rina' });
    expect(html.text).toContain('Anonim');
    for (const { text } of [json, html]) expect(text).not.toMatch(/Siti|6371046505800001|81234567890/);
    await city.settle();
    expect(await disclosures(id)).toEqual([]);
  });

  test('is only for clerks and for the client that lodged the complaint', async () => {
    const byClerk = await lodge();
    const byPartner = await lodge({ channel: 'app', counter: null }, 'integrator::lapor');
    const byCoordinator = await lodge({ channel: 'letter', counter: null }, 'coordinator::Ani');
    const status = async ({ id }: { id: string }, as: string, headers = {}): Promise<number> =>
      (await again(id, as, headers)).status;

    expect(
      await Promise.all(
        ['counter_clerk', rina, 'integrator::lapor', 'coordinator', 'coordinator::Ani'].map(as => status(byClerk, as)),
      ),
    ).toEqual([200, 200, 404, 404, 404]);
    expect(
      await Promise.all(
        ['integrator::lapor', 'integrator::other', 'counter_clerk', 'coordinator'].map(as => status(byPartner, as)),
      ),
    ).toEqual([200, 404, 404, 404]);
    expect(
      await Promise.all(
        ['coordinator::Ani', 'coordinator::Budi', 'integrator::lapor'].map(as => status(byCoordinator, as)),
      ),
    ).toEqual([200, 404, 404]);
    for (const as of [
      'officer:PUPR',
      'office_head:PUPR',
      'ombudsman',
      'auditor',
      'inspectorate',
      'admin',
      'sla_operator',
    ])
      expect([as, await status(byClerk, as)]).toEqual([as, 403]);
    expect((await city.get(`/v1/complaints/${byClerk.id}/receipt`)).status).toBe(401);

    const code = { 'x-access-code': byPartner.receipt.accessCode };
    expect(await status(byPartner, 'counter_clerk', { 'x-access-code': 'AAAA-AAAA' })).toBe(404);
    expect(await status(byPartner, 'counter_clerk', code)).toBe(200);
    expect(await status(byPartner, 'integrator::other', code)).toBe(404);
    expect(await status(byPartner, 'coordinator', code)).toBe(404);
    expect((await again(byPartner.id, 'integrator::lapor')).body).toMatchObject({ place: 'app', issuedBy: 'lapor' });
    await city.settle();
    expect(
      (await disclosures(byClerk.id)).length +
        (await disclosures(byPartner.id)).length +
        (await disclosures(byCoordinator.id)).length,
    ).toBe(2 + 3 + 1);
  });

  describe('printed at the lodging', () => {
    const ask = (different: object = {}, headers: Record<string, string> = {}, as = rina) =>
      city.post('/v1/complaints', { ...pothole, ...different }, { as, headers: { accept: 'text/html', ...headers } });
    const large = (text: string): string[] =>
      [...text.matchAll(/<strong>([^<]*)<\/strong>/g)].map(([, value]) => value!);

    test('has ticket, access code, next steps with their deadlines, and contact points', async () => {
      const answer = await ask({}, { 'accept-language': 'id' });
      const id = answer.headers.get('location')!.split('/').at(-1)!;
      expect([
        answer.status,
        answer.headers.get('content-type'),
        answer.headers.get('etag'),
        answer.headers.get('cache-control'),
        answer.headers.get('content-language'),
      ]).toEqual([201, 'text/html; charset=utf-8', '"1"', 'private, no-store', 'id']);
      const { ticket } = await city.complaint(id);
      const [printed, code] = large(answer.text);
      expect(printed).toBe(ticket);
      expect((await city.get(`/v1/tracking/${ticket}`, { headers: { 'x-access-code': code! } })).status).toBe(200);
      for (const part of [
        'Tanda Terima Pengaduan',
        'Kode akses Anda',
        'Siti Rahmah',
        'Rina',
        'Mal Pelayanan Publik Loket 3',
        'Senin, 6 Juli 2026 pukul 23.30 WITA',
        'Pengaduan Anda sudah kami terima.',
        'Kami selesai memeriksanya paling lambat Kamis, 9 Juli 2026 pukul 16.00 WITA.',
        'Simpanlah lembar ini',
        'Ombudsman',
        '137',
        'loket',
      ])
        expect(answer.text).toContain(part);
      expect(answer.text).not.toMatch(/undefined|null|6371046505800001/);
      for (const part of [
        'Balai Kota Banjarmasin',
        'https://tuntas.banjarmasinkota.go.id',
        'tidak dipungut biaya',
        'Tanda tangan petugas',
        'Tanda tangan pelapor',
      ])
        expect(answer.text).toContain(part);
      const full = await ask({
        requestedSettlement: 'Mohon <b>ditambal</b>',
        complainant: { ...pothole.complainant, address: 'Sungai Andai RT 12' },
      });
      for (const part of [
        '<dt>Alamat</dt>',
        'Sungai Andai RT 12',
        '<dt>Yang Anda harapkan</dt>',
        'Mohon &lt;b&gt;ditambal&lt;/b&gt;',
      ])
        expect(full.text).toContain(part);
      // The language is that of the citizen, whatever the Accept-Language of the clerk.
      const english = await ask(
        { isAnonymous: true, language: 'en', complainant: { ...pothole.complainant, address: 'Sungai Andai RT 12' } },
        { 'accept-language': 'id' },
      );
      expect(english.headers.get('content-language')).toBe('en');
      expect(english.text).not.toContain('RT 12');
      for (const part of [
        '<html lang="en">',
        'Your access code',
        'We will finish checking it by Thursday 9 July 2026 at 16:00 WITA.',
        'Anonymous',
      ])
        expect(english.text).toContain(part);
      expect(english.text).not.toContain('Siti');
      // The vault was not read: the name is in the request of the lodging.
      await city.settle();
      expect(await disclosures(id)).toEqual([]);
    });

    test('returns the same page for the same key, also after the complaint has changed; JSON by default', async () => {
      const key = { 'idempotency-key': 'printed' };
      const first = await ask({}, key);
      await city.settle();
      expect((await city.post(`${first.headers.get('location')}/acceptance`, {}, { as: 'officer:PUPR' })).status).toBe(
        200,
      );
      const again = await ask({}, key);
      const sent = ({ status, text, headers }: TestResponse) => [
        status,
        text,
        ...['location', 'etag', 'content-type', 'content-language', 'content-security-policy'].map(name =>
          headers.get(name),
        ),
      ];
      expect(sent(again)).toEqual(sent(first));
      expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
      const asJson = await ask({}, { ...key, accept: 'application/json' });
      expect(asJson).toMatchObject({
        status: 201,
        body: { receipt: { ticket: large(first.text)[0], accessCode: large(first.text)[1] } },
      });
      expect(Object.keys(asJson.body.receipt).sort()).toEqual([
        'accessCode',
        'complainant',
        'description',
        'issuedAt',
        'issuedBy',
        'place',
        'ticket',
      ]);
      expect(asJson.body).not.toHaveProperty('page');
      for (const accept of ['*/*', 'image/png', 'application/json, text/html;q=0.9'])
        expect((await ask({}, { accept })).headers.get('content-type')).toContain('application/json');
    });

    test('leaves neither page nor access code readable in the database', async () => {
      const answer = await ask({}, { 'idempotency-key': 'sealed' });
      const stored = JSON.stringify(
        await city.sql(`SELECT encode(answer, 'escape') AS answer FROM eventlog.kept_answers`),
      );
      for (const part of [large(answer.text)[1]!, 'Siti', 'Tanda Terima', 'explanation'])
        expect(stored).not.toContain(part);
    });

    test('returns the same problems as any lodging', async () => {
      const answer = await ask({ subject: 'x' });
      expect([answer.status, answer.headers.get('content-type'), answer.problem.errors![0]!.pointer]).toEqual([
        422,
        'application/problem+json; charset=utf-8',
        '/subject',
      ]);
    });
  });

  describe('as a page', () => {
    test('is returned for Accept: text/html, in the language of the citizen; JSON otherwise', async () => {
      const { id, ticket } = await lodge();
      const [indonesian, english] = [
        await page(id, { 'accept-language': 'en' }),
        await page((await lodge({ language: 'en' })).id, { 'accept-language': 'id' }),
      ];
      expect([indonesian.headers.get('content-type'), indonesian.headers.get('cache-control')]).toEqual([
        'text/html; charset=utf-8',
        'private, no-store',
      ]);
      expect(indonesian.text).toMatch(/^<!doctype html>\n<html lang="id">/);
      for (const part of [
        ticket,
        'Tanda Terima Pengaduan',
        'Siti Rahmah',
        'Rina',
        'Mal Pelayanan Publik Loket 3',
        'Senin, 6 Juli 2026',
        'paling lambat Senin, 13 Juli 2026',
        'Ombudsman',
        '137',
        'tidak dicetak lagi',
      ])
        expect(indonesian.text).toContain(part);
      for (const part of [
        '<html lang="en">',
        'Receipt of a complaint',
        'by Monday 13 July 2026',
        'not printed here again',
      ])
        expect(english.text).toContain(part);
      for (const accept of ['application/json', '*/*', 'image/png', 'application/json, text/html;q=0.9'])
        expect((await page(id, { accept })).headers.get('content-type')).toContain('application/json');
      expect(
        (await page(id, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })).headers.get('content-type'),
      ).toContain('text/html');
    });

    test('escapes all typed text, has no script and loads nothing', async () => {
      const description = `${hostile} sudah tiga minggu begini`;
      const { id } = await lodge(
        { subject: hostile, description, complainant: { name: hostile } },
        `counter_clerk:MPP:${hostile}`,
      );
      const { text, headers } = await page(id);
      expect(
        text.split(
          '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;kutip&#39; &lt;img src=x onerror=alert(1)&gt;',
        ),
      ).toHaveLength(5);
      const tags = [...text.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)].map(([, name, attributes]) => ({
        name: name!.toLowerCase(),
        attributes: attributes!,
      }));
      expect([...new Set(tags.map(({ name }) => name))].sort()).toEqual([
        'bdi',
        'body',
        'dd',
        'div',
        'dl',
        'dt',
        'h1',
        'h2',
        'head',
        'header',
        'html',
        'meta',
        'p',
        'section',
        'span',
        'strong',
        'style',
        'title',
      ]);
      expect(tags.filter(({ attributes }) => /\b(src|href|on\w+|action|style)\s*=/i.test(attributes))).toEqual([]);
      const style = /<style>([^]*)<\/style>/.exec(text)![1]!;
      expect(style).not.toMatch(/url\(|@import/);
      const hash = createHash('sha256').update(style).digest('base64');
      expect(headers.get('content-security-policy')).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
    });

    test('is made for A5 and for a monochrome printer', async () => {
      const { text } = await page((await lodge()).id);
      expect(text).toMatch(/@page \{ size: A5/);
      const colours = [...text.matchAll(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|hsl\([^)]*\)/gi)].map(([colour]) => colour);
      expect(colours.filter(colour => !['#000', '#fff', '#39'].includes(colour))).toEqual([]);
    });

    test('describes a channel that has no label', async () => {
      const { id } = await lodge({ channel: 'outreach', counter: null });
      expect((await page(id)).text).toContain('<bdi>Jemput bola</bdi>');
      const english = await lodge({ channel: 'outreach', counter: null, language: 'en' });
      expect((await page(english.id)).text).toContain('<bdi>Outreach visit</bdi>');
    });
  });
});

describe('promises of a new receipt', () => {
  test('agree with the verification clock on working days, before holidays, at night and in Ramadan', async () => {
    const city = await TestApp.start();
    try {
      for (const instant of [
        '2026-03-02T10:00:00+08:00',
        '2026-03-13T16:45:00+08:00',
        '2026-03-17T09:00:00+08:00',
        '2026-07-06T23:30:00+08:00',
        '2026-12-24T00:00:00+08:00',
        '2026-12-31T07:00:00+08:00',
      ]) {
        await city.set(instant);
        const printed = await city.post(
          '/v1/complaints',
          { ...pothole, category: null, language: 'en' },
          { as: 'counter_clerk', headers: { accept: 'text/html' } },
        );
        const id = printed.headers.get('location')!.split('/').at(-1)!;
        await city.settle();
        const { clocks, lodgedAt } = await city.complaint(id);
        const { dueAt } = clocks.find(({ name }) => name === 'verification')!;
        expect([
          instant,
          new Date(
            (await city.sql<{ due: Date }>('SELECT sla.checked_by($1, $2, 480) AS due', [lodgedAt, 'office-hours']))[0]!
              .due,
          ).toISOString(),
        ]).toEqual([instant, dueAt]);
        const local = new Date(Date.parse(dueAt!) + 8 * 3_600_000);
        expect(printed.text).toContain(
          `by ${local.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' })} ${local.getUTCDate()} `,
        );
      }
    } finally {
      await city.stop();
    }
  });
});
