import { caseStages, inadmissibilityGrounds, type CaseStage, type ExaminationFinding } from '@tuntas/contracts';
import { casesIn, caseNote, transitionTo } from '../../kit/cases.js';
import { TestApp } from '../../kit/app.js';
import type { Schemas } from '../../kit/response-body.js';

const noId = '0199aaaa-0000-7000-8000-000000000000';
/** Every stage, and the report with each finding. */
const situations: readonly (readonly [CaseStage, ExaminationFinding?])[] = [
  ...caseStages.map(stage => [stage] as const),
  ['report', 'maladministration_not_found'],
  ['report', 'stopped'],
];

describe('stages of an Ombudsman case', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const { caseOf, opened, change, changed, broughtTo } = casesIn(() => city);
  const shown = async ({ id }: { id: string }, as = 'ombudsman') =>
    (await city.get(`/v1/ombudsman/cases/${id}`, { as })).body;
  const tracked = async ({ ticket, receipt }: Schemas['LodgedComplaint'], language = 'id') =>
    (
      await city.get(`/v1/tracking/${ticket}`, {
        headers: { 'x-access-code': receipt.accessCode, 'accept-language': language },
      })
    ).body;

  test('allows exactly the stage changes that it offers', async () => {
    const cases = await opened(situations.length);
    for (const [i, [stage, finding]] of situations.entries()) {
      const before = await broughtTo(cases[i]!, stage, finding);
      expect(before.allowedTransitions.length).toBeGreaterThan(0);
      for (const to of caseStages.filter(each => !before.allowedTransitions.includes(each))) {
        const answer = await change(before, transitionTo(to));
        expect([stage, to, answer.status, answer.body]).toEqual([
          stage,
          to,
          409,
          expect.objectContaining({
            code: 'case.transition-not-allowed',
            stage,
            allowedTransitions: before.allowedTransitions,
          }),
        ]);
      }
      const { stages, version, allowedTransitions } = before;
      expect(await shown(before)).toMatchObject({ stage, stages, version, allowedTransitions });
      const [first, ...others] = before.allowedTransitions;
      await changed(before, first!);
      for (const [n, kase] of (await opened(others.length)).entries()) {
        const there = await broughtTo(kase, stage, finding);
        expect(there.allowedTransitions).toEqual(before.allowedTransitions);
        await changed(there, others[n]!);
      }
    }
  });

  test('shows its stages with their notes to roles that read texts', async () => {
    const [kase] = await opened();
    const answer = await change(kase, transitionTo('intake_material'));
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"2"']);
    expect(answer.body).toEqual(await shown(kase));
    expect(answer.body).toMatchObject({
      stage: 'intake_material',
      version: 2,
      ground: null,
      finding: null,
      endedAt: null,
      stages: [
        { stage: 'intake_formal', at: kase.openedAt, note: null },
        { stage: 'intake_material', note: caseNote },
      ],
    });
    expect((await shown(kase, 'auditor')).stages.map(({ note }) => note)).toEqual([null, null]);
    expect((await city.get('/v1/ombudsman/cases?limit=200', { as: 'auditor' })).text).not.toContain('Zq7');
  });

  test('keeps the note out of events and shows the other fields to every role that sees the complaint', async () => {
    const [kase] = await opened();
    await changed(kase, 'intake_material');
    await changed(kase, 'examination');
    await changed(kase, 'report', 'stopped');
    await city.settle();
    const published = await city.publishedEvents(kase.complaintId);
    const events = published
      .filter(({ type }) => type === 'case.stage-changed.v1')
      .map(({ data, sequence }) => ({ sequence, ...JSON.parse(data) }));
    expect(events.map(({ sequence, from, stage, finding }) => [sequence, from, stage, finding])).toEqual([
      [2, 'intake_formal', 'intake_material', null],
      [3, 'intake_material', 'examination', null],
      [4, 'examination', 'report', 'stopped'],
    ]);
    expect(events[0].texts).toEqual([
      { field: 'transition.note', textId: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(JSON.stringify(await city.publishedEvents())).not.toContain('Zq7');
    const audit = (await city.get(`/v1/complaints/${kase.complaintId}/audit?limit=200`, { as: 'auditor' })).body.items;
    expect(audit.filter(({ type }) => type === 'case.stage-changed.v1').map(({ actor }) => actor.role)).toEqual([
      'ombudsman',
      'ombudsman',
      'ombudsman',
    ]);
    const timeline = async (as: string, language: string) =>
      (
        await city.get(`/v1/complaints/${kase.complaintId}/timeline?limit=200`, {
          as,
          headers: { 'accept-language': language },
        })
      ).text;
    expect(await timeline('coordinator', 'en')).toContain(
      'Stage at the Ombudsman: examination report (examination stopped)',
    );
    expect(await timeline('officer:PUPR', 'id')).toContain(
      'Tahap di Ombudsman: laporan hasil pemeriksaan (pemeriksaan dihentikan)',
    );
    for (const as of ['coordinator', 'officer:PUPR', 'ombudsman', 'auditor'])
      expect(await timeline(as, 'id')).not.toContain('Zq7');
  });

  test('is inadmissible on a ground, and the citizen is informed of it and of the remaining remedies', async () => {
    const [kase, ...more] = await opened(inadmissibilityGrounds.length);
    expect((await tracked(kase.complaint)).explanation).toContain(
      `Ombudsman sudah menerima pengaduan ini (nomor ${kase.registrationNumber}).`,
    );
    for (const [i, ground] of inadmissibilityGrounds.entries()) {
      const { id, complaint, registrationNumber } = [kase, ...more][i]!;
      const answer = await change({ id }, { to: 'not_admissible', ground, note: caseNote });
      expect(answer.body).toMatchObject({
        stage: 'not_admissible',
        ground,
        endedAt: expect.any(String),
        allowedTransitions: ['intake_formal'],
      });
      const page = await tracked(complaint);
      expect(page.explanation).toMatch(
        new RegExp(`\\(nomor ${registrationNumber}\\) dan (belum|tidak) dapat melanjutkannya ke pemeriksaan\\.`),
      );
      expect(page.explanation).not.toContain('Zq7');
    }
    const explanations = async (language: string) =>
      Promise.all(
        [kase, ...more].map(async ({ complaint }) =>
          (await tracked(complaint, language)).explanation.replace(/\d{4}\/\S+/, ''),
        ),
      );
    for (const language of ['id', 'en'])
      expect(new Set(await explanations(language)).size).toBe(inadmissibilityGrounds.length);
    await city.settle();
    const inCourt = more[inadmissibilityGrounds.indexOf('before_court') - 1];
    expect(
      (await city.get(`/v1/complaints/${inCourt!.complaintId}/timeline?limit=200`, { as: 'coordinator' })).text,
    ).toContain('Tahap di Ombudsman: tidak dapat diterima (sedang atau sudah diperiksa pengadilan)');

    await changed(kase, 'intake_formal');
    expect(await shown(kase)).toMatchObject({
      ground: null,
      endedAt: null,
      stages: [{ ground: null }, { ground: inadmissibilityGrounds[0] }, { ground: null }],
    });
    expect((await tracked(kase.complaint)).explanation).toContain('Ombudsman sudah menerima pengaduan ini');
  });

  test('rejects a stage change with missing or superfluous fields', async () => {
    const [kase] = await opened();
    const faults: readonly (readonly [object, string])[] = [
      [{ to: 'not_admissible', note: caseNote }, '/ground'],
      [{ to: 'not_admissible', ground: 'spite', note: caseNote }, '/ground'],
      [{ to: 'intake_material', ground: 'before_court', note: caseNote }, '/ground'],
      [{ to: 'report', note: caseNote }, '/finding'],
      [{ to: 'intake_material', finding: 'stopped', note: caseNote }, '/finding'],
      [{ to: 'intake_material' }, '/note'],
      [{ to: 'intake_material', note: '  ' }, '/note'],
      [{ to: 'intake_material', note: 'x'.repeat(2_001) }, '/note'],
      [{ to: 'somewhere', note: caseNote }, '/to'],
    ];
    for (const [body, pointer] of faults) {
      const answer = await change(kase, body);
      expect([body, answer.status, answer.problem.errors]).toEqual([body, 422, [expect.objectContaining({ pointer })]]);
    }
    expect(await shown(kase)).toMatchObject({ stage: 'intake_formal', version: 1 });
  });

  test('changes stage once per version and once per idempotency key', async () => {
    const [kase] = await opened();
    const first = await change(kase, transitionTo('intake_material'), {
      'if-match': '"1"',
      'idempotency-key': 'move-1',
    });
    expect(first.status).toBe(200);
    const stale = await change(kase, transitionTo('examination'), { 'if-match': '"1"' });
    expect([stale.status, stale.problem.code]).toEqual([412, 'case.version-changed']);
    const again = await change(kase, transitionTo('intake_material'), {
      'if-match': '"1"',
      'idempotency-key': 'move-1',
    });
    expect([again.text, again.headers.get('etag'), again.headers.get('idempotency-replayed')]).toEqual([
      first.text,
      '"2"',
      'true',
    ]);
    expect((await change(kase, transitionTo('examination'), { 'idempotency-key': 'move-1' })).problem.code).toBe(
      'idempotency.other-body',
    );
    const many = await Promise.all(
      Array.from({ length: 20 }, (_, n) => change(kase, { ...transitionTo('examination'), note: `Catatan ${n}` })),
    );
    expect(many.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(many.filter(({ problem }) => problem.code === 'case.transition-not-allowed')).toHaveLength(19);
    await city.settle();
    expect(
      (await city.publishedEvents(kase.complaintId)).filter(({ type }) => type === 'case.stage-changed.v1'),
    ).toHaveLength(2);
    expect(await shown(kase)).toMatchObject({ stage: 'examination', version: 3 });
  });

  test('gets the next registration number without gaps', async () => {
    await opened(10);
    const { items } = (await city.get('/v1/ombudsman/cases?limit=200', { as: 'ombudsman' })).body;
    expect(items.length).toBeGreaterThan(40);
    expect(items.map(({ registrationNumber }) => registrationNumber).sort()).toEqual(
      items.map((_, i) => `${String(i + 1).padStart(4, '0')}/LM/III/2026/BJM`),
    );
  });

  test('is changed only by the Ombudsman, and returns 404 where no case exists', async () => {
    const [kase] = await opened();
    for (const as of ['coordinator', 'inspectorate', 'auditor', 'officer:PUPR', 'admin'])
      expect((await change(kase, transitionTo('intake_material'), {}, as)).status).toBe(403);
    expect((await change({ id: noId }, transitionTo('intake_material'))).problem.code).toBe('case.unknown');
    expect((await change({ id: kase.complaintId }, transitionTo('intake_material'))).problem.code).toBe('case.unknown');
    expect(await caseOf(kase.complaint)).toMatchObject({ stage: 'intake_formal', version: 1 });
  });
});
