import { Database } from '@tuntas/database';
import { resetConsumer } from '@tuntas/eventlog';
import { roles } from '@tuntas/kernel';
import { QueriesModule } from '../../../apps/queries/src/queries.module.js';
import { Cards } from '../../../apps/queries/src/storage/cards.js';
import { ClockTallies } from '../../../apps/queries/src/storage/clock-tallies.js';
import { summaryRunsFor } from '../../../libs/database/src/migrations/0034-summary-runs-for.js';
import { TestApp } from '../../kit/app.js';
import { complaintsIn, decision } from '../../kit/complaints.js';
import { tallyDifferences, expectedSummary, type SummaryQuery } from '../../kit/expected-summary.js';
import { strictRows } from '../../kit/strict-csv.js';
import type { Schemas } from '../../kit/response-body.js';

const groupings = ['office', 'category', 'region', 'classification', 'period'] as const;
const periods: readonly Pick<SummaryQuery, 'from' | 'to'>[] = [
  {},
  { from: '2026-04-01' },
  { to: '2026-04-01' },
  { from: '2026-03-20', to: '2026-04-11' },
  { from: '2026-03-02T10:30:00+08:00', to: '2026-04-11T00:00:30Z' },
  { from: '2026-03-02T01:00:00Z', to: '2026-03-02T03:00:00Z' },
  { from: '2026-03-02T00:00:00+08:00', to: '2026-03-02T20:00:00+08:00' },
  { from: '0001-01-01', to: '9999-12-31T23:59:59-12:00' },
  { from: '2026-05-01', to: '2026-03-01' },
];
const filters: readonly Readonly<Record<string, string>>[] = [
  {},
  { name: 'first_response' },
  { office: 'PUPR' },
  { region: '63.71.04' },
  { category: 'waste.collection', name: 'resolution' },
  { classification: 'supervisory_complaint' },
  { runsFor: 'citizen' },
  { runsFor: 'ladder', office: 'PUPR' },
  { runsFor: 'coordinator' },
  { name: 'complainant_reply' },
  { name: 'ladder', runsFor: 'office' },
];

/** So slow that it practically stands still: clocks that are due soon must stay so during the count. */
const still = { rate: 1e-6 };

describe('summary of the clocks', () => {
  let city: TestApp;
  const { staff, assigned, accepted, done } = complaintsIn(() => city);
  const pupr: Schemas['LodgedComplaint'][] = [];

  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    for (let n = 0; n < 4; n++) pupr.push(await assigned());
    const waste = await assigned({ category: 'waste.collection', location: { regionCode: '63.71.01' } });
    await assigned({ category: 'conduct.illegal_levy', isAnonymous: true, complainant: undefined });
    const queued = await city.lodge({ category: null, location: null, classification: 'aspiration' });
    await city.advance('PT27H13M');
    await staff(pupr[0]!.id, 'acceptance');
    await staff(pupr[0]!.id, 'contact', { by: 'phone', note: 'Sudah ditelepon.' });
    await staff(pupr[0]!.id, 'information-request', { question: 'Di sebelah mana lubangnya?' });
    await city.advance('P2D');
    await done(pupr[0]!, 'answer', { text: 'Di depan gerbang sekolah.' });
    await staff(pupr[0]!.id, 'resolution', decision);
    await staff(pupr[1]!.id, 'transfer', { toOffice: 'DLH', reason: 'Pohonnya' });
    await city.advance('P8D');
    // Late: only its own event publishes a first contact after its due instant.
    await staff(waste.id, 'contact', { by: 'visit', note: 'Maaf terlambat.' }, 'officer:DLH');
    await staff(pupr[2]!.id, 'acceptance');
    await staff(pupr[2]!.id, 'response', { text: 'Tim kami meninjau.' });
    await staff(
      queued.id,
      'classification',
      { classification: 'information_request', reason: 'Hanya bertanya' },
      'coordinator',
    );
    await done(pupr[0]!, 'objection', { reason: 'Masih berlubang' });
    await city.advance('P30DT5H');
    const fresh = await accepted({ location: { regionCode: '63.71.04' } });
    await staff(fresh.id, 'resolution', decision);
    await city.lodge();
    await city.post('/dev/clock', still);
    await city.settle();
  });
  afterAll(() => city.stop());

  const ask = async ({ groupBy, from, to, only = {} }: SummaryQuery, headers: Record<string, string> = {}) => {
    const query = new URLSearchParams({ groupBy, ...(from && { from }), ...(to && { to }), ...only });
    const { status, body } = await city.get(`/v1/sla/summary?${query}`, { as: 'sla_operator', headers });
    expect([String(query), status]).toEqual([String(query), 200]);
    return body;
  };
  const figures = async (query: SummaryQuery) => (await ask(query)).groups.map(({ label: _, ...group }) => group);
  const now = async (): Promise<Date> => new Date((await city.get('/dev/clock')).body.now);
  const expectRecounted = async (query: SummaryQuery) => {
    const groups = await figures(query);
    expect([query, groups]).toEqual([
      query,
      (await expectedSummary(city, query, await now())).map(group => expect.objectContaining(group)),
    ]);
    return groups;
  };

  test.each(groupings)('by %s equals a recount of the clocks in any period', async groupBy => {
    for (const period of periods) await expectRecounted({ groupBy, ...period });
  });

  test.each(groupings)('by %s equals a recount of a subset of the clocks', async groupBy => {
    for (const only of filters) await expectRecounted({ groupBy, only, from: '2026-03-03' });
  });

  test('includes running, soon due, breached, met and unassigned clocks', async () => {
    const all = await expectRecounted({ groupBy: 'office' });
    const total = (name: 'running' | 'dueWithin24Hours' | 'breached' | 'met'): number =>
      all.reduce((sum, group) => sum + group[name], 0);
    expect((['running', 'dueWithin24Hours', 'breached', 'met'] as const).filter(name => total(name) === 0)).toEqual([]);
    expect(all.at(-1)!.key).toBeNull();
    const late = await figures({ groupBy: 'office', only: { name: 'human_contact', office: 'DLH' } });
    expect(late[0]!.breached).toBeGreaterThan(0);
    expect(late[0]!.medianWorkingHours).toBeGreaterThan(7.5);
  });

  test('counts only the duties of offices unless other parties are requested', async () => {
    const counted = async (query: string): Promise<number> => {
      const { body } = await city.get(`/v1/sla/summary?groupBy=period${query}`, { as: 'auditor' });
      return body.groups.reduce((sum, { met, breached, running }) => sum + met + breached + running, 0);
    };
    const ofEach: Record<string, number> = {};
    for (const holder of ['office', 'coordinator', 'citizen', 'ladder'])
      ofEach[holder] = await counted(`&runsFor=${holder}`);
    expect(Object.values(ofEach).filter(number => number === 0)).toEqual([]);
    expect(await counted('')).toBe(ofEach['office']);
    expect(await counted('&runsFor=office&runsFor=coordinator&runsFor=citizen&runsFor=ladder')).toBe(
      Object.values(ofEach).reduce((sum, number) => sum + number),
    );
    const names = [
      'verification',
      'completeness_reply',
      'completion',
      'human_contact',
      'first_response',
      'resolution',
      'decision',
      'complainant_answer',
      'complainant_reply',
      'reopening',
      'ladder',
    ];
    expect(await counted(names.map(name => `&name=${name}`).join(''))).toBe(
      Object.values(ofEach).reduce((sum, number) => sum + number),
    );
    const [row] = await city.sql<{ met: number; breached: number }>(
      `SELECT count(*) FILTER (WHERE status = 'met')::int AS met,
          count(*) FILTER (WHERE status = 'breached')::int AS breached
        FROM sla.clocks
        WHERE runs_for = 'office'`,
    );
    const { body } = await city.get('/v1/sla/summary?groupBy=period', { as: 'auditor' });
    expect([
      body.groups.reduce((sum, group) => sum + group.met, 0),
      body.groups.reduce((sum, group) => sum + group.breached, 0),
    ]).toEqual([row!.met, row!.breached]);
  });

  test('names its groups in the language of the request', async () => {
    const labels = async (groupBy: SummaryQuery['groupBy'], language: string): Promise<string[]> =>
      (await ask({ groupBy }, { 'accept-language': language })).groups.map(({ label }) => label);
    expect(await labels('office', 'id')).toEqual(
      expect.arrayContaining(['Dinas Pekerjaan Umum dan Penataan Ruang', 'Belum ada instansi']),
    );
    expect(await labels('office', 'en')).toContain('No office yet');
    expect(await labels('category', 'en')).toEqual(expect.arrayContaining(['Pothole', 'No category']));
    expect(await labels('region', 'id')).toEqual(expect.arrayContaining(['Sungai Andai', 'Wilayah tidak disebutkan']));
    expect(await labels('classification', 'id')).toEqual(
      expect.arrayContaining(['Pengaduan berkadar pengawasan', 'Permintaan informasi']),
    );
    expect(await labels('period', 'id')).toEqual(['Maret 2026', 'April 2026']);
    expect(await labels('period', 'en')).toEqual(['March 2026', 'April 2026']);
  });

  test('is available as CSV, one line per group, in the language of the request', async () => {
    const request = { as: 'auditor', headers: { accept: 'text/csv', 'accept-language': 'en' } };
    for (const groupBy of groupings) {
      const { status, headers, text } = await city.get(`/v1/sla/summary?groupBy=${groupBy}&name=resolution`, request);
      expect([status, headers.get('content-disposition')]).toEqual([200, 'attachment; filename="sla-summary.csv"']);
      const { groups } = await ask({ groupBy, only: { name: 'resolution' } }, { 'accept-language': 'en' });
      expect(strictRows(text)).toEqual(
        groups.map((group: object) =>
          Object.fromEntries(Object.entries(group).map(([name, value]) => [name, String(value ?? '')])),
        ),
      );
    }
    expect((await city.get('/v1/sla/summary?groupBy=officer', request)).status).toBe(400);
    expect((await city.get('/v1/sla/summary', { ...request, as: 'officer:PUPR' })).status).toBe(403);
  });

  test('is unchanged when all events are consumed again in parts', async () => {
    const dump = () => city.sql('SELECT to_jsonb(t)::text AS row FROM queries.clock_tallies t ORDER BY 1');
    const before = await dump();
    const last = (await city.sql<{ n: number }>('SELECT max(position)::int AS n FROM eventlog.log'))[0]!.n;
    const queries = city.consumer('queries');
    for (const from of [last - 40, Math.floor(last / 2), 0]) {
      await queries.close();
      await city.sql(`UPDATE eventlog.positions SET position = $1 WHERE consumer = 'queries'`, [from]);
      await queries.listen();
      await city.settle();
      expect(await dump()).toEqual(before);
    }
  });

  test('counts every clock once when several refreshes of the same complaints run concurrently', async () => {
    const [queries, module] = [city.consumer('queries'), city.app.select(QueriesModule)];
    const [database, cards, tallies] = [module.get(Database), module.get(Cards), module.get(ClockTallies)];
    const ids = (await city.sql<{ id: string }>('SELECT id FROM complaints.complaints ORDER BY id')).map(
      ({ id }) => id,
    );
    await queries.close();
    await resetConsumer(city.adminUrl, 'queries');
    const refresh = (some: readonly string[]): Promise<void> =>
      database.transaction(async () => {
        await cards.refresh(some, new Date('2026-03-02T01:00:00Z'));
        await tallies.refresh(some);
      });
    await Promise.all([ids, ids.toReversed(), ids.slice(0, 4), ids.slice(2), ids.slice(3).toReversed()].map(refresh));
    expect(await tallyDifferences(city)).toEqual([]);
    await queries.listen();
    await city.settle();
    expect(await tallyDifferences(city)).toEqual([]);
  });

  test('is only for city-wide roles', async () => {
    for (const role of roles) {
      const { status } = await city.get('/v1/sla/summary?groupBy=office', { as: `${role}:PUPR` });
      expect([role, status]).toEqual([role, ['sla_operator', 'coordinator', 'auditor'].includes(role) ? 200 : 403]);
    }
    expect((await city.get('/v1/sla/summary')).status).toBe(401);
  });

  test('rejects unknown parameters and values', async () => {
    for (const query of [
      'groupBy=officer',
      'from=yesterday',
      'to=2026-13-01',
      'name=lunch',
      'runsFor=',
      'runsFor=holder',
      'status=met',
    ])
      expect([query, (await city.get(`/v1/sla/summary?${query}`, { as: 'auditor' })).status]).toEqual([query, 400]);
  });

  test('has one row per clock of the owning service, counted once per grouping', async () => {
    const published = await city.sql(
      `SELECT id, status, runs_for, office, started_at, due_at, (worked_ms / 60000)::int AS minutes
        FROM sla.clocks
        ORDER BY id`,
    );
    expect(
      await city.sql(
        `SELECT id, status, runs_for, nullif(office, '') AS office, started_at, due_at, worked_minutes AS minutes
          FROM queries.clocks
          ORDER BY id`,
      ),
    ).toEqual(published);
    expect(await tallyDifferences(city)).toEqual([]);
  });

  // This test runs last because it changes the tables in use.
  test('is unchanged after an upgrade from a version without the party of a clock', async () => {
    const dump = () => city.sql('SELECT to_jsonb(t) AS row FROM queries.clock_tallies t ORDER BY to_jsonb(t)::text');
    const before = await dump();
    await city.consumer('queries').close();
    await city.sql('DELETE FROM queries.clock_tallies');
    await city.sql('ALTER TABLE queries.clock_tallies DROP CONSTRAINT clock_tallies_kind, DROP COLUMN runs_for');
    await city.sql(
      'ALTER TABLE queries.clock_tallies ADD CONSTRAINT clock_tallies_grouping_key_period_status_worked_hours_key UNIQUE NULLS NOT DISTINCT (grouping, key, period, status, worked_hours)',
    );
    await city.sql('ALTER TABLE queries.clocks DROP COLUMN runs_for');
    await city.sql(summaryRunsFor.sql({} as never));
    expect(await dump()).toEqual(before);
    expect(await tallyDifferences(city)).toEqual([]);
  });
});
