import { Healer } from '@tuntas/eventlog';
import { EscalationModule } from '../../../apps/escalation/src/escalation.module.js';
import { casesIn, transitionTo } from '../../kit/cases.js';
import { TestApp, until } from '../../kit/app.js';
import { decision, complaintsIn } from '../../kit/complaints.js';
import type { Schemas } from '../../kit/response-body.js';

describe('case of a complaint that changes meanwhile', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const { staff, done, accepted, escalations } = complaintsIn(() => city);
  const { caseOf, refer, opened, change, changed, broughtTo } = casesIn(() => city);
  const kinds = async (complaint: Schemas['LodgedComplaint']): Promise<string[]> => {
    await city.settle();
    return (await caseOf(complaint)).notices.map(({ kind }) => kind);
  };
  const resolve = async ({ id }: { id: string }): Promise<void> => {
    if ((await city.complaint(id)).status === 'assigned') await staff(id, 'acceptance');
    await staff(id, 'resolution', decision);
  };
  const object = (complaint: Schemas['LodgedComplaint']) =>
    done(complaint, 'objection', { reason: 'Tambalannya terkelupas lagi' });
  const ends = async ({ id }: { id: string }): Promise<string[]> =>
    (await escalations(id)).map(({ level, status, endReason }) => [level, status, endReason].filter(Boolean).join(' '));

  test('stays open when the citizen withdraws the complaint; staff are notified and decide', async () => {
    const [kase] = await opened();
    await changed(kase, 'intake_material');
    await done(kase.complaint, 'withdrawal', { reason: 'Sudah beres' });
    expect(await kinds(kase.complaint)).toEqual(['withdrawn']);
    const updated = await caseOf(kase.complaint);
    expect(updated).toMatchObject({
      stage: 'intake_material',
      endedAt: null,
      version: 3,
      allowedTransitions: expect.arrayContaining(['withdrawn', 'examination']),
    });
    expect((await city.get(`/v1/ombudsman/cases/${kase.id}/dossier`, { as: 'ombudsman' })).body.case.notices).toEqual(
      updated.notices,
    );
    await changed(kase, 'withdrawn');
  });

  test('does not change its stage when the complaint is settled late or is reopened by an objection', async () => {
    const [kase] = await opened();
    await resolve(kase.complaint);
    expect(await kinds(kase.complaint)).toEqual(['settled_late']);
    await object(kase.complaint);
    expect(await kinds(kase.complaint)).toEqual(['settled_late', 'reopened']);
    expect(await caseOf(kase.complaint)).toMatchObject({ stage: 'intake_formal', endedAt: null });
  });

  test('rejects a stage change by staff who have not yet seen a notice', async () => {
    const [kase] = await opened();
    await resolve(kase.complaint);
    await city.settle();
    const answer = await change(kase, transitionTo('examination'), { 'if-match': `"${kase.version}"` });
    expect([answer.status, answer.problem.code]).toEqual([412, 'case.version-changed']);
    const seen = await caseOf(kase.complaint);
    expect((await change(kase, transitionTo('intake_material'), { 'if-match': `"${seen.version}"` })).status).toBe(200);
  });

  test('is referred again in a later round after it has ended, and staff may reopen it', async () => {
    const [kase] = await opened();
    await broughtTo(kase, 'not_admissible');
    await resolve(kase.complaint);
    await object(kase.complaint);
    // within one batch the referral, which is read from the database, is handled before the consumed events
    await city.settle();
    expect((await refer(kase.complaint)).status).toBe(200);
    expect(await kinds(kase.complaint)).toEqual(['settled_late', 'reopened', 'referred_again']);
    expect(await caseOf(kase.complaint)).toMatchObject({
      id: kase.id,
      stage: 'not_admissible',
      allowedTransitions: ['intake_formal'],
    });
    expect(await changed(kase, 'intake_formal')).toMatchObject({
      ground: null,
      endedAt: null,
      registrationNumber: kase.registrationNumber,
    });
  });

  test('is found by its notices, and the count agrees with the list', async () => {
    const found = async (query: string): Promise<[string[], number]> => {
      const { items } = (await city.get(`/v1/ombudsman/cases?limit=200&${query}`, { as: 'ombudsman' })).body;
      const { count } = (await city.get(`/v1/ombudsman/cases/count?${query}`, { as: 'ombudsman' })).body;
      return [items.map(({ notices }) => notices.map(({ kind }) => kind).join()), count];
    };
    expect(await found('notice=withdrawn')).toEqual([['withdrawn'], 1]);
    expect(await found('notice=referred_again&notice=withdrawn')).toEqual([
      ['withdrawn', 'settled_late,reopened,referred_again'],
      2,
    ]);
    expect(await found('notice=reopened&stage=not_admissible')).toEqual([[], 0]);
    for (const path of ['cases', 'cases/count'])
      expect((await city.get(`/v1/ombudsman/${path}?notice=late`, { as: 'ombudsman' })).status).toBe(400);
  });

  describe('escalation to the Ombudsman', () => {
    test('ends with the case if the complaint was resolved before; a later escalation ends separately', async () => {
      const complaint = await accepted();
      await staff(complaint.id, 'resolution', decision);
      await refer(complaint);
      await city.settle();
      expect(await ends(complaint)).toEqual(['3 open']);
      const kase = await broughtTo(await caseOf(complaint), 'closed');
      await city.settle();
      expect(await ends(complaint)).toEqual(['3 ended case_closed']);
      expect((await escalations(complaint.id))[0]!.endedAt).toBe(kase.endedAt);
      await object(complaint);
      await refer(complaint);
      await city.settle();
      expect(await ends(complaint)).toEqual(['3 ended case_closed', '3 open']);
      await changed(kase, 'examination');
      await changed(kase, 'report');
      await changed(kase, 'closed');
      await city.settle();
      expect(await ends(complaint)).toEqual(['3 ended case_closed', '3 ended case_closed']);
    });

    test('ends although the event of the ended case was lost', async () => {
      const [kase] = await opened();
      const escalation = city.consumer('escalation');
      await escalation.close();
      await broughtTo(kase, 'not_admissible');
      await until(
        () => city.sql('SELECT FROM eventlog.outbox'),
        ({ length }) => length === 0,
      );
      await city.sql(
        `UPDATE eventlog.positions
          SET position = (SELECT max(position) FROM eventlog.log)
          WHERE consumer = 'escalation'`,
      );
      await escalation.listen();
      expect(await ends(kase.complaint)).toEqual(['3 open']);
      const heal = () => city.app.select(EscalationModule).get(Healer, { strict: true }).round();
      await heal();
      await heal();
      await city.settle();
      expect(await ends(kase.complaint)).toEqual(['3 ended case_closed']);
      expect(
        (await city.publishedEvents(kase.complaintId)).filter(({ type }) => type === 'escalation.ended.v1'),
      ).toHaveLength(1);
    });
  });
});
