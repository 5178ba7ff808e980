import { roles } from '@tuntas/kernel';
import { TestApp } from '../../kit/app.js';

const everyReader = [
  ...roles.filter(role => role !== 'admin' && role !== 'officer' && role !== 'office_head'),
  'officer:PUPR',
  'office_head:PUPR',
  'officer:DLH',
  'office_head:INSPEKTORAT',
  'officer',
  'integrator::lapor',
  'integrator::other',
];

describe('visibility of complaints', () => {
  let app: TestApp;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    const lodge = async (name: string, different: object, as = 'counter_clerk') => {
      ids[name] = (await app.lodge(different, { as })).id;
    };
    await lodge('road', {});
    await lodge('waste', { category: 'waste.collection', channel: 'web', counter: null }, 'integrator::lapor');
    await lodge('levy', { category: 'conduct.illegal_levy' });
    await lodge('queue', { category: null }, 'coordinator');
    await lodge('referred', {}, 'integrator::other');
    await app.settle();
    await app.sql(`INSERT INTO escalation.heads (complaint_id) VALUES ($1) ON CONFLICT DO NOTHING`, [ids['referred']]);
    await app.sql(
      `INSERT INTO escalation.escalations (id, complaint_id, key, level, cycle, target, reason, target_missing, status, raised_at)
       VALUES (gen_random_uuid(), $1, 'manual:1', 3, 1, 'ombudsman', 'manual', false, 'open', clock.now())`,
      [ids['referred']],
    );
    await app.sql(`UPDATE queries.cards SET escalated_to = '{ombudsman}' WHERE complaint_id = $1`, [ids['referred']]);
  });
  afterAll(() => app.stop());

  it.each(everyReader)('is the same in the list, the detail and the timeline for %s', async as => {
    const { body } = await app.get('/v1/complaints', { as });
    const listed = body.items.map((item: { id: string }) => item.id).sort();
    const shown: string[] = [];
    for (const id of Object.values(ids)) {
      const [detail, timeline] = [
        await app.get(`/v1/complaints/${id}`, { as }),
        await app.get(`/v1/complaints/${id}/timeline`, { as }),
      ];
      expect([detail.status, timeline.status]).toEqual(detail.status === 200 ? [200, 200] : [404, 404]);
      if (detail.status === 200) shown.push(id);
    }
    expect(listed).toEqual(shown.sort());
    expect((await app.get('/v1/complaints/count', { as })).body).toEqual({ count: shown.length });
  });

  it.each([
    ['coordinator', ['levy', 'queue', 'referred', 'road', 'waste']],
    ['officer:PUPR', ['referred', 'road']],
    ['office_head:DLH', ['waste']],
    ['officer', []],
    ['counter_clerk', ['levy', 'road']],
    ['integrator::lapor', ['waste']],
    ['integrator::nobody', []],
    ['inspectorate', ['levy']],
    ['ombudsman', ['referred']],
    ['sla_operator', ['levy', 'queue', 'referred', 'road', 'waste']],
  ])('is for %s: %j', async (as, names) => {
    const { body } = await app.get('/v1/complaints', { as });
    expect(
      body.items.map((item: { id: string }) => Object.keys(ids).find(name => ids[name] === item.id)).sort(),
    ).toEqual(names);
  });

  it('is empty for an admin, and requires a token', async () => {
    for (const path of [
      '/v1/complaints',
      '/v1/complaints/count',
      `/v1/complaints/${ids['road']}`,
      `/v1/complaints/${ids['road']}/timeline`,
      `/v1/complaints/${ids['road']}/audit`,
    ]) {
      expect((await app.get(path, { as: 'admin' })).status).toBe(403);
      expect((await app.get(path)).status).toBe(401);
    }
  });

  it('excludes texts and coordinates for monitoring and audit roles', async () => {
    for (const as of ['auditor', 'sla_operator'])
      for (const path of ['', `/${ids['road']}`, `/${ids['road']}/timeline`]) {
        const { text, status } = await app.get(`/v1/complaints${path}`, { as });
        expect(status).toBe(200);
        expect(text).not.toMatch(/lubang|Mohon|Padat Karya|114\.59/);
      }
  });

  it('never includes identity', async () => {
    for (const as of ['coordinator', 'officer:PUPR', 'counter_clerk', 'auditor'])
      for (const path of ['', `/${ids['road']}`, `/${ids['road']}/timeline`])
        expect((await app.get(`/v1/complaints${path}`, { as })).text).not.toMatch(/Siti|6371046505800001|81234567890/);
  });

  it('covers all audit entries for auditors and coordinators, a part for inspectorate and Ombudsman', async () => {
    const status = async (as: string, name: string) =>
      (await app.get(`/v1/complaints/${ids[name]}/audit`, { as })).status;
    expect(
      await Promise.all(
        ['auditor', 'coordinator', 'inspectorate', 'ombudsman', 'officer:PUPR', 'sla_operator'].map(as =>
          status(as, 'road'),
        ),
      ),
    ).toEqual([200, 200, 404, 404, 403, 403]);
    expect(await status('inspectorate', 'levy')).toBe(200);
    expect(await status('ombudsman', 'referred')).toBe(200);
    expect((await app.get('/v1/complaints/01960000-0000-7000-8000-000000000009/audit', { as: 'auditor' })).status).toBe(
      404,
    );
  });
});
