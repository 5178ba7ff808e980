import { createHash } from 'node:crypto';
import { TestApp, type Query, type TestResponse } from '../../kit/app.js';
import type { ListItem, Page, Schemas } from '../../kit/response-body.js';

const as = 'coordinator';

describe('reading complaints', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  });
  afterAll(() => app.stop());

  const list = async (query: Query = '') => {
    const { status, body, text } = await app.get(`/v1/complaints${query}`, { as });
    if (status !== 200) throw new Error(text);
    return body;
  };
  const count = async (query: Query = '') => (await app.get(`/v1/complaints/count${query}`, { as })).body.count;

  it('applies every filter, alone, combined and with several values', async () => {
    const road = await app.lodge({ externalReferences: [{ system: 'lapor', id: '9165816' }] });
    await app.advance('PT1H');
    const waste = await app.lodge({
      category: 'waste.collection',
      channel: 'whatsapp',
      counter: null,
      classification: 'aspiration',
      location: { regionCode: '63.71.01' },
    });
    const queue = await app.lodge({ category: null, location: null });
    await app.settle();
    const at = (complaint: { lodgedAt: string }) => encodeURIComponent(complaint.lodgedAt);
    const cases: [Query, { id: string }[]][] = [
      ['', [road, waste, queue]],
      [`?ticket=${road.ticket}`, [road]],
      [`?ticket=${road.ticket}&ticket=${queue.ticket}`, [road, queue]],
      ['?ticket=BJM-2026-000000-0', []],
      ['?externalId=lapor:9165816', [road]],
      ['?externalId=9165816', [road]],
      ['?externalId=16', []],
      ['?externalId=sms:9165816', []],
      ['?status=assigned', [road, waste]],
      ['?status=assigned&status=received', [road, waste, queue]],
      ['?status=closed', []],
      ['?office=PUPR', [road]],
      ['?office=PUPR&office=DLH', [road, waste]],
      ['?category=roads.pothole', [road]],
      ['?region=63.71.04', [road]],
      ['?region=63.71.04.1010', [road]],
      ['?region=63.71', [road, waste]],
      ['?region=63.71.0', []],
      ['?region=63.71.01', [waste]],
      ['?region=63.71.04&region=63.71.01', [road, waste]],
      ['?classification=aspiration', [waste]],
      ['?channel=whatsapp', [waste]],
      ['?escalationLevel=0', [road, waste, queue]],
      ['?escalationLevel=3', []],
      ['?breached=false', [road, waste, queue]],
      ['?breached=true', []],
      [`?lodgedFrom=${at(waste)}`, [waste, queue]],
      [`?lodgedTo=${at(waste)}`, [road]],
      ['?dueBefore=2099-01-01T00:00:00Z', [road, waste, queue]],
      ['?dueBefore=2026-03-17T09:00:00%2B08:00', []],
      ['?office=PUPR&status=received', []],
      ['?office=DLH&channel=whatsapp&status=assigned', [waste]],
    ];
    for (const [query, complaints] of cases) {
      const found = (await list(query)).items.map(({ id }) => id).sort();
      expect([query, found]).toEqual([query, complaints.map(({ id }) => id).sort()]);
      expect([query, await count(query)]).toEqual([query, complaints.length]);
    }
  });

  it.each(['dueAt', '-dueAt', 'lodgedAt', '-lodgedAt'])(
    'pages through all complaints in the order %s during intake without duplicates or gaps, null last',
    async sort => {
      const before = (await list('?limit=200')).items;
      const seen: Schemas['ComplaintCard'][] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: Schemas['ComplaintList'] = await list(`?sort=${sort}&limit=2${next && `&cursor=${next}`}`);
        seen.push(...page.items);
        next = page.next;
        if (seen.length === 2) {
          await app.lodge({ category: null });
          await app.settle();
        }
      }
      const ids = seen.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(before.filter(({ id }) => !ids.includes(id))).toEqual([]);
      const keys = seen
        .map(card => (sort.endsWith('dueAt') ? card.dueAt : card.lodgedAt))
        .map(key => (key === null ? (sort === 'dueAt' ? Infinity : -Infinity) : Date.parse(key)));
      expect(keys).toEqual([...keys].sort((a, b) => (a === b ? 0 : a < b === sort.startsWith('-') ? 1 : -1)));
    },
  );

  it.each([
    '?limit=0',
    '?limit=201',
    '?limit=x',
    '?cursor=x',
    '?sort=name',
    '?unknown=1',
    '?status=open',
    '?breached=yes',
    '?dueBefore=tomorrow',
    '?escalationLevel=4',
  ])('rejects %s', async query => {
    expect((await app.get(`/v1/complaints${query}`, { as })).status).toBe(400);
  });

  it('rejects a cursor of another order', async () => {
    const { next } = await list('?sort=lodgedAt&limit=1');
    expect((await app.get(`/v1/complaints?sort=dueAt&limit=1&cursor=${next}`, { as })).status).toBe(400);
    expect((await app.get(`/v1/complaints?limit=1&cursor=${next}`, { as })).status).toBe(200);
  });

  it('shows a complaint at once with its version, and the same due instants in the list and the detail', async () => {
    const { id, version } = await app.lodge();
    const first = await app.get(`/v1/complaints/${id}`, { as });
    expect([first.status, first.headers.get('etag')]).toEqual([
      200,
      expect.stringMatching(new RegExp(`^W/"${first.body.version}-`)),
    ]);
    expect(first.body.version).toBeGreaterThanOrEqual(version);

    const agrees = async () => {
      await app.settle();
      const card = (await list('?limit=200')).items.find(item => item.id === id)!;
      const detail = await app.complaint(id);
      const { subject, status, outcome, cycle, escalationLevel, dueAt } = detail;
      expect(card).toMatchObject({
        subject,
        status,
        outcome,
        cycle,
        escalationLevel,
        dueAt,
        version: detail.version,
        office: detail.office,
      });
      expect(card.breached).toBe((await list('?breached=true&limit=200')).items.some(item => item.id === id));
      return card;
    };
    expect((await agrees()).dueAt).not.toBeNull();
    await app.advance('P30D');
    expect(await agrees()).toMatchObject({ breached: true });
    await app.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer:PUPR' });
    await app.post(
      `/v1/complaints/${id}/resolution`,
      { decision: 'granted', explanation: 'Sudah ditambal' },
      { as: 'officer:PUPR' },
    );
    expect(await agrees()).toMatchObject({ status: 'resolved', dueAt: null, breached: false });
  });

  it('never overwrites a card with an older one', async () => {
    const { id } = await app.lodge();
    await app.settle();
    await app.sql('UPDATE queries.cards SET version = 1000 WHERE complaint_id = $1', [id]);
    await app.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer:PUPR' });
    await app.settle();
    expect((await list('?limit=200')).items.find(item => item.id === id)).toMatchObject({
      version: 1000,
      status: 'assigned',
    });
  });

  describe('timeline', () => {
    let id: string;
    const timeline = (reader: string, query: Query = '', headers = {}) =>
      app.get(`/v1/complaints/${id}/timeline${query}`, { as: reader, headers });
    beforeAll(async () => {
      ({ id } = await app.lodge());
      await app.settle();
      await app.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer:PUPR' });
      await app.post(
        `/v1/complaints/${id}/response`,
        { text: 'Tim kami meninjau hari ini', isPublic: true },
        { as: 'officer:PUPR' },
      );
      await app.settle();
    });

    it('shows every event in order, with the texts, in the language of the reader', async () => {
      const {
        body: { items },
      } = await timeline('coordinator');
      const complaintEvents = items.filter(({ type }) => type.startsWith('complaint.'));
      expect(complaintEvents.map(({ type }) => type)).toEqual([
        'complaint.lodged.v1',
        'complaint.verified.v1',
        'complaint.assigned.v1',
        'complaint.accepted.v1',
        'complaint.responded.v1',
      ]);
      expect(complaintEvents[0]).toMatchObject({ what: 'Pengaduan diterima', by: { role: 'counter_clerk' } });
      expect(complaintEvents[0]!.texts).toContainEqual({
        field: 'subject',
        body: 'Jalan berlubang di depan SDN Sungai Andai 3',
      });
      expect(complaintEvents[4]).toMatchObject({
        by: { role: 'officer', office: 'PUPR' },
        office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
      });
      expect(complaintEvents[4]!.texts.map(({ body }: { body: string }) => body)).toEqual([
        'Tim kami meninjau hari ini',
      ]);
      const instants = items.map(({ at }) => at);
      expect(instants).toEqual([...instants].sort());
      expect(items.some(({ type }) => type === 'clock.started.v1')).toBe(true);
      expect((await timeline('coordinator', '', { 'accept-language': 'en' })).body.items[0]!.what).toBe(
        'Complaint received',
      );
    });

    it('is paged', async () => {
      const whole = (await timeline('coordinator', '?limit=200')).body.items;
      const parts: unknown[] = [];
      for (let next: string | null = ''; next !== null;) {
        const { body }: TestResponse<Schemas['Timeline']> = await timeline(
          'coordinator',
          `?limit=3${next && `&cursor=${next}`}`,
        );
        parts.push(...body.items);
        next = body.next;
      }
      expect(parts).toEqual(whole);
    });

    it('shows an internal note only to the office that wrote it', async () => {
      await app.sql(
        `INSERT INTO queries.timeline
          VALUES ('complaints', $1, 1000, 100000, 'complaint.note-added.v1', clock.now(),
            'officer', 'PUPR', '{"office":"PUPR","cycle":1,"texts":[]}')`,
        [id],
      );
      const sees = async (reader: string) =>
        (await timeline(reader, '?limit=200')).body.items.some(({ type }) => type === 'complaint.note-added.v1');
      expect(
        await Promise.all(['officer:PUPR', 'office_head:PUPR', 'coordinator', 'auditor', 'counter_clerk'].map(sees)),
      ).toEqual([true, true, false, false, false]);
    });
  });

  it('proves every event of the audit log by its hash', async () => {
    const { id } = await app.lodge();
    await app.settle();
    const {
      body: { items, next },
    } = await app.get(`/v1/complaints/${id}/audit?limit=200`, { as: 'auditor' });
    expect(next).toBeNull();
    expect((await app.get(`/v1/complaints/${id}/audit/count`, { as: 'auditor' })).body).toEqual({
      count: items.length,
    });
    const log = await app.sql<{ source: string; sequence: string; envelope: string; data: string }>(
      'SELECT source, sequence, envelope, data FROM eventlog.log WHERE subject = $1 ORDER BY position',
      [id],
    );
    expect(items.map(({ source, sequence }) => [source, sequence])).toEqual(
      log.map(row => [row.source, Number(row.sequence)]),
    );
    expect(items[0]).toMatchObject({
      type: 'complaint.lodged.v1',
      source: 'complaints',
      sequence: 1,
      actor: { role: 'counter_clerk', office: null },
    });
    const leaves = await app.sql<{ leaf: string }>(
      'SELECT position, leaf FROM audit.entries WHERE subject = $1 ORDER BY position',
      [id],
    );
    leaves.forEach(({ leaf }, i) => {
      expect(items[i]!.leafHash).toBe(createHash('sha256').update('\0').update(leaf).digest('hex'));
      expect(JSON.parse(leaf)).toEqual({ envelope: JSON.parse(log[i]!.envelope), data: JSON.parse(log[i]!.data) });
    });
    const page = (await app.get(`/v1/complaints/${id}/audit?limit=2`, { as: 'auditor' })).body;
    const rest = (await app.get(`/v1/complaints/${id}/audit?limit=200&cursor=${page.next}`, { as: 'auditor' })).body;
    expect([...page.items, ...rest.items]).toEqual(items);
  });

  it('is not ready while the audit log misses a sequence', async () => {
    const check = async () =>
      (await app.get('/health/ready')).body.checks.find(({ name }) => name === 'audit sequence')!.status;
    expect(await check()).toBe('up');
    await app.sql(`INSERT INTO audit.gaps VALUES ('complaints', 'nobody')`);
    expect(await check()).toBe('down');
    await app.sql('DELETE FROM audit.gaps');
    expect(await check()).toBe('up');
  });

  it('gives reference data to every caller with a token', async () => {
    const read = async <const Table extends string>(table: Table) => {
      const { body } = await app.get(`/v1/${table}`, { as: 'admin' });
      return (body as Page<ListItem<`/v1/${Table}`>>).items;
    };
    expect(await read('offices')).toContainEqual({
      code: 'PUPR',
      name: 'Dinas Pekerjaan Umum dan Penataan Ruang',
      kind: 'dinas',
      parent: null,
      calendar: 'office-hours',
      head: 'head:PUPR',
      deputy: 'deputy:PUPR',
      phone: null,
      email: null,
      address: null,
    });
    expect(await read('categories')).toContainEqual({
      code: 'roads.pothole',
      labelId: 'Jalan berlubang',
      labelEn: 'Pothole',
      office: 'PUPR',
    });
    expect((await read('regions')).filter(({ kind }) => kind === 'kecamatan')).toHaveLength(5);
    expect(await read('counters')).toContainEqual(expect.objectContaining({ code: 'MPP-12' }));
    expect((await app.get('/v1/offices')).status).toBe(401);
    const { body } = await app.get('/v1/offices?limit=3', { as });
    expect(
      (await app.get(`/v1/offices?limit=3&cursor=${body.next}`, { as })).body.items[0]!.code > body.items[2]!.code,
    ).toBe(true);
  });
});
