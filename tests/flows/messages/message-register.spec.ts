import { TestApp, type Query } from '../../kit/app.js';
import { insertMessage, messageRow } from '../../kit/messages.js';
import type { Schemas } from '../../kit/response-body.js';

const marker = /Siti Rahmah|6371046505800001|81234567890|siti@|Sungai Andai RT 12/;

describe('register of messages', () => {
  let city: TestApp;
  let atCounter: Schemas['LodgedComplaint'];
  let byPartner: Schemas['LodgedComplaint'];
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    // The outbox folder is not writable, so messages stay pending.
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00', config: { outbox: '/dev/null/outbox' } });
    const complainant = {
      name: 'Siti Rahmah',
      nationalId: '6371046505800001',
      phone: '+6281234567890',
      email: 'siti@kota.example',
      address: 'Sungai Andai RT 12',
    };
    atCounter = await city.lodge({ complainant });
    byPartner = await city.lodge({ complainant, channel: 'partner', counter: null }, { as: 'integrator::lapor' });
    await city.settle();
    // Messages of the lodgings are not part of this test.
    await city.sql('DELETE FROM complaints.messages');
    const decide = async (name: string, complaint: Schemas['LodgedComplaint'], message: object) => {
      ids[name] = await insertMessage(city, complaint.id, message);
    };
    await decide('mail', atCounter, { channel: 'email', decidedAt: '2026-03-18T01:00:00Z' });
    await decide('sms to a partner', byPartner, { channel: 'sms', decidedAt: '2026-03-19T01:00:00Z' });
    await decide('paper at MPP-03', atCounter, {
      channel: 'print',
      counter: 'MPP-03',
      decidedAt: '2026-03-20T01:00:00Z',
    });
    await decide('paper anywhere', byPartner, { channel: 'print', language: 'en', decidedAt: '2026-03-21T01:00:00Z' });
    await decide('paper at MPP-05', atCounter, {
      channel: 'print',
      counter: 'MPP-05',
      decidedAt: '2026-03-22T01:00:00Z',
    });
    await decide('given up', atCounter, { channel: 'email', decidedAt: '2026-03-23T01:00:00Z' });
    await city.sql(
      `UPDATE complaints.messages
        SET status = 'failed', problem = 'recipient.refused', attempts = 1, settled_at = clock.now()
        WHERE id = $1`,
      [ids['given up']],
    );
  });
  afterAll(() => city.stop());

  const named = (items: readonly { id: string }[]): (string | undefined)[] =>
    items.map(({ id }) => Object.keys(ids).find(name => ids[name] === id));
  const list = async (query: Query = '', as = 'coordinator', path: '' | '/print-queue' = '') =>
    named((await city.get(`/v1/messages${path}${query}`, { as })).body.items);
  const count = async (query: Query = '', as = 'coordinator', path: '' | '/print-queue' = '') =>
    (await city.get(`/v1/messages${path}/count${query}`, { as })).body.count;

  test.each<[string, Query, string[]]>([
    [
      'coordinator',
      '',
      ['mail', 'sms to a partner', 'paper at MPP-03', 'paper anywhere', 'paper at MPP-05', 'given up'],
    ],
    ['counter_clerk', '', ['mail', 'paper at MPP-03', 'paper anywhere', 'paper at MPP-05', 'given up']],
    ['coordinator', '?channel=sms', ['sms to a partner']],
    ['counter_clerk', '?channel=sms', []],
    ['coordinator', '?channel=sms&channel=email&status=pending', ['mail', 'sms to a partner']],
    ['coordinator', '?status=failed', ['given up']],
    ['coordinator', '?status=delivered', []],
  ])('shows a %s with query "%s": %j', async (as, query, names) => {
    expect(await list(query, as)).toEqual(names);
    expect(await count(query, as)).toBe(names.length);
  });

  test('finds the messages of a complaint, page by page', async () => {
    const query = `?complaintId=${byPartner.id}` as const;
    expect([await list(query), await count(query)]).toEqual([['sms to a partner', 'paper anywhere'], 2]);
    const first = (await city.get(`/v1/messages${query}&limit=1`, { as: 'coordinator' })).body;
    expect(named(first.items)).toEqual(['sms to a partner']);
    expect(await list(`${query}&limit=1&cursor=${first.next}`)).toEqual(['paper anywhere']);
  });

  test('has a print queue per counter that includes messages for any counter', async () => {
    expect(await list('', 'counter_clerk', '/print-queue')).toEqual([
      'paper at MPP-03',
      'paper anywhere',
      'paper at MPP-05',
    ]);
    for (const [query, names] of [
      ['?counter=MPP-03', ['paper at MPP-03', 'paper anywhere']],
      ['?counter=MPP-05&counter=MPP-03', ['paper at MPP-03', 'paper anywhere', 'paper at MPP-05']],
      ['?counter=MPP-12', ['paper anywhere']],
    ] as const) {
      expect([query, await list(query, 'counter_clerk', '/print-queue')]).toEqual([query, names]);
      expect(await count(query, 'counter_clerk', '/print-queue')).toBe(names.length);
    }
  });

  test('shows text and status of a message in both languages, and never its address', async () => {
    const one = async (name: string, language: string) =>
      (await city.get(`/v1/messages/${ids[name]}`, { as: 'counter_clerk', headers: { 'accept-language': language } }))
        .body;
    expect(await one('given up', 'en')).toMatchObject({
      complaintId: atCounter.id,
      ticket: atCounter.ticket,
      kind: 'objected',
      channel: 'email',
      language: 'id',
      status: 'failed',
      attempts: 1,
      problem: {
        code: 'recipient.refused',
        detail: 'The mail server says that this address does not exist or does not accept mail.',
      },
      subject: `Keberatan Anda kami terima (${atCounter.ticket})`,
      text: expect.stringContaining('Dinas Pekerjaan Umum dan Penataan Ruang'),
    });
    expect((await one('given up', 'id')).problem!.detail).toBe(
      'Server surel menyatakan alamat itu tidak ada atau tidak menerima surel.',
    );
    expect((await one('paper anywhere', 'id')).subject).toBe(`We received your objection (${byPartner.ticket})`);
    for (const path of ['', '/print-queue', `/${ids['mail']}`, `/${ids['paper at MPP-03']}`])
      expect((await city.get(`/v1/messages${path}`, { as: 'coordinator' })).text).not.toMatch(marker);
  });

  test.each([
    ['confidential', { isConfidential: true }],
    ['supervisory', { classification: 'supervisory_complaint' }],
  ])(
    'shows the print message of a %s complaint only to the counter of the lodging and the inspectorate',
    async (_, different) => {
      const rina = 'counter_clerk:MPP-03:Rina';
      const { id: complaintId } = await city.lodge(different, { as: rina });
      const id = await insertMessage(city, complaintId, {
        channel: 'print',
        counter: 'MPP-03',
        decidedAt: '2026-03-24T01:00:00Z',
      });
      const seen = async (as: string) => {
        const query = `?complaintId=${complaintId}&channel=print` as const;
        const queue = (await city.get('/v1/messages/print-queue?limit=200', { as })).body.items.filter(
          each => each.id === id,
        );
        const csv = (await city.get(`/v1/messages${query}`, { as, headers: { accept: 'text/csv' } })).text.includes(id);
        const page = await city.get(`/v1/messages/${id}`, { as, headers: { accept: 'text/html' } });
        return [
          (await city.get(`/v1/messages${query}`, { as })).body.items.length > 0,
          (await count(query, as)) > 0,
          queue.length,
          csv,
          page.status,
        ];
      };
      for (const as of [rina, 'counter_clerk:MPP-03:Budi', 'inspectorate'])
        expect([as, await seen(as)]).toEqual([as, [true, true, 1, true, 200]]);
      for (const as of ['coordinator', 'counter_clerk', 'counter_clerk:MPP-05:Budi'])
        expect([as, await seen(as)]).toEqual([as, [false, false, 0, false, 404]]);
      expect((await city.post(`/v1/messages/${id}/handover`, {}, { as: 'counter_clerk:MPP-05:Budi' })).status).toBe(
        404,
      );
      expect((await city.post(`/v1/messages/${id}/handover`, {}, { as: 'counter_clerk:MPP-03:Budi' })).status).toBe(
        200,
      );
    },
  );

  test('returns nothing to roles without access', async () => {
    for (const as of [
      'officer:PUPR',
      'office_head:PUPR',
      'integrator::lapor',
      'auditor',
      'ombudsman',
      'admin',
      'sla_operator',
    ])
      for (const path of ['', '/count', '/print-queue', '/print-queue/count', `/${ids['mail']}`])
        expect([as, path, (await city.get(`/v1/messages${path}`, { as })).status]).toEqual([as, path, 403]);
    for (const id of [ids['sms to a partner'], '0199aaaa-0000-7000-8000-000000000000']) {
      expect((await city.get(`/v1/messages/${id}`, { as: 'counter_clerk' })).body).toMatchObject({
        status: 404,
        code: 'message.unknown',
      });
      expect((await city.post(`/v1/messages/${id}/handover`, {}, { as: 'counter_clerk' })).body).toMatchObject({
        status: 404,
        code: 'message.unknown',
      });
    }
    expect((await city.post(`/v1/messages/${ids['paper anywhere']}/handover`, {}, { as: 'coordinator' })).status).toBe(
      403,
    );
  });

  test('prints a message on A5, in its own language, with its text only', async () => {
    const typed = await city.sql<{ id: string }>(
      `INSERT INTO complaints.texts (complaint_id, typed_at, id, field, salt, body)
        VALUES ($1, clock.now(), gen_random_uuid(), 'question', 'x', $2)
        RETURNING id`,
      [atCounter.id, 'Lajur <b>kiri</b> & "kanan"?\u202e'],
    );
    const id = await insertMessage(city, atCounter.id, {
      channel: 'print',
      template: 'question',
      textIds: [typed[0]!.id],
      language: 'en',
    });
    const { text, headers } = await city.get(`/v1/messages/${id}`, {
      as: 'counter_clerk',
      headers: { accept: 'text/html', 'accept-language': 'id' },
    });
    expect([headers.get('content-type'), headers.get('content-language'), headers.get('cache-control')]).toEqual([
      'text/html; charset=utf-8',
      'en',
      'private, no-store',
    ]);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(text).toMatch(/@page \{ size: A5/);
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('Lajur &lt;b&gt;kiri&lt;/b&gt; &amp; &quot;kanan&quot;?');
    expect(text).not.toMatch(/<script|<b>|Siti/);
    await city.sql('DELETE FROM complaints.messages WHERE id = $1', [id]);
  });

  test('lets a clerk hand over a printed message once, and records the clerk and the time', async () => {
    const id = ids['paper at MPP-03']!;
    const handOver = (key?: string) =>
      city.post(
        `/v1/messages/${id}/handover`,
        {},
        { as: 'counter_clerk:MPP:Rina', headers: { ...(key && { 'idempotency-key': key }) } },
      );
    const copies = await Promise.all(Array.from({ length: 10 }, () => handOver('hand-over')));
    for (const { status, text } of copies) expect([status, text]).toEqual([200, copies[0]!.text]);
    expect(copies.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(9);
    const { now } = (await city.post('/dev/clock', { advance: 'PT0S' })).body;
    const row = await messageRow(city, id);
    expect(copies[0]!.body).toMatchObject({ id, status: 'handed_over', settledAt: row.settled_at!.toISOString() });
    expect(now.slice(0, 10)).toBe('2026-03-17');
    expect(row.settled_at!.toISOString() <= new Date(now).toISOString()).toBe(true);
    expect(row.handed_over_by).not.toBe('');

    await city.settle();
    const [event, ...others] = (await city.publishedEvents(atCounter.id)).filter(
      ({ type }) => type === 'message.handed-over.v1',
    );
    expect([JSON.parse(event!.data), others]).toEqual([
      { cycle: 1, texts: [], messageId: id, template: 'objected', counter: 'MPP-03' },
      [],
    ]);
    const audit = (await city.get(`/v1/complaints/${atCounter.id}/audit?limit=200`, { as: 'auditor' })).body.items;
    expect(audit.filter(({ type }) => type === 'message.handed-over.v1')).toHaveLength(1);
    const entries = (
      await city.get(`/v1/complaints/${atCounter.id}/timeline`, {
        as: 'coordinator',
        headers: { 'accept-language': 'en' },
      })
    ).body.items;
    expect(entries.map(({ what }) => what)).toContain('A letter was handed to the complainant at a counter');

    expect((await handOver()).body).toMatchObject({
      status: 409,
      code: 'message.already-handed-over',
      title: 'Sudah diserahkan',
    });
    expect((await city.post(`/v1/messages/${ids['mail']}/handover`, {}, { as: 'counter_clerk' })).body).toMatchObject({
      status: 409,
      code: 'message.not-on-paper',
    });
    expect(await list('', 'counter_clerk', '/print-queue')).toEqual(['paper anywhere', 'paper at MPP-05']);
    expect(await list('?status=handed_over')).toEqual(['paper at MPP-03']);
  });

  test.each([
    '?limit=0',
    '?limit=201',
    '?cursor=x',
    '?channel=letter',
    '?status=lost',
    '?complaintId=1',
    '?counter=MPP-03',
    '?unknown=1',
  ])('rejects %s', async query => {
    expect((await city.get(`/v1/messages${query}`, { as: 'coordinator' })).status).toBe(400);
  });
});
