import { TestApp } from '../../kit/app.js';
import { complaintsIn } from '../../kit/complaints.js';
import type { Schemas } from '../../kit/response-body.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';

describe('office without head and deputy', () => {
  let city: TestApp;
  let headless: Schemas['LodgedComplaint'];
  let deputised: Schemas['LodgedComplaint'];
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
    await city.sql(`UPDATE reference.offices SET head = NULL, deputy = NULL WHERE code = 'DLH'`);
    await city.sql(`UPDATE reference.offices SET head = NULL WHERE code = 'PUPR'`);
    headless = await city.lodge({ category: 'waste.collection' });
    deputised = await city.lodge();
    await city.advance('P60D');
  });
  afterAll(() => city.stop());

  const { escalations, caseOf } = complaintsIn(() => city);
  const summaries = (items: readonly Schemas['Escalation'][]): string[] =>
    items.map(
      ({ clock, level, target, targetMissing }) => `${clock} ${level} ${target}${targetMissing ? ' missing' : ''}`,
    );
  const missing = async (as: string) =>
    (await city.get('/v1/escalations?targetMissing=true&limit=200', { as })).body.items;
  const timeline = async (language: string): Promise<string[]> =>
    (
      await city.get(`/v1/complaints/${headless.id}/timeline?limit=200`, {
        as: 'coordinator',
        headers: { 'accept-language': language },
      })
    ).body.items.map(({ what }) => what);

  test('is a task for the coordinator: every level 1 escalation without a target is listed once', async () => {
    const listed = await missing('coordinator');
    expect(summaries(listed)).toEqual(['first_response 1 office_head missing', 'resolution 1 office_head missing']);
    for (const escalation of listed)
      expect(escalation).toMatchObject({
        complaintId: headless.id,
        ticket: headless.ticket,
        office: 'DLH',
        status: 'open',
      });
    expect((await city.get('/v1/escalations/count?targetMissing=true', { as: 'coordinator' })).body).toEqual({
      count: listed.length,
    });
    expect(
      (await city.get(`/v1/escalations?targetMissing=true&complaintId=${deputised.id}`, { as: 'coordinator' })).body
        .items,
    ).toEqual([]);
    expect((await missing('auditor')).map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
  });

  test('is published once per escalation and has readable texts', async () => {
    const events = (await city.publishedEvents(headless.id))
      .filter(({ type }) => type === 'escalation.target-missing.v1')
      .map(({ data }) => JSON.parse(data));
    expect(events).toEqual(
      (await missing('coordinator')).map(({ id, clock, clockId }) =>
        expect.objectContaining({ escalationId: id, clock, clockId, level: 1, target: 'office_head', office: 'DLH' }),
      ),
    );
    expect((await timeline('id')).filter(what => what.includes('Dinas Lingkungan Hidup belum memiliki'))).toHaveLength(
      2,
    );
    expect((await timeline('en')).filter(what => what.includes('neither head nor deputy'))).toHaveLength(2);
  });

  test('does not prevent further escalation of the complaint', async () => {
    expect(summaries(await escalations(headless.id))).toEqual([
      'first_response 1 office_head missing',
      'first_response 2 coordinator',
      'resolution 1 office_head missing',
      'resolution 2 coordinator',
      'resolution 3 ombudsman',
    ]);
    expect(await city.complaint(headless.id)).toMatchObject({ escalationLevel: 3 });
    expect(await caseOf(headless.id)).toMatchObject({ complaintId: headless.id, stage: 'intake_formal' });
    expect(summaries(await escalations(deputised.id)).every(each => !each.includes('missing'))).toBe(true);
  });

  test('is no longer a task once the duty is met', async () => {
    await city.post(`/v1/complaints/${headless.id}/acceptance`, {}, { as: 'officer:DLH' });
    await city.post(
      `/v1/complaints/${headless.id}/resolution`,
      { decision: 'granted', explanation: 'Sampah sudah diangkut.' },
      { as: 'officer:DLH' },
    );
    await city.settle();
    expect(
      (await city.get('/v1/escalations?targetMissing=true&status=open', { as: 'coordinator' })).body.items,
    ).toEqual([]);
  });
});
