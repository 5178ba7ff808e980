import { TestApp, type Answer } from '../kit/app.js';
import { decision, livesIn, missing } from '../kit/lives.js';

describe('a clerk', () => {
  let city: TestApp;
  beforeAll(async () => { city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' }); });
  afterAll(() => city.stop());

  const { staff, accepted, resolved, ofComplaint } = livesIn(() => city);

  const counter = (id: string, body: object, headers: Record<string, string> = {}, as = 'counter_clerk'): Promise<Answer> =>
    city.post(`/v1/complaints/${id}/citizen-acts`, { onBehalf: true, ...body }, { as, headers });
  const foreign = (): Promise<any> => resolved({ channel: 'app', counter: null }, { as: 'integrator::lapor' });
  const objection = { act: 'objection', reason: 'Ibu Siti belum puas' };

  test('does every act for a citizen who is present, and the events say so', async () => {
    const complaint = await accepted();
    const allowed = async (): Promise<string[]> => (await city.complaint(complaint.id, 'counter_clerk')).allowedActions;
    const act = async (body: any): Promise<any> => {
      expect(await allowed()).toContain(`citizen-acts:${body.act}`);
      const answer = await counter(complaint.id, body);
      expect([body.act, answer.status, answer.headers.get('etag')]).toEqual([body.act, 200, `"${answer.body.version}"`]);
      expect(answer.body.allowedActions).toEqual(await allowed());
      return answer.body;
    };
    await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
    await act({ act: 'completion', note: 'Nomor 12' });
    await staff(complaint.id, 'information-request', { question: 'Kiri atau kanan?' });
    await act({ act: 'answer', text: 'Kiri' });
    await staff(complaint.id, 'resolution', decision);
    await act(objection);
    await staff(complaint.id, 'resolution', decision);
    await act({ act: 'confirmation', heard: true });
    await act({ act: 'referral', consent: true });
    await act({ act: 'reopening', reason: 'Terbuka lagi' });
    expect(await act({ act: 'withdrawal', reason: 'Sudah beres' })).toMatchObject({ status: 'closed', outcome: 'withdrawn' });
    const byCitizens = (await ofComplaint(complaint.id)).filter(({ data }) => 'onBehalf' in data);
    expect(byCitizens.map(({ type, data }) => [type.split('.')[1], data.onBehalf])).toEqual(
      ['completed', 'information-provided', 'objected', 'confirmed', 'referral-requested', 'reopened', 'withdrawn'].map(type => [type, true]));
  });

  test('says that the citizen is present, and which act it is', async () => {
    const { id } = await resolved();
    for (const [body, pointer] of [
      [{ ...objection, onBehalf: false }, '/onBehalf'], [{ ...objection, onBehalf: undefined }, '/onBehalf'], [{ act: 'transfer', reason: 'x' }, '/act'],
      [{ reason: 'x' }, '/act'], [{ act: 'objection' }, '/reason'], [{ ...objection, heard: true }, '/heard'], [{ act: 'referral', consent: false }, '/consent'],
    ] as const) {
      const answer = await counter(id, body);
      expect([answer.status, answer.body.errors.map((fault: any) => fault.pointer)]).toEqual([422, [pointer]]);
    }
    expect(await city.complaint(id)).toMatchObject({ status: 'resolved' });
  });

  test('needs the access code for what clerks did not lodge; without it, or with a wrong one, there is no such complaint', async () => {
    const complaint = await foreign();
    const nobodys = await counter('0199aaaa-0000-7000-8000-000000000000', objection);
    for (const headers of [{}, { 'x-access-code': 'AAAA-AAAA' }, { 'x-access-code': '' }]) {
      const answer = await counter(complaint.id, objection, headers);
      const { instance: _i, traceId: _t, ...said } = answer.body;
      expect([answer.status, nobodys.body]).toEqual([404, expect.objectContaining(said)]);
    }
    expect(await counter(complaint.id, objection, { 'x-access-code': complaint.receipt.accessCode, 'if-match': '"1"' })).toMatchObject({ status: 412 });
    const answer = await counter(complaint.id, objection, { 'x-access-code': complaint.receipt.accessCode.toLowerCase().replace('-', ' ') });
    expect(answer).toMatchObject({ status: 200, body: { status: 'in_progress', cycle: 2, allowedActions: ['citizen-acts:withdrawal', 'citizen-acts:referral'] } });
    const refused = await counter(complaint.id, objection, { 'x-access-code': complaint.receipt.accessCode });
    expect(refused).toMatchObject({ status: 409, body: { allowedActions: ['citizen-acts:withdrawal', 'citizen-acts:referral'] } });
  });

  test('learns nothing of who is anonymous', async () => {
    const complaint = await resolved({ isAnonymous: true });
    const answer = await counter(complaint.id, objection);
    expect(answer.body).toMatchObject({ status: 'in_progress', complainant: null });
    expect(answer.text).not.toMatch(/Siti|6371046505800001|81234567890/);
  });
});
