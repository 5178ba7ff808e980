import { TestApp } from '../../kit/app.js';
import { expectEveryClockExplained } from '../../kit/explained.js';
import { decision, complaintsIn, missing } from '../../kit/complaints.js';
import type { Schemas } from '../../kit/response-body.js';

const start = '2026-07-06T09:00:00+08:00';

describe('explanation of a clock', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
  });
  afterAll(() => city.stop());
  const { staff, byCitizen, assigned, accepted, clock } = complaintsIn(() => city);
  const explanation = (id: string, as = 'sla_operator') => city.get(`/v1/sla/clocks/${id}/explanation`, { as });
  const labels = async (id: string, kind: string): Promise<string[]> =>
    (await explanation(id)).body.steps.filter(step => step.kind === kind).map(({ label }) => label.en);

  const askQuestion = async (complaint: Schemas['LodgedComplaint'], days: number): Promise<void> => {
    await staff(complaint.id, 'information-request', {
      question: 'Lajur kiri atau kanan, Bu?',
      dueInWorkingDays: days,
    });
  };
  const answered = async (complaint: Schemas['LodgedComplaint']): Promise<void> => {
    expect((await byCitizen(complaint, 'answer', { text: 'Kiri' })).status).toBe(200);
  };
  const reclassified = (complaint: Schemas['LodgedComplaint'], classification: string) =>
    staff(complaint.id, 'classification', { classification, reason: 'Ternyata begitu' }, 'coordinator');

  test('agrees with the clock after questions, changes of office and class, cycles and rungs', async () => {
    const moved = await accepted();
    const hasty = await accepted();
    const incomplete = await city.lodge({ category: null });
    const withdrawn = await accepted();
    const waiting = await accepted();
    const neglected = await assigned();
    await city.advance('P1D');
    await staff(incomplete.id, 'verification', { complete: false, missing }, 'coordinator');
    for (const complaint of [moved, hasty, withdrawn, waiting]) await askQuestion(complaint, 3);
    await city.advance('PT26H');
    expect((await byCitizen(incomplete, 'completion', { note: 'Nomor 12, seberang masjid.' })).status).toBe(200);
    for (const complaint of [moved, hasty]) await answered(complaint);
    await byCitizen(withdrawn, 'withdrawal', { reason: 'Sudah beres' });
    await staff(moved.id, 'transfer', { toOffice: 'RSUD-SULTAN-SURIANSYAH', reason: 'Halaman rumah sakit' });
    await city.advance('P8D'); // five working days are over
    await reclassified(hasty, 'aspiration');
    await reclassified(moved, 'supervisory_complaint');
    await staff(moved.id, 'acceptance', {}, 'officer:RSUD-SULTAN-SURIANSYAH');
    await askQuestion(hasty, 1);
    await city.advance('PT3H');
    await answered(hasty);
    expect([...(await expectEveryClockExplained(city))].sort()).toEqual([
      'counted',
      'due',
      'end_of_count',
      'extended',
      'pause_ignored',
      'paused',
      'recounted',
      'skipped',
      'started',
    ]);

    await staff(hasty.id, 'resolution', decision);
    expect((await byCitizen(hasty, 'objection', { reason: 'Belum selesai' })).status).toBe(200);
    await askQuestion(hasty, 2);
    await city.advance('P40D');
    const names = (await city.sql('SELECT DISTINCT name, status FROM sla.clocks')).map(
      ({ name, status }) => `${name} ${status}`,
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'ladder breached',
        'complainant_answer lapsed',
        'resolution cancelled',
        'completion met',
        'verification breached',
      ]),
    );
    expect((await city.complaint(neglected.id)).escalationLevel).toBe(3);
    await expectEveryClockExplained(city);
  });

  test('shows what a change did, and when the clock was due before', async () => {
    const complaint = await accepted();
    const before = (await clock(complaint.id, 'resolution')).dueAt;
    await reclassified(complaint, 'supervisory_complaint');
    await city.settle();
    const { id, dueAt } = await clock(complaint.id, 'resolution');
    expect(dueAt! > before!).toBe(true);
    expect(await labels(id, 'recounted')).toEqual([
      expect.stringMatching(
        /^Recalculated from the start .*, because the office or the classification changed; it was due /,
      ),
    ]);
    await city.advance('P10D');
    await reclassified(complaint, 'information_request');
    await city.settle();
    expect(await labels(id, 'recounted')).toEqual([
      expect.stringContaining('from the start'),
      expect.stringContaining('until the end of the first working day after the change'),
    ]);
    expect(await labels(id, 'counted')).toEqual([expect.stringMatching(/^Working day 1: /)]);
    await expectEveryClockExplained(city, [complaint.id]);
  });

  test('shows the remaining time while the complainant is asked', async () => {
    const complaint = await accepted();
    await askQuestion(complaint, 10);
    await city.settle();
    const { id, remaining } = await clock(complaint.id, 'resolution');
    const { body } = await explanation(id);
    expect(body).toMatchObject({
      dueAt: null,
      remaining,
      clock: { id, status: 'paused', complaintId: complaint.id, name: 'resolution' },
      calendar: 'office-hours',
      calendarVersion: 1,
      policyVersion: 1,
    });
    expect(remaining).toMatch(/^PT\d+H/);
    expect(body.steps.at(-1)).toMatchObject({
      kind: 'paused',
      label: { id: expect.stringContaining('sampai sekarang') },
    });
  });

  test('exists for a rung that started just before its duty turned out to be met', async () => {
    const complaint = await assigned();
    await city.advance('P9D');
    const ladder = await clock(complaint.id, 'ladder');
    const [{ id }] = (await city.sql(
      `INSERT INTO sla.clocks SELECT unwanted.* FROM sla.clocks k,
      jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(), 'n', 9, 'status', 'cancelled')) AS unwanted
      WHERE k.id = $1
      RETURNING id`,
      [ladder.id],
    )) as [{ id: string }];
    expect((await explanation(id)).body).toMatchObject({ dueAt: ladder.dueAt, clock: { id, status: 'cancelled' } });
    await city.sql('DELETE FROM sla.clocks WHERE id = $1', [id]);
  });

  test('is readable for roles that reach the clock, and 404 for others', async () => {
    const complaint = await assigned();
    const { id } = await clock(complaint.id, 'first_response');
    const whole = (await explanation(id)).body;
    for (const as of ['coordinator', 'auditor', 'officer:PUPR', 'office_head:PUPR']) {
      const { status, body } = await explanation(id, as);
      expect([as, status, body.steps]).toEqual([as, 200, whole.steps]);
    }
    for (const as of ['officer:DLH', 'office_head:DLH', 'officer']) {
      const [others, nonexistent] = await Promise.all(
        [id, '0199aaaa-0000-7000-8000-000000000000'].map(each => explanation(each, as)),
      );
      expect([as, others!.status, others!.problem.code]).toEqual([as, 404, 'sla-clock.unknown']);
      const { instance: _i, traceId: _t, ...problem } = others!.problem;
      expect(nonexistent!.body).toMatchObject(problem);
    }
    for (const as of ['integrator', 'counter_clerk', 'inspectorate', 'ombudsman', 'admin'])
      expect((await explanation(id, as)).status).toBe(403);
    expect((await city.get(`/v1/sla/clocks/${id}/explanation`)).status).toBe(401);
    expect((await explanation('7')).status).toBe(400);
    expect((await city.get(`/v1/sla/clocks/${id}/explanation`, { as: 'sla_operator' })).text).not.toMatch(
      /lubang|Padat Karya|Siti/,
    );
  });
});
