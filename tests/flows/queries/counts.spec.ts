import fc from 'fast-check';
import { roles } from '@tuntas/kernel';
import { TestApp, until } from '../../kit/app.js';
import type { Schemas, Page } from '../../kit/response-body.js';

const readers = [
  ...roles.filter(role => role !== 'officer' && role !== 'office_head'),
  'officer:PUPR',
  'office_head:PUPR',
  'officer:DLH',
  'office_head:INSPEKTORAT',
  'officer',
  'integrator::lapor',
  'integrator::other',
];
const some = (...values: readonly (string | number)[]) => fc.subarray([...values].map(String), { minLength: 1 });
const one = (...values: readonly string[]) => fc.constantFrom(...values).map(value => [value]);
const whenever = one(
  '2026-03-02T01:00:00Z',
  '2026-03-16T08:00:00+08:00',
  '2026-03-31T16:00:00+08:00',
  '2026-04-13T08:00:00+08:00',
  '2026-05-01T00:00:00Z',
);

/** Every list with a count that depends on the caller, with its filters. */
const lists: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<string[]>>>>> = {
  '/v1/complaints': {
    status: some('received', 'assigned', 'in_progress', 'resolved'),
    office: some('PUPR', 'DLH', 'INSPEKTORAT'),
    category: some('roads.pothole', 'waste.collection'),
    region: some('63.71', '63.71.01', '63.71.04.1010'),
    classification: some('ordinary_complaint', 'aspiration'),
    channel: some('counter', 'web', 'whatsapp'),
    escalationLevel: some(0, 1, 2, 3),
    breached: one('true', 'false'),
    externalId: one('lapor:9165816', '9165816', '16'),
    dueBefore: whenever,
    lodgedFrom: whenever,
    lodgedTo: whenever,
    q: one('jalan', 'lobang -air', 'hujan', '"sungai andai"', 'yang', '!'),
  },
  '/v1/escalations': {
    targetMissing: one('true', 'false'),
    level: some(1, 2, 3),
    status: some('open', 'acknowledged', 'ended'),
    office: some('PUPR', 'DLH'),
    raisedFrom: whenever,
    raisedTo: whenever,
  },
  '/v1/ombudsman/cases': {
    stage: some('intake_formal', 'closed'),
    office: some('PUPR', 'DLH'),
    region: some('63.71', '63.71.01', '63.71.04'),
    maladministration: some('undue_delay', 'discrimination'),
    notice: some('settled_late', 'withdrawn', 'referred_again'),
    openedFrom: whenever,
    q: one('jln', 'sungai', 'hujan'),
  },
  '/v1/messages': {
    channel: some('email', 'sms', 'print'),
    status: some('pending', 'delivered', 'failed', 'handed_over'),
  },
  '/v1/messages/print-queue': { counter: some('MPP-03', 'MPP-05') },
};
/** The role that sees the most items. */
const widestReader = (path: string): string => (path.startsWith('/v1/messages') ? 'coordinator' : 'auditor');
const paths = Object.keys(lists);

/** Few filters at a time: many filters together find almost nothing. */
const filtersOf = (path: string): fc.Arbitrary<[string, string][]> =>
  fc
    .subarray(Object.keys(lists[path]!), { maxLength: Math.min(2, Object.keys(lists[path]!).length) })
    .chain(names =>
      fc.tuple(
        ...names.map(name => lists[path]![name]!.map(values => values.map((value): [string, string] => [name, value]))),
      ),
    )
    .map(pairs => pairs.flat());

describe('count beside a list', () => {
  let app: TestApp;
  let lodged: Schemas['LodgedComplaint'][];
  beforeAll(async () => {
    app = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    lodged = [
      await app.lodge({ externalReferences: [{ system: 'lapor', id: '9165816' }] }),
      await app.lodge(
        { category: 'waste.collection', channel: 'web', counter: null, location: { regionCode: '63.71.01' } },
        { as: 'integrator::lapor' },
      ),
      await app.lodge({ category: 'conduct.illegal_levy' }),
      await app.lodge(
        { category: null, consentToOmbudsman: false, channel: 'whatsapp', counter: null, location: null },
        { as: 'coordinator' },
      ),
      await app.lodge({ classification: 'aspiration' }, { as: 'integrator::other' }),
    ];
    await app.advance('P14D');
    await app.post(`/v1/complaints/${lodged[0]!.id}/acceptance`, {}, { as: 'officer:PUPR' });
    await app.post(
      `/v1/complaints/${lodged[0]!.id}/resolution`,
      { decision: 'granted', explanation: 'Sudah ditambal.' },
      { as: 'officer:PUPR' },
    );
    await app.advance('P46D');
    await app.lodge({ complainant: { name: 'Siti Rahmah' } });
    await app.settle();
    // A message that is sent meanwhile would be counted as pending and listed as delivered.
    await until(
      () => app.sql(`SELECT 1 FROM complaints.messages WHERE status = 'pending' AND channel <> 'print'`),
      rows => rows.length === 0,
    );
  });
  afterAll(() => app.stop());

  const ask = (path: string, parameters: readonly (readonly string[])[], as: string) =>
    app.get(`${path}?${new URLSearchParams(parameters as [string, string][])}`, { as });
  /** Counts the items of all pages, two items each. Null means that the list is refused. */
  const listed = async (path: string, filters: readonly (readonly string[])[], as: string): Promise<number | null> => {
    const ids: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { status, body } = await ask(path, [...filters, ['limit', '2'], ...(next ? [['cursor', next]] : [])], as);
      if (status === 403) return null;
      expect([path, filters, as, status]).toEqual([path, filters, as, 200]);
      const page = body as Page;
      ids.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(new Set(ids).size).toBe(ids.length);
    return ids.length;
  };
  const counted = async (path: string, filters: readonly (readonly string[])[], as: string): Promise<number | null> => {
    const { status, body } = await ask(`${path}/count`, filters, as);
    if (status === 403) return null;
    expect([path, filters, as, status, body]).toEqual([path, filters, as, 200, { count: expect.any(Number) }]);
    return (body as Schemas['ListCount']).count;
  };

  test.each(paths)(
    'of %s is the number of items on all pages for each role, and 403 for roles without access',
    async path => {
      const counts = new Map<string, number | null>();
      for (const as of readers) {
        counts.set(as, await listed(path, [], as));
        expect([as, await counted(path, [], as)]).toEqual([as, counts.get(as)]);
      }
      // The roles have different reach: all, some, or none (403).
      const most = counts.get(widestReader(path))!;
      expect(most).toBeGreaterThan(0);
      expect(counts.get('admin')).toBeNull();
      expect([...counts.values()].every(count => count === null || count <= most)).toBe(true);
      if (!['/v1/ombudsman/cases', '/v1/messages/print-queue'].includes(path))
        expect([...counts.values()].some(count => count !== null && count > 0 && count < most)).toBe(true);
    },
  );

  test.each(paths)('of %s agrees with the list under every filter', async path => {
    const found: number[] = [];
    const allowed =
      path === '/v1/ombudsman/cases'
        ? ['ombudsman', 'auditor']
        : path.startsWith('/v1/messages')
          ? ['coordinator', 'counter_clerk']
          : readers;
    await fc.assert(
      fc.asyncProperty(filtersOf(path), fc.constantFrom(...allowed), async (filters, as) => {
        const items = await listed(path, filters, as);
        expect(await counted(path, filters, as)).toBe(items);
        if (items !== null) found.push(items);
      }),
      { numRuns: 60 },
    );
    expect(found.filter(items => items > 0).length).toBeGreaterThan(3);
  });

  test.each(paths)('of %s rejects paging, order and filters that the list does not have', async path => {
    for (const parameter of ['limit', 'cursor', 'sort', 'unknown']) {
      const { status, problem } = await ask(
        `${path}/count`,
        [[parameter, '1']],
        path === '/v1/ombudsman/cases' ? 'auditor' : 'coordinator',
      );
      expect([parameter, status, problem.code]).toEqual([parameter, 400, 'request.malformed']);
    }
  });

  test('does not reveal complaints of another office or another partner', async () => {
    const [road, waste] = lodged;
    const of = (complaint: Schemas['LodgedComplaint'], as: string) =>
      counted('/v1/complaints', [['ticket', complaint.ticket]], as);
    expect(
      await Promise.all([
        of(road!, 'officer:PUPR'),
        of(road!, 'officer:DLH'),
        of(waste!, 'integrator::lapor'),
        of(waste!, 'integrator::other'),
      ]),
    ).toEqual([1, 0, 1, 0]);
    expect(await counted('/v1/escalations', [['complaintId', waste!.id]], 'officer:PUPR')).toBe(0);
    expect(await counted('/v1/escalations', [['complaintId', waste!.id]], 'officer:DLH')).toBeGreaterThan(0);
  });
});
