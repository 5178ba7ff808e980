import { Healer } from '@tuntas/eventlog';
import { EscalationModule } from '../../../apps/escalation/src/escalation.module.js';
import { OmbudsmanModule } from '../../../apps/ombudsman/src/ombudsman.module.js';
import { TestApp, until, type Query, type TestResponse } from '../../kit/app.js';
import type { Schemas } from '../../kit/response-body.js';

const noId = '01900000-0000-7000-8000-000000000000';
let app: TestApp;
let neglected: Schemas['LodgedComplaint'];
let unrouted: Schemas['LodgedComplaint'];

beforeAll(async () => {
  app = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
  neglected = await app.lodge();
  unrouted = await app.lodge({ category: null, consentToOmbudsman: false });
  await app.advance('P60D');
});
afterAll(() => app.stop());

const list = async (query: Query = '', as = 'coordinator') => {
  const answer = await app.get(`/v1/escalations${query}`, { as });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.items;
};
const summaries = (items: readonly Schemas['Escalation'][]) =>
  items.map(({ clock, level, target }) => `${clock} ${level} ${target}`);
const of = ({ id }: { id: string }) => `complaintId=${id}`;
const rung = async (complaint: Schemas['LodgedComplaint'], clock: string, level: number) =>
  (await list(`?${of(complaint)}&level=${level}`)).find(each => each.clock === clock)!;
const acknowledge = (id: string, as: string, headers: Record<string, string> = {}, body: object = {}) =>
  app.post(`/v1/escalations/${id}/acknowledgement`, body, { as, headers });

describe('register of escalations', () => {
  it('shows the escalations of a neglected complaint in the order in which they were raised', async () => {
    const items = await list(`?${of(neglected)}`);
    expect(summaries(items)).toEqual([
      'first_response 1 office_head',
      'first_response 2 coordinator',
      'resolution 1 office_head',
      'resolution 2 coordinator',
      'resolution 3 ombudsman',
    ]);
    expect(items[4]).toMatchObject({
      complaintId: neglected.id,
      ticket: neglected.ticket,
      cycle: 1,
      office: 'PUPR',
      status: 'open',
      reason: 'ladder',
      nextRung: null,
      targetMissing: false,
      acknowledgedAt: null,
      endedAt: null,
      endReason: null,
      referralOfferedAt: null,
    });
    expect((await app.complaint(neglected.id)).escalationLevel).toBe(3);
  });

  it('assigns escalations of unassigned complaints to the coordinator, and above to the inspectorate', async () => {
    expect(summaries(await list(`?${of(unrouted)}`))).toEqual(
      expect.arrayContaining(['verification 1 coordinator', 'verification 2 inspectorate']),
    );
  });

  it('applies filters, also with several values, and the count agrees', async () => {
    expect(summaries(await list(`?${of(neglected)}&level=2&level=3`))).toEqual([
      'first_response 2 coordinator',
      'resolution 2 coordinator',
      'resolution 3 ombudsman',
    ]);
    expect((await app.get(`/v1/escalations/count?${of(neglected)}&level=2&level=3`, { as: 'auditor' })).body).toEqual({
      count: 3,
    });
    expect(await list('?status=ended')).toEqual([]);
    expect(await list('?targetMissing=true')).toEqual([]);
    expect((await list('?office=PUPR')).every(({ complaintId }) => complaintId === neglected.id)).toBe(true);
    const [first, second] = await list(`?${of(neglected)}`);
    expect((await list(`?${of(neglected)}&raisedTo=${second!.raisedAt}`)).map(({ id }) => id)).toEqual([first!.id]);
    expect((await list(`?${of(neglected)}&raisedFrom=${second!.raisedAt}`))[0]!.id).toBe(second!.id);
  });

  it('pages without duplicates', async () => {
    const whole = await list();
    const pages: Schemas['Escalation'][] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body }: TestResponse<Schemas['EscalationList']> = await app.get(
        `/v1/escalations?limit=2${next && `&cursor=${next}`}`,
        {
          as: 'coordinator',
        },
      );
      pages.push(...body.items);
      next = body.next;
    }
    expect(pages).toEqual(whole);
  });

  it.each([
    '?level=4',
    '?limit=0',
    '?limit=201',
    '?cursor=nonsense',
    '?unknown=1',
    '?raisedFrom=yesterday',
    '?complaintId=7',
  ])('rejects %s', async query => {
    expect((await app.get(`/v1/escalations${query}`, { as: 'coordinator' })).status).toBe(400);
  });

  it('shows each role its own escalations', async () => {
    const all = (await list()).length;
    expect(await list('', 'auditor')).toHaveLength(all);
    expect(await list('', 'sla_operator')).toHaveLength(all);
    expect((await list('', 'officer:PUPR')).every(({ complaintId }) => complaintId === neglected.id)).toBe(true);
    expect(await list('', 'officer:PUPR')).toHaveLength(5);
    expect(await list('', 'office_head:DLH')).toEqual([]);
    expect((await list('', 'inspectorate')).every(({ complaintId }) => complaintId === unrouted.id)).toBe(true);
    expect(summaries(await list('', 'ombudsman'))).toEqual(['resolution 3 ombudsman']);
    for (const as of ['counter_clerk', 'integrator', 'admin'])
      expect((await app.get('/v1/escalations', { as })).status).toBe(403);
  });

  it('shows one escalation, and returns 404 when it is out of reach', async () => {
    const { id } = await rung(neglected, 'resolution', 1);
    expect((await app.get(`/v1/escalations/${id}`, { as: 'office_head:PUPR' })).body).toMatchObject({
      id,
      level: 1,
      clock: 'resolution',
    });
    for (const [as, what] of [
      ['office_head:DLH', id],
      ['ombudsman', id],
      ['coordinator', noId],
    ] as const) {
      const answer = await app.get(`/v1/escalations/${what}`, { as });
      expect([answer.status, answer.problem.code]).toEqual([404, 'escalation.unknown']);
    }
  });
});

describe('acknowledgement', () => {
  it('is recorded and published once, and stops nothing', async () => {
    const { id } = await rung(neglected, 'resolution', 1);
    const first = await acknowledge(id, 'office_head:PUPR', { 'idempotency-key': 'seen-1' });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ id, status: 'acknowledged', acknowledgedAt: expect.any(String), endedAt: null });
    const retried = await acknowledge(id, 'office_head:PUPR', { 'idempotency-key': 'seen-1' });
    expect([retried.text, retried.headers.get('idempotency-replayed')]).toEqual([first.text, 'true']);
    expect((await acknowledge(id, 'office_head:PUPR')).text).toBe(first.text);
    await app.settle();
    const events = await app.sql(
      `SELECT data::jsonb->>'escalationId' AS id FROM eventlog.log WHERE type = 'escalation.acknowledged.v1'`,
    );
    expect(events).toEqual([{ id }]);
  });

  it('is only for the holder of the escalation', async () => {
    const top = await rung(neglected, 'resolution', 3);
    const refused = await acknowledge(top.id, 'coordinator');
    expect([refused.status, refused.problem.code]).toEqual([403, 'escalation.not-yours']);
    expect((await acknowledge(top.id, 'officer:PUPR')).status).toBe(403);
    expect((await acknowledge(top.id, 'office_head:DLH')).status).toBe(404);
    expect((await acknowledge(noId, 'coordinator')).status).toBe(404);
    expect((await acknowledge(top.id, 'ombudsman', {}, { because: 1 })).status).toBe(422);
    expect((await acknowledge(top.id, 'ombudsman')).body.status).toBe('acknowledged');
  });

  it('is refused for an ended escalation; a met duty ends all its escalations', async () => {
    await app.post(`/v1/complaints/${neglected.id}/acceptance`, {}, { as: 'officer:PUPR' });
    await app.post(
      `/v1/complaints/${neglected.id}/resolution`,
      { decision: 'granted', explanation: 'Sudah ditambal.' },
      { as: 'officer:PUPR' },
    );
    await app.settle();
    expect((await list(`?${of(neglected)}`)).map(({ status, endReason }) => [status, endReason])).toEqual(
      Array(5).fill(['ended', 'duty_met']),
    );
    const answer = await acknowledge((await rung(neglected, 'resolution', 2)).id, 'coordinator');
    expect([answer.status, answer.problem.code]).toEqual([409, 'escalation.ended']);
  });
});

describe('register of cases', () => {
  const cases = async (query: Query = '') =>
    (await app.get(`/v1/ombudsman/cases${query}`, { as: 'ombudsman' })).body.items;

  it('has one case for the complaint that reached the Ombudsman, and shows that it was settled meanwhile', async () => {
    const [only, ...others] = await cases();
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      complaintId: neglected.id,
      ticket: neglected.ticket,
      registrationNumber: '0001/LM/IV/2026/BJM',
      stage: 'intake_formal',
      office: 'PUPR',
      region: '63.71.04.1010',
      dueAt: null,
      version: 2,
      notices: [{ kind: 'settled_late', at: expect.any(String) }],
      allowedTransitions: ['intake_material', 'rapid_response', 'not_admissible', 'deemed_withdrawn', 'withdrawn'],
    });
    expect(only!.admissibility).toContainEqual({ check: 'not_already_settled', passed: true, note: null });
    const one = await app.get(`/v1/ombudsman/cases/${only!.id}`, { as: 'auditor' });
    expect([one.body, one.headers.get('etag')]).toEqual([only, '"2"']);
  });

  it('applies filters, a region including its subregions', async () => {
    expect(await cases('?region=63.71&stage=intake_formal&office=PUPR&office=DLH')).toHaveLength(1);
    for (const query of [
      '?region=63.7',
      '?stage=closed',
      '?maladministration=undue_delay',
      `?complaintId=${unrouted.id}`,
    ] as const)
      expect(await cases(query)).toEqual([]);
    expect((await app.get('/v1/ombudsman/cases/count?region=63.71.04', { as: 'auditor' })).body).toEqual({ count: 1 });
  });

  it('is for the Ombudsman and the auditor', async () => {
    expect((await app.get('/v1/ombudsman/cases', { as: 'coordinator' })).status).toBe(403);
    expect((await app.get(`/v1/ombudsman/cases/${noId}`, { as: 'ombudsman' })).problem.code).toBe('case.unknown');
  });
});

describe('healer', () => {
  const heal = (module: typeof EscalationModule | typeof OmbudsmanModule) =>
    app.app.select(module).get(Healer, { strict: true }).round();
  /** Lets a consumer skip the events that the work publishes. */
  const skipEventsDuring = async (name: string, work: () => Promise<void>) => {
    const consumer = app.consumer(name);
    await consumer.close();
    await work();
    await until(
      () => app.sql('SELECT FROM eventlog.outbox'),
      ({ length }) => length === 0,
    );
    await app.sql(
      'UPDATE eventlog.positions SET position = (SELECT max(position) FROM eventlog.log) WHERE consumer = $1',
      [name],
    );
    await consumer.listen();
  };

  it('raises escalations of lost notifications', async () => {
    const lost = await app.lodge();
    await app.settle();
    await skipEventsDuring('escalation', async () => {
      await app.jump('P30D');
      await until(
        () =>
          app.sql(`SELECT FROM sla.clocks WHERE complaint_id = $1 AND name = 'resolution' AND status = 'breached'`, [
            lost.id,
          ]),
        ({ length }) => length > 0,
      );
    });
    expect(await list(`?${of(lost)}`)).toEqual([]);
    await heal(EscalationModule);
    await app.settle();
    expect(summaries(await list(`?${of(lost)}&level=1`))).toEqual([
      'first_response 1 office_head',
      'resolution 1 office_head',
    ]);
    await heal(EscalationModule);
    expect(
      await app.sql(
        `SELECT FROM escalation.heads h
          JOIN complaints.published_complaints c ON c.id = h.complaint_id
          WHERE c.version <> h.seen_version`,
      ),
    ).toEqual([]);
  });

  it('opens the case of a referral whose notification was lost', async () => {
    const lost = await app.lodge();
    while (!(await rung(lost, 'resolution', 2))) await app.advance('P5D');
    await skipEventsDuring('ombudsman', async () => {
      await app.jump('P15D');
      await until(() => rung(lost, 'resolution', 3));
    });
    const casesOf = () => app.sql('SELECT registration_number FROM ombudsman.cases WHERE complaint_id = $1', [lost.id]);
    expect(await casesOf()).toEqual([]);
    await heal(OmbudsmanModule);
    expect(await casesOf()).toHaveLength(1);
    await heal(OmbudsmanModule);
    await app.settle();
    expect(await casesOf()).toHaveLength(1);
  });
});
