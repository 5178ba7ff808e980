import { roles } from '@tuntas/kernel';
import { TestApp, type Query } from '../../kit/app.js';
import type { Schemas } from '../../kit/response-body.js';

/**
 * A road without any act of its office, a complaint in the queue, one that its office transferred when it was late, and
 * a waste complaint with a question to the citizen.
 */
type Name = 'road' | 'queue' | 'moved' | 'waste';
const lodged = {} as Record<Name, { id: string; ticket: string }>;
let city: TestApp;

beforeAll(async () => {
  city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
  for (const [name, different] of [
    ['road', {}],
    ['queue', { category: null }],
    ['moved', {}],
  ] as const)
    lodged[name] = await city.lodge(different);
  await city.advance('P10D');
  lodged.waste = await city.lodge({ category: 'waste.collection' });
  await city.settle();
  const act = async (name: Name, path: string, body: object, as: string) => {
    const answer = await city.post(`/v1/complaints/${lodged[name].id}/${path}`, body, { as });
    if (answer.status !== 200) throw new Error(answer.text);
  };
  await act('waste', 'acceptance', {}, 'officer:DLH');
  await act(
    'waste',
    'information-request',
    { question: 'Lajur kiri atau kanan, Bu?', dueInWorkingDays: 5 },
    'officer:DLH',
  );
  await act('moved', 'transfer', { toOffice: 'DISHUB', reason: 'Rambunya yang rusak, bukan jalannya' }, 'officer:PUPR');
  await city.settle();
  await city.post('/dev/clock', { rate: 1e-9 }); // the remaining time stays the same between requests
});
afterAll(() => city.stop());

const page = async (query: Query = '', as = 'sla_operator') => {
  const { status, body, text } = await city.get(`/v1/sla/clocks${query}`, { as });
  if (status !== 200) throw new Error(text);
  return body;
};
const list = async (query = '', as?: string) => (await page(`?limit=200${query && `&${query}`}`, as)).items;
const count = async (query = '', as = 'sla_operator'): Promise<number> =>
  (await city.get(`/v1/sla/clocks/count?${query}`, { as })).body.count;
const ids = (clocks: readonly { id: string }[]): string[] => clocks.map(({ id }) => id).sort();

type ListedClock = Schemas['ListedClock'];

describe('list of clocks', () => {
  it('shows each clock as its complaint does, with the complaint that it belongs to', async () => {
    const all = await list();
    expect(new Set(all.map(({ status }) => status))).toEqual(
      new Set(['running', 'paused', 'met', 'breached', 'cancelled']),
    );
    for (const { id, ticket } of Object.values(lodged)) {
      const { clocks } = await city.complaint(id);
      const listed = all.filter(clock => clock.complaintId === id);
      expect(listed.map(clock => clock.ticket)).toEqual(clocks.map(() => ticket));
      expect(
        listed
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map(clock => {
            const names = Object.keys(clocks[0]!) as (keyof Schemas['Clock'])[];
            return Object.fromEntries(names.map(name => [name, clock[name]]));
          }),
      ).toEqual(clocks.sort((a, b) => (a.id < b.id ? -1 : 1)));
    }
  });

  it('names the office that owes or owed the duty', async () => {
    const officeOf = async (name: Name, clock: string) =>
      (await list(`name=${clock}`))
        .filter(({ complaintId }) => complaintId === lodged[name].id)
        .map(({ office, status }) => [office?.code ?? null, status]);
    expect(await officeOf('road', 'resolution')).toEqual([['PUPR', 'running']]);
    expect(await officeOf('queue', 'verification')).toEqual([[null, 'breached']]);
    expect(await officeOf('moved', 'resolution')).toEqual([['DISHUB', 'running']]);
    expect(await officeOf('moved', 'first_response')).toEqual([
      ['PUPR', 'breached'],
      ['DISHUB', 'running'],
    ]);
    expect((await list('office=DISHUB'))[0]!.office).toEqual({ code: 'DISHUB', name: 'Dinas Perhubungan' });
  });

  it('shows which warnings a clock has given before it is breached', async () => {
    const warnedOf = async (name: Name, clock: string) =>
      (await list(`name=${clock}`))
        .filter(({ complaintId }) => complaintId === lodged[name].id)
        .map(({ warnedPercent }) => warnedPercent);
    // Eight of fourteen working days are over; the other clock of the same duty gives no warnings.
    expect([
      await warnedOf('road', 'resolution'),
      await warnedOf('road', 'decision'),
      await warnedOf('road', 'first_response'),
    ]).toEqual([[50], [null], [90]]);
    expect(await warnedOf('moved', 'first_response')).toEqual([90, null]);
    expect(await warnedOf('road', 'human_contact')).toEqual([null]);
    expect(
      (await list('warned=50&status=running&name=resolution')).map(({ complaintId }) => complaintId).sort(),
    ).toEqual([lodged.road.id, lodged.queue.id, lodged.moved.id].sort());
  });

  it('applies every filter, alone, combined and with several values, and the count agrees', async () => {
    const all = await list();
    const at = all.find(({ status }) => status === 'running')!.dueAt!;
    const cases: [string, (clock: ListedClock) => boolean][] = [
      ['', () => true],
      ...['running', 'paused', 'met', 'breached', 'cancelled'].map(
        (word): [string, (clock: ListedClock) => boolean] => [`status=${word}`, ({ status }) => status === word],
      ),
      ['status=paused&status=breached', ({ status }) => ['paused', 'breached'].includes(status)],
      ['name=resolution', ({ name }) => name === 'resolution'],
      ['name=resolution&name=ladder', ({ name }) => ['resolution', 'ladder'].includes(name)],
      ['office=PUPR', ({ office }) => office?.code === 'PUPR'],
      ['office=PUPR&office=DLH', ({ office }) => ['PUPR', 'DLH'].includes(office?.code ?? '')],
      [`dueBefore=${encodeURIComponent(at)}`, ({ dueAt }) => dueAt !== null && dueAt < at],
      ['dueBefore=2099-01-01T00:00:00Z', ({ dueAt }) => dueAt !== null],
      ...[50, 75, 90].map((percent): [string, (clock: ListedClock) => boolean] => [
        `warned=${percent}`,
        ({ warnedPercent }) => (warnedPercent ?? 0) >= percent,
      ]),
      ['warned=50&status=running', ({ warnedPercent, status }) => warnedPercent !== null && status === 'running'],
      [
        `status=breached&office=PUPR&name=first_response&dueBefore=2026-03-20T00:00:00%2B08:00`,
        clock =>
          clock.status === 'breached' &&
          clock.office?.code === 'PUPR' &&
          clock.name === 'first_response' &&
          clock.dueAt! < '2026-03-19T16',
      ],
    ];
    for (const [query, fits] of cases) {
      const wanted = all.filter(fits);
      expect([query, wanted.length > 0]).toEqual([query, true]);
      expect([query, ids(await list(query))]).toEqual([query, ids(wanted)]);
      expect([query, await count(query)]).toEqual([query, wanted.length]);
    }
    expect(await list('status=lapsed')).toEqual([]);
    expect(await list('office=NOWHERE')).toEqual([]);
  });

  it.each(['dueAt', '-dueAt'])(
    'pages through all clocks in the order %s during intake without duplicates or gaps, null last',
    async sort => {
      const before = await list();
      const seen: ListedClock[] = [];
      for (let next: string | null = ''; next !== null;) {
        const { items, next: following }: Schemas['ClockList'] = await page(
          `?sort=${sort}&limit=3${next && `&cursor=${next}`}`,
        );
        seen.push(...items);
        next = following;
        if (seen.length === 6) {
          await city.lodge({ category: null });
          await city.settle();
        }
      }
      expect(new Set(ids(seen)).size).toBe(seen.length);
      expect(before.filter(({ id }) => !seen.some(clock => clock.id === id))).toEqual([]);
      const keys = seen.map(({ dueAt }) =>
        dueAt === null ? (sort === 'dueAt' ? Infinity : -Infinity) : Date.parse(dueAt),
      );
      expect(keys.filter(key => !Number.isFinite(key)).length).toBeGreaterThan(0);
      expect(keys).toEqual(keys.toSorted((a, b) => (a === b ? 0 : a < b === sort.startsWith('-') ? 1 : -1)));
    },
  );

  it('sorts by due instant by default and keeps the order of its cursor', async () => {
    const { items, next } = await page('?limit=2');
    expect(items).toEqual((await page('?limit=2&sort=dueAt')).items);
    expect((await page(`?limit=2&cursor=${next}`)).items).toEqual((await list()).slice(2, 4));
    expect((await city.get(`/v1/sla/clocks?sort=-dueAt&cursor=${next}`, { as: 'auditor' })).status).toBe(400);
  });

  it.each([
    '?limit=0',
    '?limit=201',
    '?cursor=x',
    '?sort=name',
    '?sort=startedAt',
    '?unknown=1',
    '?status=late',
    '?name=unheard-of',
    '?dueBefore=tomorrow',
    '?warned=x',
    '?warned=0',
    '?warned=101',
    '?office=',
    '?complaintId=7',
    '/count?sort=dueAt',
    '/count?limit=1',
    '/count?unknown=1',
  ])('rejects %s', async query => {
    expect((await city.get(`/v1/sla/clocks${query}`, { as: 'sla_operator' })).status).toBe(400);
  });

  it('shows all clocks to city-wide roles, and to an office those of its current complaints', async () => {
    const all = await list();
    expect(await list('', 'auditor')).toEqual(all);
    expect(
      (await list('', 'coordinator')).map(clock => ({
        ...clock,
        complaint: { ...clock.complaint, subject: null },
      })),
    ).toEqual(all);
    for (const [as, ...names] of [
      ['officer:PUPR', 'road'],
      ['office_head:PUPR', 'road'],
      ['officer:DISHUB', 'moved'],
      ['office_head:DLH', 'waste'],
      ['officer:DISDIK'],
      ['officer'],
      ['office_head'],
    ] as const) {
      const own = all.filter(({ complaintId }) => names.some(name => lodged[name].id === complaintId));
      expect([as, ids(await list('', as))]).toEqual([as, ids(own)]);
      expect([as, await count('', as)]).toEqual([as, own.length]);
    }
    // The list includes what the previous office let pass; the previous office does not see it any more.
    expect((await list('office=PUPR', 'officer:DISHUB')).map(({ name, status }) => [name, status])).toContainEqual([
      'first_response',
      'breached',
    ]);
    expect(await list('office=DISHUB', 'officer:PUPR')).toEqual([]);
  });

  it('returns 403 to all other roles', async () => {
    for (const path of ['', '/count']) {
      expect((await city.get(`/v1/sla/clocks${path}`)).status).toBe(401);
      for (const as of ['integrator', 'counter_clerk', 'inspectorate', 'ombudsman', 'admin'])
        expect((await city.get(`/v1/sla/clocks${path}`, { as })).status).toBe(403);
    }
  });

  it('contains no text except the subject, for roles that read texts, and no identity', async () => {
    const withoutSubjects = (text: string): string =>
      text.replace(/"subject":"Jalan berlubang di depan SDN Sungai Andai 3"/g, '"subject":null');
    for (const as of ['sla_operator', 'auditor'])
      expect((await city.get('/v1/sla/clocks?limit=200', { as })).text).not.toMatch(/"subject":"/);
    for (const as of ['sla_operator', 'coordinator', 'officer:PUPR', 'auditor'])
      expect(withoutSubjects((await city.get('/v1/sla/clocks?limit=200', { as })).text)).not.toMatch(
        /lubang|Mohon|Padat Karya|114\.59|Lajur|Rambu|Siti|6371046505800001|81234567890/,
      );
  });
});

describe('rules that due instants are computed by', () => {
  const forAll = (value: unknown) => ({
    information_request: value,
    aspiration: value,
    ordinary_complaint: value,
    supervisory_complaint: value,
  });
  const read = async <const Path extends string>(path: Path, as = 'auditor') =>
    (await city.get(`/v1/sla/${path}`, { as })).body;

  it('are readable for every role and require a token', async () => {
    for (const path of ['policies', 'calendars'] as const) {
      const whole = await read(path);
      expect(whole.items.length).toBeGreaterThan(1);
      for (const role of roles) expect(await read(path, role)).toEqual(whole);
      expect((await city.get(`/v1/sla/${path}`)).status).toBe(401);
      for (const query of ['unknown=1', 'limit=0', 'cursor=x'])
        expect((await city.get(`/v1/sla/${path}?${query}`, { as: 'admin' })).status).toBe(400);
    }
  });

  it('give the length, responsible party, validity and legal basis of each clock', async () => {
    const { items, next } = await read('policies');
    expect(next).toBeNull();
    expect(items).toContainEqual({
      name: 'resolution',
      version: 1,
      validFrom: '2025-01-01',
      unit: 'HK',
      runsFor: 'office',
      maxLevel: forAll(3),
      warnAt: forAll([50, 75, 90]),
      basis: 'PermenPANRB 62/2018',
      mark: 'v',
      length: { information_request: 5, aspiration: 5, ordinary_complaint: 14, supervisory_complaint: 60 },
    });
    const { clocks } = await city.complaint(lodged.road.id);
    for (const { name, policyVersion, basis } of clocks)
      expect(items).toContainEqual(expect.objectContaining({ name, version: policyVersion, basis }));
  });

  it('give the working hours of the offices and the source of the calendar', async () => {
    const { items } = await read('calendars');
    const hours = items.find(({ code }) => code === 'office-hours');
    expect(hours).toMatchObject({
      version: 1,
      validFrom: '2025-01-01',
      zone: 'Asia/Makassar',
      decreedUntil: '2027-12-31',
      source: expect.stringContaining('Perpres 21/2023'),
      week: { 1: { opens: '07:30', breakFrom: '12:00', breakTo: '13:00', closes: '16:00' }, 6: null },
    });
    expect(hours!.holidays).toContainEqual({
      date: '2026-03-19',
      kind: 'holiday',
      name: expect.stringContaining('Nyepi'),
      provisional: false,
    });
    expect(hours!.seasons).toContainEqual(
      expect.objectContaining({ from: '2026-02-19', to: '2026-03-20', name: 'Ramadan', provisional: false }),
    );
  });

  it('list every version, in pages', async () => {
    await city.sql(
      `INSERT INTO sla.policies
        SELECT name, 2, '2031-01-01', body || '{"version": 2, "validFrom": "2031-01-01", "length": 4}'
        FROM sla.policies
        WHERE name = 'verification' AND version = 1`,
    );
    const { items } = await read('policies');
    expect(
      items
        .filter(({ name }) => name === 'verification')
        .map(({ version, validFrom, length }) => [version, validFrom, length]),
    ).toEqual([
      [1, '2025-01-01', forAll(3)],
      [2, '2031-01-01', forAll(4)],
    ]);
    for (const path of ['policies', 'calendars'] as const) {
      const whole = (await read(path)).items;
      const seen: unknown[] = [];
      for (let next: string | null = ''; next !== null;) {
        const part: { items: unknown[]; next: string | null } = await read(
          `${path}?limit=1${next && `&cursor=${next}`}`,
        );
        seen.push(...part.items);
        next = part.next;
      }
      expect(seen).toEqual(whole);
    }
  });
});
