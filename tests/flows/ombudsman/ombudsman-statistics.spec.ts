import { maladministrations, type CaseStage } from '@tuntas/contracts';
import { roles } from '@tuntas/kernel';
import { TestApp, type Query } from '../../kit/app.js';
import { casesIn, caseNote } from '../../kit/cases.js';
import { strictRows } from '../../kit/strict-csv.js';
import type { Schemas } from '../../kit/response-body.js';

const path = '/v1/ombudsman/statistics';
const final: readonly string[] = ['closed', 'not_admissible', 'deemed_withdrawn', 'withdrawn'];

/** A case in the recount: the instant of each stage, by the local calendar of Banjarmasin. */
interface RecountedCase {
  readonly office: string | null;
  readonly region: string | null;
  readonly alleged: readonly string[];
  readonly stages: readonly {
    readonly at: string;
    readonly stage: string;
    readonly finding: string | null;
    readonly found: readonly string[];
  }[];
}
const quarters = new Map<string, string>();
const quarterOf = (at: string): string => {
  const known = quarters.get(at);
  if (known !== undefined) return known;
  const [year, month] = new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().split('-') as [string, string];
  const quarter = `${year}-Q${Math.ceil(Number(month) / 3)}`;
  quarters.set(at, quarter);
  return quarter;
};
/** Goes through all stages and counts those in the quarter. */
const recounted = (cases: readonly RecountedCase[], quarter: string) => {
  const flow = { openAtStart: 0, opened: 0, reopened: 0, ended: 0, openAtEnd: 0 };
  const [openByStage, outcomes, found]: Record<string, number>[] = [{}, {}, {}] as Record<string, number>[];
  const add = (counts: Record<string, number> | undefined, key: string): void => {
    counts![key] = (counts![key] ?? 0) + 1;
  };
  for (const { stages } of cases) {
    let [before, atEnd] = [null, null] as [string | null, string | null];
    for (const { at, stage, finding, found: types } of stages) {
      const when = quarterOf(at);
      if (when > quarter) break;
      if (when === quarter) {
        if (before === null) flow.opened += 1;
        else if (final.includes(before)) flow.reopened += 1;
        if (final.includes(stage)) {
          flow.ended += 1;
          add(outcomes, stage);
        }
        if (stage === 'report' && finding === 'maladministration_found')
          (types.length === 0 ? [null] : types).forEach(type => {
            add(found, String(type));
          });
      }
      before = atEnd = stage;
    }
    const atStart = stages.filter(({ at }) => quarterOf(at) < quarter).at(-1)?.stage;
    if (atStart !== undefined && !final.includes(atStart)) flow.openAtStart += 1;
    if (atEnd !== null && !final.includes(atEnd)) {
      flow.openAtEnd += 1;
      add(openByStage, atEnd);
    }
  }
  return { flow, openByStage, outcomes, found };
};
type Flow = Schemas['OmbudsmanStatistics']['total'];
const flowIn = ({ openAtStart, opened, reopened, ended, openAtEnd }: Flow) => ({
  openAtStart,
  opened,
  reopened,
  ended,
  openAtEnd,
});
const counts = <Key extends string, Count extends string>(
  rows: readonly (Record<Key, string | null> & Record<Count, number>)[],
  key: Key,
  count: Count,
): Record<string, number> => {
  const all: Record<string, number> = {};
  for (const row of rows) if (row[count] > 0) all[String(row[key])] = (all[String(row[key])] ?? 0) + row[count];
  return all;
};
/** Compares every part of a response with a recount of the cases. */
const expectRecount = (statistics: Schemas['OmbudsmanStatistics'], cases: readonly RecountedCase[]): void => {
  const quarter = statistics.quarter;
  const { flow, openByStage, outcomes, found } = recounted(cases, quarter);
  expect([quarter, flowIn(statistics.total)]).toEqual([quarter, flow]);
  expect(flow.openAtStart + flow.opened + flow.reopened - flow.ended).toBe(flow.openAtEnd);
  expect([
    counts(statistics.byStage, 'stage', 'open'),
    counts(statistics.byOutcome, 'outcome', 'ended'),
    counts(statistics.byMaladministration, 'type', 'found'),
  ]).toEqual([openByStage, outcomes, found]);
  const none = { openAtStart: 0, opened: 0, reopened: 0, ended: 0, openAtEnd: 0 };
  for (const [rows, keyOf] of [
    [statistics.byOffice.map(row => [row.office, row] as const), (each: RecountedCase) => each.office],
    [statistics.byRegion.map(row => [row.region, row] as const), (each: RecountedCase) => each.region],
  ] as const) {
    const keys = [...new Set(cases.map(keyOf))];
    const expected = keys
      .map(
        key =>
          [
            key,
            recounted(
              cases.filter(each => keyOf(each) === key),
              quarter,
            ).flow,
          ] as const,
      )
      .filter(([, each]) => JSON.stringify(each) !== JSON.stringify(none));
    expect(new Map(rows.map(([place, row]) => [place?.code ?? null, flowIn(row)]))).toEqual(new Map(expected));
  }
  for (const { type, ...rest } of statistics.byMaladministration)
    expect([type, flowIn(rest)]).toEqual([
      type,
      recounted(
        cases.filter(({ alleged }) => (type === null ? alleged.length === 0 : alleged.includes(type))),
        quarter,
      ).flow,
    ]);
};

describe('statistics of the Ombudsman', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-31T23:00:00+08:00' });
  });
  afterAll(() => city.stop());
  const { opened, change, changed, broughtTo } = casesIn(() => city);
  const statistics = async (quarter: string, as = 'ombudsman') => {
    const answer = await city.get(`${path}?quarter=${quarter}`, { as });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.body;
  };
  const request = (query: Query, headers: Record<string, string> = {}, as = 'ombudsman') =>
    city.get(`${path}${query}`, { as, headers });
  /** The cases according to the events. */
  const casesFromEvents = async (): Promise<RecountedCase[]> => {
    const cases = new Map<string, RecountedCase>();
    for (const { type, envelope, data: text } of await city.sql<{ type: string; envelope: string; data: string }>(
      `SELECT type, envelope, data FROM eventlog.log WHERE source = 'ombudsman' ORDER BY position`,
    )) {
      const [data, { time: at }] = [JSON.parse(text), JSON.parse(envelope)];
      if (type === 'case.opened.v1')
        cases.set(data.caseId, {
          office: data.office,
          region: data.region,
          alleged: data.allegedMaladministration,
          stages: [{ at, stage: data.stage, finding: null, found: [] }],
        });
      if (type === 'case.stage-changed.v1') {
        const seen = cases.get(data.caseId)!;
        cases.set(data.caseId, {
          ...seen,
          stages: [...seen.stages, { at, stage: data.stage, finding: data.finding, found: data.maladministration }],
        });
      }
    }
    return [...cases.values()];
  };

  test('are all zero while there is no case', async () => {
    const { total, byOffice, byRegion, daysToEnd, from, to, countedTo, byMaladministration } =
      await statistics('2026-Q1');
    expect([total, byOffice, byRegion, daysToEnd]).toEqual([
      { openAtStart: 0, opened: 0, reopened: 0, ended: 0, openAtEnd: 0 },
      [],
      [],
      { median: null, p90: null },
    ]);
    expect([from, to]).toEqual(['2025-12-31T16:00:00.000Z', '2026-03-31T16:00:00.000Z']);
    expect(Date.parse(countedTo)).toBeLessThan(Date.parse(to));
    expect(byMaladministration.map(({ type }) => type)).toEqual([...maladministrations, null]);
    expect((await statistics('1000-Q1')).total.openAtEnd).toBe(0);
  });

  test.each(['2026-Q5', '2026-Q0', '2026Q1', '0026-Q1', '2026-q1', '2026-Q1 ', '', '2026', '2026-03-31'])(
    'reject the quarter "%s"',
    async quarter => {
      expect((await request(`?quarter=${encodeURIComponent(quarter)}`)).body).toMatchObject({
        status: 400,
        code: 'request.malformed',
        errors: [{ pointer: '/quarter' }],
      });
    },
  );

  test('are for a quarter that has begun, and say so in both languages', async () => {
    expect((await request('')).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/quarter', code: 'required' }],
    });
    expect((await request('?quarter=2026-Q2', { 'accept-language': 'id' })).body).toMatchObject({
      status: 422,
      code: 'statistics.quarter-ahead',
      title: 'Triwulan belum dimulai',
      detail: expect.stringContaining('triwulan 2026-Q2 belum dimulai'),
    });
    expect((await request('?quarter=9999-Q4', { 'accept-language': 'en', accept: 'text/csv' })).body).toMatchObject({
      status: 422,
      detail: expect.stringContaining('the quarter 9999-Q4 has not begun'),
    });
  });

  test('are only for the Ombudsman and auditors', async () => {
    const statuses = await Promise.all(
      roles.map(async role => [role, (await request('?quarter=2026-Q1', {}, role)).status]),
    );
    expect(
      statuses
        .filter(([, status]) => status === 200)
        .map(([role]) => role)
        .sort(),
    ).toEqual(['auditor', 'ombudsman']);
    expect(statuses.every(([, status]) => status === 200 || status === 403)).toBe(true);
    expect((await city.get(`${path}?quarter=2026-Q1`)).status).toBe(401);
  });

  test('assign 23:30 on the last day to the quarter, and an event half an hour later to the next one', async () => {
    await city.set('2026-03-31T23:30:00+08:00');
    const [early, other] = await opened(2, { allegedMaladministration: ['undue_delay', 'incompetence'] });
    await changed(other!, 'not_admissible');
    await city.set('2026-04-01T00:00:00+08:00');
    const [late] = await opened(1, { category: 'waste.collection', location: { regionCode: '63.71.01' } });
    await changed(other!, 'intake_formal');
    await broughtTo(early, 'examination');

    const [first, second] = [await statistics('2026-Q1'), await statistics('2026-Q2')];
    expect([flowIn(first.total), flowIn(second.total)]).toEqual([
      { openAtStart: 0, opened: 2, reopened: 0, ended: 1, openAtEnd: 1 },
      { openAtStart: 1, opened: 1, reopened: 1, ended: 0, openAtEnd: 3 },
    ]);
    expect([counts(first.byStage, 'stage', 'open'), counts(second.byStage, 'stage', 'open')]).toEqual([
      { intake_formal: 1 },
      { intake_formal: 2, examination: 1 },
    ]);
    expect(first.byOutcome.filter(({ ended }) => ended > 0)).toEqual([
      { outcome: 'not_admissible', finding: null, ground: 'before_court', ended: 1 },
    ]);
    expect(first.byOffice).toEqual([
      { office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' }, ...flowIn(first.total) },
    ]);
    expect(second.byRegion.map(({ region }) => region?.name)).toEqual(expect.arrayContaining(['Sungai Andai']));
    expect(first.admissibility.find(({ check }) => check === 'agency_asked_first')).toEqual({
      check: 'agency_asked_first',
      passed: 2,
      failed: 0,
      unknown: 0,
    });
    expect(first.countedTo).toBe('2026-03-31T16:00:00.000Z');
    expect(late.office).toBe('DLH');
  });

  test('separate found from alleged types of maladministration, and reject types without a finding', async () => {
    const [kase] = await opened(1, { allegedMaladministration: ['undue_delay'] });
    const examined = await broughtTo(kase, 'examination');
    const report = (finding: string, types: readonly string[]) =>
      change(examined, { to: 'report', finding, maladministration: types, note: caseNote });
    expect((await report('stopped', ['undue_delay'])).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/maladministration' }],
    });
    expect((await report('maladministration_found', ['impoliteness'])).status).toBe(422);
    const { status, body } = await report('maladministration_found', ['undue_delay', 'neglect_of_duty']);
    expect([status, body.maladministration]).toEqual([
      200,
      [
        { type: 'undue_delay', finding: 'alleged' },
        { type: 'undue_delay', finding: 'found' },
        { type: 'neglect_of_duty', finding: 'found' },
      ],
    ]);
    expect(body.stages.at(-1)).toMatchObject({
      stage: 'report',
      maladministration: ['undue_delay', 'neglect_of_duty'],
    });
    const { byMaladministration, reports } = await statistics('2026-Q2');
    expect([counts(byMaladministration, 'type', 'found'), reports[0]]).toEqual([
      { undue_delay: 1, neglect_of_duty: 1 },
      { finding: 'maladministration_found', given: 1 },
    ]);
    expect((await statistics('2026-Q1')).reports.every(({ given }) => given === 0)).toBe(true);
  });

  test('equal a recount from the events over eight months', async () => {
    const moves: readonly CaseStage[] = [
      'intake_material',
      'examination',
      'report',
      'closed',
      'not_admissible',
      'withdrawn',
      'rapid_response',
      'intake_formal',
      'deemed_withdrawn',
      'resolution_monitoring',
    ];
    for (let round = 0; round < 7; round++) {
      await opened(
        1,
        round % 3
          ? {
              category: 'waste.collection',
              location: { regionCode: '63.71.01' },
              allegedMaladministration: ['discrimination'],
            }
          : {},
      );
      const { items } = (await city.get('/v1/ombudsman/cases?limit=200', { as: 'ombudsman' })).body;
      for (const [n, kase] of items.entries()) {
        const to = moves[(round * 7 + n * 3) % moves.length]!;
        if ((n + round) % 2 === 0 && kase.allowedTransitions.includes(to)) await changed(kase, to);
      }
      await city.jump('P35D');
      await city.settle();
    }
    await city.settle();
    const cases = await casesFromEvents();
    expect(cases.length).toBeGreaterThanOrEqual(11);
    for (const quarter of ['2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'])
      expectRecount(await statistics(quarter, 'auditor'), cases);
    expect((await statistics('2026-Q3')).total).toMatchObject({
      reopened: expect.any(Number),
      ended: expect.any(Number),
    });
    expect((await statistics('2026-Q3')).total.ended).toBeGreaterThan(0);
  });

  test('are available as CSV, one figure per line', async () => {
    const json = await statistics('2026-Q1');
    const answer = await request('?quarter=2026-Q1', { accept: 'text/csv' });
    expect([
      answer.status,
      answer.headers.get('content-type')!.split(';')[0],
      answer.headers.get('content-disposition'),
    ]).toEqual([200, 'text/csv', 'attachment; filename="ombudsman-statistics.csv"']);
    const rows = strictRows(answer.text);
    const number = (part: string, key: string, figure: string, detail?: string) =>
      rows
        .filter(
          row =>
            row['part'] === part &&
            row['key'] === key &&
            row['figure'] === figure &&
            (detail === undefined || row['detail'] === detail),
        )
        .map(row => Number(row['number']));
    expect(rows.every(row => row['quarter'] === '2026-Q1')).toBe(true);
    for (const figure of ['openAtStart', 'opened', 'reopened', 'ended', 'openAtEnd'] as const) {
      expect(number('total', '', figure)).toEqual([json.total[figure]]);
      expect(number('office', 'PUPR', figure, 'Dinas Pekerjaan Umum dan Penataan Ruang')).toEqual([
        json.byOffice.find(({ office }) => office?.code === 'PUPR')![figure],
      ]);
    }
    expect(number('maladministration', 'undue_delay', 'opened')).toEqual([2]);
    expect(number('outcome', 'not_admissible', 'ended', 'before_court')).toEqual([
      json.byOutcome.find(({ ground }) => ground === 'before_court')!.ended,
    ]);
    expect(number('daysToEnd', '', 'median')).toEqual([json.daysToEnd.median]);
    const numbersIn = (value: unknown): number =>
      value !== null && typeof value === 'object'
        ? Object.values(value).reduce<number>((all, each) => all + numbersIn(each), 0)
        : Number(typeof value === 'number');
    expect(rows.filter(({ number: value }) => value !== '')).toHaveLength(numbersIn(json));
  });
});

describe('statistics of thousands of cases', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2027-01-05T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  test('equal a plain recount, quarter by quarter', async () => {
    let seed = 20260331;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const pick = <T>(all: readonly T[]): T => all[random(all.length)]!;
    const edges = [
      '2025-12-31T15:30:00Z',
      '2025-12-31T16:00:00Z',
      '2026-03-31T15:30:00Z',
      '2026-03-31T15:59:59.999Z',
      '2026-03-31T16:00:00Z',
      '2026-09-30T16:00:00Z',
    ].map(text => Date.parse(text));
    const whenever = (): number =>
      random(4) === 0
        ? pick(edges)
        : Date.parse('2025-07-01T00:00:00Z') + random(545) * 86_400_000 + random(86_400_000);
    const open = ['intake_material', 'examination', 'rapid_response', 'resolution_monitoring'];
    const cases = Array.from({ length: 2_500 }, () => {
      const stages = Array.from({ length: 1 + random(6) }, whenever)
        .sort((one, other) => one - other)
        .map((at, n) => ({
          at: new Date(at).toISOString(),
          stage: n === 0 ? 'intake_formal' : '',
          finding: null as string | null,
          found: [] as string[],
        }));
      for (const [n, reached] of stages.entries()) {
        if (n === 0) continue;
        const wasFinal = final.includes(stages[n - 1]!.stage);
        reached.stage = wasFinal ? 'examination' : pick([...open, 'report', ...final]);
        if (reached.stage === 'report')
          reached.finding = pick(['maladministration_found', 'maladministration_not_found', 'stopped']);
        if (reached.finding === 'maladministration_found')
          reached.found = pick([[], ['undue_delay'], ['undue_delay', 'partiality']]);
      }
      return {
        office: pick(['PUPR', 'DLH', 'DISHUB', null]),
        region: pick(['63.71.04.1010', '63.71.01', null]),
        alleged: pick([[], ['undue_delay'], ['no_service', 'partiality']]),
        stages,
      };
    });
    await city.sql('INSERT INTO ombudsman.heads (complaint_id) SELECT id FROM unnest($1::uuid[]) AS id', [
      cases.map((_, n) => idOf('c', n)),
    ]);
    await city.sql('INSERT INTO ombudsman.cases SELECT * FROM jsonb_populate_recordset(NULL::ombudsman.cases, $1)', [
      JSON.stringify(
        cases.map(({ office, region, alleged, stages }, n) => {
          const last = stages.at(-1)!;
          return {
            id: idOf('d', n),
            complaint_id: idOf('c', n),
            ticket: `T${n}`,
            registration_number: `${n}`,
            stage: last.stage,
            ground: last.stage === 'not_admissible' ? 'before_court' : null,
            finding: null,
            // Stored before reports named types of maladministration: the field is absent instead of empty.
            stages: stages.map(({ at, stage, finding, found }) => ({
              stage,
              at,
              finding,
              ground: stage === 'not_admissible' ? 'before_court' : null,
              noteId: null,
              ...(found.length > 0 && { maladministration: found }),
            })),
            office,
            region,
            maladministration: alleged.map(type => ({ type, finding: 'alleged' })),
            admissibility: [],
            notices: [],
            escalation_ids: [],
            opened_at: stages[0]!.at,
            due_at: null,
            ended_at: final.includes(last.stage) ? last.at : null,
            version: stages.length,
            known_sequence: 1,
          };
        }),
      ),
    ]);
    let before: Schemas['OmbudsmanStatistics'] | null = null;
    for (const quarter of ['2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1']) {
      const { status, body } = await city.get(`${path}?quarter=${quarter}`, { as: 'ombudsman' });
      expect(status).toBe(200);
      expectRecount(body, cases);
      if (before) expect(body.total.openAtStart).toBe(before.total.openAtEnd);
      before = body;
    }
    expect(before!.total.openAtEnd).toBeGreaterThan(100);
  });
});

const idOf = (kind: 'c' | 'd', n: number): string => `0199${kind}000-0000-7000-8000-${String(n).padStart(12, '0')}`;
