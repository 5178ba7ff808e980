import { Healer } from '@tuntas/eventlog';
import type { EscalationEvent } from '@tuntas/contracts';
import { EscalationModule } from '../../../apps/escalation/src/escalation.module.js';
import { TestApp } from '../../kit/app.js';
import type { Schemas } from '../../kit/response-body.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';
const noId = '0199aaaa-0000-7000-8000-000000000000';
const reason = 'Zx7-alasan: warga sudah tiga kali datang ke loket.';

describe('raising a complaint by hand', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
  });
  afterAll(() => city.stop());

  /** Lodges a complaint that the routing rule has handled: assigned to PUPR unless given otherwise. */
  const routed = async (different: object = {}) => {
    const complaint = await city.lodge(different);
    await city.settle();
    return complaint;
  };
  const raise = (
    { id }: { id: string },
    level: number,
    as = 'coordinator',
    headers: Record<string, string> = {},
    more: object = {},
  ) => city.post(`/v1/complaints/${id}/escalation`, { level, reason, ...more }, { as, headers });
  const raised = async (complaint: Schemas['LodgedComplaint'], level: number, as = 'coordinator') => {
    const answer = await raise(complaint, level, as);
    expect([answer.status, answer.body]).toEqual([
      200,
      expect.objectContaining({ complaintId: complaint.id, level, reason: 'manual' }),
    ]);
    return answer.body;
  };
  const staff = async ({ id }: { id: string }, route: string, body: object, as = 'officer:PUPR'): Promise<void> => {
    const answer = await city.post(`/v1/complaints/${id}/${route}`, body, { as });
    expect([route, answer.status, answer.text]).toEqual([route, 200, expect.any(String)]);
  };
  const resolve = async (complaint: Schemas['LodgedComplaint']): Promise<void> => {
    await staff(complaint, 'acceptance', {});
    await staff(complaint, 'resolution', { decision: 'granted', explanation: 'Lubang sudah ditambal.' });
  };
  const byCitizen = async ({ ticket, receipt }: Schemas['LodgedComplaint'], route: string, body: object) => {
    const answer = await city.post(`/v1/tracking/${ticket}/${route}`, body, {
      headers: { 'x-access-code': receipt.accessCode },
    });
    expect([route, answer.status, answer.text]).toEqual([route, 200, expect.any(String)]);
    return answer.body;
  };
  const list = async ({ id }: { id: string }, as = 'coordinator') =>
    (await city.get(`/v1/escalations?complaintId=${id}&limit=200`, { as })).body.items;
  const escalationStates = async (complaint: Schemas['LodgedComplaint']): Promise<string[]> =>
    (await list(complaint)).map(({ clock, reason: why, level, target, status, endReason }) =>
      [clock ?? why, level, target, status, endReason].filter(Boolean).join(' '),
    );
  const events = async ({ id }: { id: string }): Promise<EscalationEvent[]> =>
    (await city.publishedEvents(id))
      .filter(({ source }) => source === 'escalation')
      .map(({ type, data }) => ({ type, data: JSON.parse(data) }) as EscalationEvent);
  const levelOf = async ({ id }: { id: string }): Promise<number> => (await city.complaint(id)).escalationLevel;
  const cases = async ({ id }: { id: string }) =>
    (await city.get(`/v1/ombudsman/cases?complaintId=${id}`, { as: 'ombudsman' })).body.items;

  describe('to a higher level', () => {
    test('takes effect at once, is shown like any escalation, and starts no ladder', async () => {
      const complaint = await routed();
      const before = await city.complaint(complaint.id);
      const escalation = await raised(complaint, 2);
      expect(escalation).toMatchObject({
        ticket: complaint.ticket,
        clock: null,
        clockId: null,
        cycle: 1,
        target: 'coordinator',
        office: 'PUPR',
        status: 'open',
        nextRung: null,
        targetMissing: false,
        explanation: reason,
        acknowledgedAt: null,
        endedAt: null,
      });
      expect((await city.get(`/v1/escalations/${escalation.id}`, { as: 'coordinator' })).body).toEqual(escalation);
      expect(await levelOf(complaint)).toBe(2);
      await city.settle();
      const after = await city.complaint(complaint.id);
      expect([after.version, after.clocks.map(({ name, dueAt }) => [name, dueAt])]).toEqual([
        before.version,
        before.clocks.map(({ name, dueAt }) => [name, dueAt]),
      ]);
      expect(
        (await city.get('/v1/complaints?escalationLevel=2', { as: 'coordinator' })).body.items.map(({ id }) => id),
      ).toEqual([complaint.id]);
      const timeline = (
        await city.get(`/v1/complaints/${complaint.id}/timeline?limit=200`, {
          as: 'coordinator',
          headers: { 'accept-language': 'en' },
        })
      ).text;
      expect(timeline).toContain('Raised to level 2');
      expect(
        (await city.post(`/v1/escalations/${escalation.id}/acknowledgement`, {}, { as: 'coordinator' })).body,
      ).toMatchObject({ status: 'acknowledged', explanation: reason });
    });

    test('keeps the reason out of events and shows it only to roles that read texts', async () => {
      const complaint = await routed();
      const { id } = await raised(complaint, 1, 'office_head:PUPR');
      await city.settle();
      for (const as of ['auditor', 'sla_operator']) {
        expect((await city.get(`/v1/escalations/${id}`, { as })).body).toMatchObject({ id, explanation: null });
        expect(JSON.stringify(await list(complaint, as))).not.toContain('Zx7');
      }
      expect((await list(complaint, 'officer:PUPR'))[0]).toMatchObject({ id, explanation: reason });
      expect(await events(complaint)).toEqual([
        {
          type: 'escalation.raised.v1',
          data: expect.objectContaining({
            escalationId: id,
            clockId: null,
            level: 1,
            target: 'office_head',
            office: 'PUPR',
            reason: 'manual',
            nextRung: null,
            texts: [
              { field: 'escalation.reason', textId: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
            ],
          }),
        },
      ]);
      expect(JSON.stringify(await city.publishedEvents())).not.toContain('Zx7');
      const { items } = (await city.get(`/v1/complaints/${complaint.id}/audit?limit=200`, { as: 'auditor' })).body;
      expect(items.find(({ type }) => type === 'escalation.raised.v1')!.actor).toMatchObject({
        role: 'office_head',
        office: 'PUPR',
      });
    });

    test('goes to the coordinator and the inspectorate while no office is assigned', async () => {
      const complaint = await routed({ category: null });
      await raised(complaint, 1);
      await raised(complaint, 2);
      expect(await escalationStates(complaint)).toEqual(['manual 1 coordinator open', 'manual 2 inspectorate open']);
      // The inspectorate can read complaints that were escalated to it.
      expect((await city.get(`/v1/complaints/${complaint.id}`, { as: 'inspectorate' })).status).toBe(200);
      expect(await raised(complaint, 3, 'inspectorate')).toMatchObject({ target: 'ombudsman', office: null });
    });

    test('reaches the inspectorate for a supervisory complaint', async () => {
      const complaint = await routed();
      await staff(
        complaint,
        'classification',
        { classification: 'supervisory_complaint', reason: 'Perilaku petugas' },
        'coordinator',
      );
      expect(await raised(complaint, 2, 'inspectorate')).toMatchObject({ target: 'inspectorate', office: 'PUPR' });
    });
  });

  test('is an allowed action while some level would be granted, also in problems of other acts', async () => {
    const complaint = await routed({ consentToOmbudsman: false });
    const offered = async (): Promise<boolean[]> => {
      const seen = await Promise.all(
        ['coordinator', 'office_head:PUPR', 'officer:PUPR'].map(async as => {
          const { allowedActions } = await city.complaint(complaint.id, as);
          const refused =
            as === 'coordinator'
              ? await city.post(`/v1/complaints/${complaint.id}/reopening`, { reason: 'Lagi' }, { as })
              : await city.post(
                  `/v1/complaints/${complaint.id}/response`,
                  { text: 'Kami meninjau.', isPublic: true },
                  { as },
                );
          expect([as, refused.status, refused.body.allowedActions]).toEqual([as, 409, allowedActions]);
          return allowedActions.includes('escalation');
        }),
      );
      return seen;
    };
    expect(await offered()).toEqual([true, true, false]);
    await raised(complaint, 1);
    expect(await offered()).toEqual([true, true, false]);
    await raised(complaint, 2);
    expect(await offered()).toEqual([false, false, false]);
    await byCitizen(complaint, 'referral', { consent: true });
    await city.settle();
    expect(await offered()).toEqual([false, false, false]);
    const consented = await routed();
    await raised(consented, 2);
    expect((await city.complaint(consented.id)).allowedActions).toContain('escalation');
    await raised(consented, 3);
    expect((await city.complaint(consented.id)).allowedActions).not.toContain('escalation');
  });

  describe('refusals', () => {
    test('returns 404 to a caller who may not see the complaint', async () => {
      const complaint = await routed();
      const refusals = [
        await raise(complaint, 1, 'office_head:DLH'),
        await raise(complaint, 1, 'office_head'),
        await raise(complaint, 2, 'inspectorate'),
        await raise({ id: noId }, 1),
        await raise(complaint, 1, 'office_head:DLH', { 'if-match': '"99"' }),
      ];
      for (const { status, problem } of refusals) expect([status, problem.code]).toEqual([404, 'complaint.unknown']);
      for (const as of ['officer:PUPR', 'ombudsman', 'auditor', 'counter_clerk'])
        expect((await raise(complaint, 1, as)).status).toBe(403);
      expect(await list(complaint)).toEqual([]);
    });

    test('rejects an invalid request', async () => {
      const complaint = await routed();
      for (const [more, pointer] of [
        [{ level: 4 }, '/level'],
        [{ level: 0 }, '/level'],
        [{ level: '2' }, '/level'],
        [{ reason: '  ' }, '/reason'],
        [{ reason: 'x'.repeat(2_001) }, '/reason'],
        [{ office: 'DLH' }, '/office'],
      ] as const) {
        const { status, problem } = await raise(complaint, 1, 'coordinator', {}, more);
        expect([more, status, problem.errors!.map(fault => fault.pointer)]).toEqual([more, 422, [pointer]]);
      }
      const stale = await raise(complaint, 1, 'coordinator', { 'if-match': '"99"' });
      expect([stale.status, stale.problem.code]).toEqual([412, 'complaint.version-changed']);
      expect(await list(complaint)).toEqual([]);
    });

    test('rejects a level that is not above the current one, and a repetition changes nothing', async () => {
      const complaint = await routed();
      await raised(complaint, 2);
      for (const level of [1, 2]) {
        const { status, problem } = await raise(complaint, level);
        expect([status, problem]).toEqual([
          409,
          expect.objectContaining({
            code: 'escalation.level-reached',
            escalationLevel: 2,
            detail: expect.stringContaining('tingkat 2'),
          }),
        ]);
        expect(problem['allowedActions']).toEqual((await city.complaint(complaint.id)).allowedActions);
      }
      await city.settle();
      expect(await escalationStates(complaint)).toEqual(['manual 2 coordinator open']);
      expect(await events(complaint)).toHaveLength(1);
    });

    test('rejects the Ombudsman without consent and says so; the citizen refers with one call', async () => {
      const complaint = await routed({ consentToOmbudsman: false });
      await raised(complaint, 2);
      const { status, body } = await raise(complaint, 3, 'coordinator', { 'accept-language': 'en' });
      expect([status, body]).toEqual([
        409,
        expect.objectContaining({
          code: 'escalation.consent-missing',
          missing: ['consentToOmbudsman'],
          detail: expect.stringContaining('consent of the complainant'),
        }),
      ]);
      expect([await levelOf(complaint), await cases(complaint)]).toEqual([2, []]);
      await byCitizen(complaint, 'referral', { consent: true });
      await city.settle();
      expect(await escalationStates(complaint)).toEqual(['manual 2 coordinator open', 'referral 3 ombudsman open']);
      expect(await cases(complaint)).toHaveLength(1);
      expect((await raise(complaint, 3)).problem.code).toBe('escalation.level-reached');
    });

    test('rejects a closed complaint', async () => {
      const complaint = await routed();
      await byCitizen(complaint, 'withdrawal', { reason: 'Sudah beres' });
      const { status, problem } = await raise(complaint, 1);
      expect([status, problem.code, problem['allowedActions']]).toEqual([
        409,
        'complaint.act-not-allowed',
        (await city.complaint(complaint.id)).allowedActions,
      ]);
    });
  });

  describe('repeated request', () => {
    test('takes effect once per key and returns the first response, whatever has happened since', async () => {
      const complaint = await routed();
      const first = await raise(complaint, 2, 'office_head:PUPR', { 'idempotency-key': 'raise-1' });
      await staff(complaint, 'transfer', { toOffice: 'DLH', reason: 'Pohonnya' }, 'coordinator');
      const again = await raise(complaint, 2, 'office_head:PUPR', { 'idempotency-key': 'raise-1' });
      expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([200, first.text, 'true']);
      expect((await raise(complaint, 3, 'office_head:PUPR', { 'idempotency-key': 'raise-1' })).problem.code).toBe(
        'idempotency.other-body',
      );
      expect((await raise(complaint, 3, 'office_head:PUPR')).status).toBe(404);
      expect(await escalationStates(complaint)).toEqual(['manual 2 coordinator open']);
    });

    test('raises one escalation for twenty requests at once', async () => {
      const complaint = await routed();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => raise(complaint, 1, n % 2 ? 'coordinator' : 'office_head:PUPR')),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
      await city.settle();
      expect([await escalationStates(complaint), await events(complaint)]).toEqual([
        ['manual 1 office_head open'],
        [expect.objectContaining({ type: 'escalation.raised.v1' })],
      ]);
    });
  });

  describe('duration', () => {
    test('lasts until the resolution, in addition to what the clocks raise', async () => {
      const complaint = await routed();
      await raised(complaint, 1, 'office_head:PUPR');
      await city.advance('P10D');
      expect(await escalationStates(complaint)).toEqual([
        'manual 1 office_head open',
        'first_response 1 office_head open',
      ]);
      await resolve(complaint);
      await city.settle();
      expect(await escalationStates(complaint)).toEqual([
        'manual 1 office_head ended resolved',
        'first_response 1 office_head ended duty_met',
      ]);
    });

    test('lasts until the complaint is withdrawn', async () => {
      const complaint = await routed();
      await raised(complaint, 2);
      await byCitizen(complaint, 'withdrawal', { reason: 'Sudah beres' });
      await city.settle();
      expect(await escalationStates(complaint)).toEqual(['manual 2 coordinator ended withdrawn']);
      expect((await events(complaint)).map(({ type }) => type)).toEqual([
        'escalation.raised.v1',
        'escalation.ended.v1',
      ]);
    });

    test('lasts for one cycle: the next one begins at level 0 and may be raised again', async () => {
      const complaint = await routed();
      await resolve(complaint);
      await raised(complaint, 2);
      await byCitizen(complaint, 'objection', { reason: 'Tambalannya terkelupas lagi' });
      await city.settle();
      expect([await levelOf(complaint), await escalationStates(complaint)]).toEqual([
        0,
        ['manual 2 coordinator ended new_cycle'],
      ]);
      expect(await raised(complaint, 1)).toMatchObject({ cycle: 2 });
    });

    test('is neither duplicated nor ended when escalations are computed again later', async () => {
      const complaint = await routed();
      const { id } = await raised(complaint, 2);
      await city.advance('P45D');
      await city.app.select(EscalationModule).get(Healer, { strict: true }).round();
      await city.settle();
      expect((await escalationStates(complaint)).filter(each => each.startsWith('manual'))).toEqual([
        'manual 2 coordinator open',
      ]);
      expect(await escalationStates(complaint)).toContain('resolution 3 ombudsman open');
      expect(await city.sql('SELECT FROM sla.clocks WHERE escalation_id = $1', [id])).toEqual([]);
      expect((await events(complaint)).filter(({ data }) => data.escalationId === id)).toHaveLength(1);
    });
  });

  describe('to the Ombudsman', () => {
    test('opens the one case, to which a later cycle is attached; a request of the citizen adds nothing', async () => {
      const complaint = await routed();
      await raised(complaint, 3);
      await city.settle();
      const [only, ...others] = await cases(complaint);
      expect([only, others]).toEqual([
        expect.objectContaining({ ticket: complaint.ticket, stage: 'intake_formal', office: 'PUPR' }),
        [],
      ]);
      expect((await city.get(`/v1/complaints/${complaint.id}`, { as: 'ombudsman' })).status).toBe(200);
      await byCitizen(complaint, 'referral', { consent: true });
      await city.settle();
      expect(await escalationStates(complaint)).toEqual(['manual 3 ombudsman open']);

      await resolve(complaint);
      await byCitizen(complaint, 'objection', { reason: 'Tambalannya terkelupas lagi' });
      await city.settle();
      await raised(complaint, 3);
      await city.settle();
      expect(await escalationStates(complaint)).toEqual([
        'manual 3 ombudsman ended resolved',
        'manual 3 ombudsman open',
      ]);
      expect((await cases(complaint)).map(({ id }) => id)).toEqual([only!.id]);
      expect(
        (await city.publishedEvents(complaint.id)).map(({ type }) => type).filter(type => type.startsWith('case.')),
      ).toEqual(expect.arrayContaining(['case.opened.v1', 'case.referral-attached.v1']));
    });
  });
});
