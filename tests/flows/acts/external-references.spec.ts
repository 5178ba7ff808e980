import { randomUUID } from 'node:crypto';
import { TestApp } from '../../kit/app.js';

describe('external reference of another system', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start();
  });
  afterAll(() => city.stop());

  const lodge = (
    references: readonly (readonly [string, string])[],
    different: object = {},
    as = 'integrator::lapor',
  ) =>
    city.lodge(
      {
        channel: 'app',
        counter: null,
        externalReferences: references.map(([system, id]) => ({ system, id })),
        ...different,
      },
      { as },
    );
  const found = async (externalId: string, as = 'coordinator'): Promise<string[]> => {
    const query = `externalId=${encodeURIComponent(externalId)}`;
    const { items } = (await city.get(`/v1/complaints?${query}`, { as })).body;
    expect((await city.get(`/v1/complaints/count?${query}`, { as })).body.count).toBe(items.length);
    return items.map(({ id }) => id);
  };

  test('is found by its id, also with a colon in system or id', async () => {
    const [urn, plain] = [
      await lodge([
        ['urn:lapor', '77'],
        ['lapor', '5:6'],
      ]),
      await lodge([['lapor', 'x77']]),
    ];
    await city.settle();
    expect([
      await found('77'),
      await found('urn:lapor:77'),
      await found('5:6'),
      await found('6'),
      await found('lapor:77'),
      await found('x77'),
    ]).toEqual([[urn.id], [urn.id], [urn.id], [], [], [plain.id]]);
    const rows = await city.sql(
      `SELECT external_system, external_id, body
        FROM complaints.texts
        WHERE complaint_id = $1 AND field = 'externalReference'
        ORDER BY body`,
      [urn.id],
    );
    expect(rows).toEqual([
      { external_system: 'lapor', external_id: '5:6', body: 'lapor:5:6' },
      { external_system: 'urn:lapor', external_id: '77', body: 'urn:lapor:77' },
    ]);
  });

  test('is accepted twice, with a warning', async () => {
    const [first, same, other] = [
      await lodge([['lapor', 'twice']]),
      await lodge([
        ['lapor', 'once'],
        ['lapor', 'twice'],
      ]),
      await lodge([['sms', 'twice']]),
    ];
    expect([first, same, other].map(({ warnings }) => warnings.includes('external_reference_repeated'))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('of an anonymous complaint is hidden from offices and superiors, as it may identify the person', async () => {
    const secret = randomUUID();
    const { id } = await lodge([['lapor', secret]], { isAnonymous: true });
    await lodge([['lapor', `${secret}-named`]]);
    await city.settle();
    expect((await city.complaint(id)).office!.code).toBe('PUPR');
    const timeline = async (as: string) => (await city.get(`/v1/complaints/${id}/timeline`, { as })).text;
    for (const as of ['coordinator', 'officer:PUPR', 'office_head:PUPR', 'auditor', 'sla_operator']) {
      expect([as, await found(secret, as), await found(`lapor:${secret}`, as)]).toEqual([as, [], []]);
      for (const path of [`/v1/complaints/${id}`, `/v1/complaints/${id}/timeline`]) {
        const { status, text } = await city.get(path, { as });
        expect([as, status, text.includes(secret)]).toEqual([as, 200, false]);
      }
    }
    expect(await found(secret, 'integrator::lapor')).toEqual([id]);
    expect(await timeline('integrator::lapor')).toContain(secret);
    expect(await found(`${secret}-named`, 'officer:PUPR')).toHaveLength(1);
  });
});
