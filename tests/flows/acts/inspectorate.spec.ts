import { TestApp } from '../../kit/app.js';
import { complaintsIn } from '../../kit/complaints.js';
import type { Schemas } from '../../kit/response-body.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';

describe('supervisory complaint about the conduct of an office', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
  });
  afterAll(() => city.stop());

  const { assigned, staff } = complaintsIn(() => city);

  test.each([
    ['a category of levies', { category: 'conduct.illegal_levy' }, 'supervisory_complaint'],
    [
      'money asked for, whatever the category',
      { category: 'roads.pothole', allegedMaladministration: ['demand_for_payment'] },
      'supervisory_complaint',
    ],
    [
      'money asked for, without a category',
      { category: null, allegedMaladministration: ['undue_delay', 'demand_for_payment'] },
      'supervisory_complaint',
    ],
    [
      'a supervisory complaint, whatever the category',
      { category: 'waste.collection', classification: 'supervisory_complaint' },
      'supervisory_complaint',
    ],
    [
      'a levy that was lodged as ordinary',
      { category: 'conduct.illegal_levy', classification: 'ordinary_complaint' },
      'ordinary_complaint',
    ],
    [
      'money asked for by the office that is hinted at',
      { category: 'roads.pothole', officeHint: 'PUPR', allegedMaladministration: ['demand_for_payment'] },
      'supervisory_complaint',
    ],
  ])('goes to the inspectorate before any rule of a category: %s', async (_, different, classification) => {
    const { id } = await assigned(different);
    expect(await city.complaint(id)).toMatchObject({
      status: 'assigned',
      office: { code: 'INSPEKTORAT' },
      classification,
    });
    const offices = (await city.publishedEvents(id))
      .filter(({ type }) => type === 'complaint.assigned.v1')
      .map(({ data }) => JSON.parse(data).office);
    expect(offices).toEqual(['INSPEKTORAT']);
    for (const as of ['officer:PUPR', 'office_head:PUPR', 'officer:DLH'])
      expect((await city.get(`/v1/complaints/${id}`, { as })).status).toBe(404);
  });

  test('stays there after a later classification, and the inspectorate reads it while it is concerned', async () => {
    const reads = async (id: string): Promise<number> =>
      (await city.get(`/v1/complaints/${id}`, { as: 'inspectorate' })).status;
    const { id } = await assigned({ classification: 'supervisory_complaint' });
    await staff(
      id,
      'classification',
      { classification: 'ordinary_complaint', reason: 'Hanya soal jalannya' },
      'coordinator',
    );
    await city.settle();
    expect(await city.complaint(id)).toMatchObject({
      office: { code: 'INSPEKTORAT' },
      status: 'assigned',
      classification: 'ordinary_complaint',
    });
    expect([await reads(id), (await city.get(`/v1/complaints/${id}`, { as: 'officer:INSPEKTORAT' })).status]).toEqual([
      404, 200,
    ]);

    const ordinary = await assigned();
    expect(await reads(ordinary.id)).toBe(404);
    await staff(
      ordinary.id,
      'classification',
      { category: 'conduct.illegal_levy', reason: 'Petugas meminta uang' },
      'coordinator',
    );
    await city.settle();
    expect(await city.complaint(ordinary.id)).toMatchObject({ office: { code: 'PUPR' }, status: 'assigned' });
    expect(await reads(ordinary.id)).toBe(200);
  });
});

describe('inspectorate', () => {
  let city: TestApp;
  const of: Record<string, Schemas['LodgedComplaint']> = {};
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
    of['levy'] = await city.lodge({ category: 'conduct.illegal_levy' });
    of['alleged'] = await city.lodge({ allegedMaladministration: ['demand_for_payment'] });
    of['queue'] = await city.lodge({ category: null, consentToOmbudsman: false });
    of['road'] = await city.lodge();
    of['conduct'] = await city.lodge({ category: 'waste.collection' });
    await city.settle();
    const answer = await city.post(
      `/v1/complaints/${of['conduct'].id}/classification`,
      { classification: 'supervisory_complaint', reason: 'Perilaku petugas' },
      { as: 'coordinator' },
    );
    expect(answer.status).toBe(200);
    await city.advance('P60D');
  });
  afterAll(() => city.stop());

  const { escalations } = complaintsIn(() => city);
  const names = (ids: readonly string[]): string[] =>
    Object.keys(of)
      .filter(name => ids.includes(of[name]!.id))
      .sort();
  const ask = async <const Path extends string>(path: Path, as = 'inspectorate') => (await city.get(path, { as })).body;
  const targets = async (name: string, clock: string): Promise<string[]> =>
    (await escalations(of[name]!.id))
      .filter(each => each.clock === clock)
      .map(({ level, target, office }) => `${level} ${target} ${office}`);

  test('is level 2 for supervisory complaints and the coordinator, who is level 2 for it', async () => {
    expect(await targets('conduct', 'first_response')).toEqual(['1 office_head DLH', '2 inspectorate DLH']);
    expect(await targets('levy', 'first_response')).toEqual(['1 office_head INSPEKTORAT', '2 coordinator INSPEKTORAT']);
    expect(await targets('queue', 'verification')).toEqual(['1 coordinator null', '2 inspectorate null']);
    expect(await targets('road', 'first_response')).toEqual(['1 office_head PUPR', '2 coordinator PUPR']);
  });

  test('reads supervisory complaints, alleged levies and its escalations, on all routes alike', async () => {
    const own = ['alleged', 'conduct', 'levy', 'queue'];
    expect(names((await ask('/v1/complaints?limit=200')).items.map(({ id }) => id))).toEqual(own);
    expect(await ask('/v1/complaints/count')).toEqual({ count: own.length });
    for (const name of Object.keys(of)) {
      const expected = own.includes(name) ? 200 : 404;
      for (const path of ['', '/timeline', '/audit', '/audit/count'])
        expect([
          name,
          path,
          (await city.get(`/v1/complaints/${of[name]!.id}${path}`, { as: 'inspectorate' })).status,
        ]).toEqual([name, path, expected]);
    }
    const { items } = await ask('/v1/escalations?limit=200');
    expect(names(items.map(({ complaintId }) => complaintId))).toEqual(own);
    expect(await ask('/v1/escalations/count')).toEqual({ count: items.length });
    expect(await ask(`/v1/escalations/count?complaintId=${of['road']!.id}`)).toEqual({ count: 0 });
    // With texts, never with identity.
    const { subject } = await ask(`/v1/complaints/${of['conduct']!.id}`);
    expect(subject).toEqual(expect.any(String));
    expect(JSON.stringify(await ask(`/v1/complaints/${of['conduct']!.id}/timeline?limit=200`))).not.toMatch(
      /Siti|6371046505800001/,
    );
  });
});
