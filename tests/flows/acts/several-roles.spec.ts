import { TestApp } from '../../kit/app.js';
import type { ListItem, Page } from '../../kit/response-body.js';

/** Tokens with two roles, compared with the same person in each single role. */
const pairs = [
  ['counter_clerk', 'officer', 'DLH'],
  ['officer', 'coordinator', 'DLH'],
  ['officer', 'auditor', 'DLH'],
  ['officer', 'sla_operator', 'PUPR'],
  ['officer', 'inspectorate', 'DLH'],
  ['office_head', 'ombudsman', 'DLH'],
  ['inspectorate', 'ombudsman', null],
  ['office_head', 'officer', 'PUPR'],
  ['admin', 'officer', 'PUPR'],
  ['integrator', 'office_head', 'DLH'],
] as const;
const asOne = (role: string, office: string | null): string => (office === null ? role : `${role}:${office}`);

type List = '/v1/complaints' | '/v1/escalations' | '/v1/sla/clocks';

describe('token with several roles', () => {
  let city: TestApp;
  const lodged: Record<'road' | 'waste' | 'levy', { id: string }> = {} as never;

  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    lodged.road = await city.lodge({ consentToOmbudsman: true });
    lodged.waste = await city.lodge(
      { category: 'waste.collection', channel: 'web', counter: null },
      { as: 'integrator:DLH' },
    );
    lodged.levy = await city.lodge(
      { category: 'conduct.illegal_levy', consentToOmbudsman: false },
      { as: 'coordinator' },
    );
    await city.settle();
    for (const { id } of [lodged.road, lodged.waste]) {
      const raised = await city.post(
        `/v1/complaints/${id}/escalation`,
        { level: 2, reason: 'Sudah lama menunggu' },
        { as: 'coordinator' },
      );
      if (raised.status !== 200) throw new Error(raised.text);
    }
    await city.advance('P60D');
    await city.post('/dev/clock', { rate: 1e-9 }); // the remaining time stays the same between requests
  });
  afterAll(() => city.stop());

  /** All items of a list by id; empty if the role gets 403. */
  const listed = async <const Path extends List>(path: Path, as: string): Promise<Map<string, ListItem<Path>>> => {
    const answer = await city.get(`${path}?limit=200`, { as });
    if (answer.status === 403) return new Map();
    const { items, next } = answer.body as Page<ListItem<Path>>;
    expect([as, path, answer.status, next]).toEqual([as, path, 200, null]);
    return new Map(items.map(item => [(item as { id: string }).id, item]));
  };
  const counted = async (path: List, as: string): Promise<number> =>
    (await city.get(`${path}/count`, { as })).body.count ?? 0;
  const actorsOf = async (id: string, type: string): Promise<unknown[]> =>
    (await city.get(`/v1/complaints/${id}/audit`, { as: 'auditor' })).body.items
      .filter(entry => entry.type === type)
      .map(({ actor }) => [actor.role, actor.office]);

  describe.each(['/v1/complaints', '/v1/escalations', '/v1/sla/clocks'] as const)('reads in %s', path => {
    it.each(pairs)(
      'as %s and %s of %s the union of what both reach, and the count agrees',
      async (one, other, office) => {
        const both = asOne(`${one}+${other}`, office);
        const [first, second, union] = [
          await listed(path, asOne(one, office)),
          await listed(path, asOne(other, office)),
          await listed(path, both),
        ];
        expect([...union.keys()].sort()).toEqual([...new Set([...first.keys(), ...second.keys()])].sort());
        expect(await counted(path, both)).toBe(union.size);
        const csv = await city.get(path, { as: both, headers: { accept: 'text/csv' } });
        if (csv.status === 200) expect(csv.text.trim().split('\r\n').length - 1).toBe(union.size);
      },
    );
  });

  it('reads texts only of what a text-reading role reaches', async () => {
    const officer = await listed('/v1/sla/clocks', 'officer:DLH');
    const clocks = await listed('/v1/sla/clocks', 'officer+auditor:DLH');
    expect([officer.size > 0, clocks.size > officer.size]).toEqual([true, true]);
    for (const [id, { complaint }] of clocks) expect([id, complaint.subject !== null]).toEqual([id, officer.has(id)]);

    const head = await listed('/v1/escalations', 'office_head:DLH');
    const escalations = await listed('/v1/escalations', 'office_head+sla_operator:DLH');
    const byHand = [...escalations.values()].filter(({ reason }) => reason === 'manual');
    expect(byHand.map(({ complaintId }) => complaintId).sort()).toEqual([lodged.road.id, lodged.waste.id].sort());
    for (const { id, complaintId, explanation } of byHand) {
      expect([head.has(id), explanation]).toEqual(
        complaintId === lodged.waste.id ? [true, 'Sudah lama menunggu'] : [false, null],
      );
      expect((await city.get(`/v1/escalations/${id}`, { as: 'office_head+sla_operator:DLH' })).body).toMatchObject({
        id,
        explanation,
      });
    }
  });

  it('opens a single clock or escalation that any of its roles reaches, and no other', async () => {
    const both = 'officer+inspectorate:DLH';
    const [all, reached] = [await listed('/v1/escalations', 'coordinator'), await listed('/v1/escalations', both)];
    for (const id of all.keys())
      expect([id, (await city.get(`/v1/escalations/${id}`, { as: both })).status]).toEqual([
        id,
        reached.has(id) ? 200 : 404,
      ]);
    const clock = [...(await listed('/v1/sla/clocks', 'officer:PUPR'))].find(
      ([, { name }]) => name === 'resolution',
    )![0];
    expect((await city.get(`/v1/sla/clocks/${clock}/explanation`, { as: 'officer:DLH' })).status).toBe(404);
    expect(
      (await city.get(`/v1/sla/clocks/${clock}/explanation`, { as: 'officer+auditor:DLH' })).body.clock,
    ).toMatchObject({ id: clock, complaint: { subject: null } });
  });

  it('has the allowed actions of all its roles', async () => {
    for (const [one, other, office, id] of [
      ['officer', 'coordinator', 'PUPR', lodged.road.id],
      ['counter_clerk', 'officer', 'PUPR', lodged.road.id],
      ['officer', 'coordinator', 'DLH', lodged.road.id],
    ] as const) {
      const actions = async (role: string): Promise<string[]> =>
        (await city.get(`/v1/complaints/${id}`, { as: `${role}:${office}` })).body.allowedActions ?? [];
      const union = new Set([...(await actions(one)), ...(await actions(other))]);
      expect((await actions(`${one}+${other}`)).sort()).toEqual([...union].sort());
      expect(union.size).toBeGreaterThan(0);
    }
  });

  it('acts in the role that is permitted', async () => {
    const { id } = await city.lodge({ category: 'waste.collection' });
    await city.settle();
    expect((await city.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer+coordinator:PUPR' })).status).toBe(
      404,
    );
    const transferred = await city.post(
      `/v1/complaints/${id}/transfer`,
      { toOffice: 'PUPR', reason: 'Saluran, bukan sampah' },
      { as: 'officer+coordinator:DLH' },
    );
    expect(transferred).toMatchObject({ status: 200, body: { office: { code: 'PUPR' }, bounces: 0 } });
    expect((await city.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer+coordinator:PUPR' })).status).toBe(
      200,
    );
    await city.settle();
    expect(await actorsOf(id, 'complaint.transferred.v1')).toEqual([['coordinator', 'DLH']]);
    expect(await actorsOf(id, 'complaint.accepted.v1')).toEqual([['officer', 'PUPR']]);

    const raised = [...(await listed('/v1/escalations', 'coordinator'))]
      .map(([, each]) => each)
      .find(each => each.target === 'office_head' && each.office === 'PUPR' && each.status === 'open');
    expect(
      (await city.post(`/v1/escalations/${raised!.id}/acknowledgement`, {}, { as: 'office_head+coordinator:DLH' }))
        .problem.code,
    ).toBe('escalation.not-yours');
    expect(
      (await city.post(`/v1/escalations/${raised!.id}/acknowledgement`, {}, { as: 'coordinator+office_head:PUPR' }))
        .body,
    ).toMatchObject({ status: 'acknowledged' });
  });

  it('reaches nothing through an unknown office', async () => {
    for (const as of ['officer:NOWHERE', 'office_head:NOWHERE', 'officer+office_head:NOWHERE', 'officer']) {
      for (const path of ['/v1/complaints', '/v1/escalations', '/v1/sla/clocks'] as const)
        expect([as, (await listed(path, as)).size, await counted(path, as)]).toEqual([as, 0, 0]);
      for (const { id } of Object.values(lodged))
        expect((await city.get(`/v1/complaints/${id}`, { as })).status).toBe(404);
      expect((await city.post(`/v1/complaints/${lodged.road.id}/acceptance`, {}, { as })).status).toBe(404);
    }
    expect([...(await listed('/v1/sla/clocks', 'officer+auditor:NOWHERE'))].length).toBe(
      (await listed('/v1/sla/clocks', 'auditor')).size,
    );
  });

  it('shows internal notes of an office or of coordinators only in the roles that may read them', async () => {
    const { id } = lodged.road;
    for (const [as, body] of [
      ['coordinator', 'Catatan koordinator'],
      ['officer:PUPR', 'Catatan PUPR'],
    ] as const)
      expect((await city.post(`/v1/complaints/${id}/internal-notes`, { text: body }, { as })).status).toBe(200);
    await city.settle();
    const notesFor = async (as: string): Promise<unknown[]> => {
      const { status, body } = await city.get(`/v1/complaints/${id}/timeline?limit=200`, { as });
      expect([as, status]).toEqual([as, 200]);
      return body.items
        .filter(({ type }) => type === 'complaint.note-added.v1')
        .map(({ office }) => office?.code ?? null);
    };
    expect(await notesFor('officer+coordinator:PUPR')).toEqual([null, 'PUPR']);
    expect(await notesFor('coordinator+auditor:PUPR')).toEqual([null]);
    expect(await notesFor('auditor+coordinator:PUPR')).toEqual([null]);
    expect(await notesFor('officer+auditor')).toEqual([]);
  });
});
