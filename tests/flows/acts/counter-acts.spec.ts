import type { Events } from '@tuntas/contracts';
import { TestApp } from '../../kit/app.js';
import { decision, complaintsIn, missing } from '../../kit/complaints.js';

describe('clerk at the counter', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const { staff, accepted, resolved, ofComplaint } = complaintsIn(() => city);

  const counter = (id: string, body: object, headers: Record<string, string> = {}, as = 'counter_clerk') =>
    city.post(`/v1/complaints/${id}/citizen-acts`, { onBehalf: true, documentSeen: 'ktp', ...body }, { as, headers });
  const foreign = () => resolved({ channel: 'app', counter: null }, { as: 'integrator::lapor' });
  const seen = ({ type, data }: { type: string; data: object }): unknown[] => {
    const { onBehalf, documentSeen } = data as Partial<Events['complaint.objected.v1']>;
    return [type.split('.')[1], onBehalf, documentSeen];
  };
  const objection = { act: 'objection', reason: 'Ibu Siti belum puas' };

  test('does every act for a citizen who is present, and the events record it', async () => {
    const complaint = await accepted();
    const allowed = async (): Promise<string[]> => (await city.complaint(complaint.id, 'counter_clerk')).allowedActions;
    const act = async (body: { act: string; [field: string]: unknown }) => {
      expect(await allowed()).toContain(`citizen-acts:${body.act}`);
      const answer = await counter(complaint.id, body);
      expect([body.act, answer.status, answer.headers.get('etag')]).toEqual([
        body.act,
        200,
        `"${answer.body.version}"`,
      ]);
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
    expect(await act({ act: 'withdrawal', reason: 'Sudah beres' })).toMatchObject({
      status: 'closed',
      outcome: 'withdrawn',
    });
    const byCitizens = (await ofComplaint(complaint.id)).filter(({ data }) => 'onBehalf' in data);
    expect(byCitizens.map(seen)).toEqual(
      ['completed', 'information-provided', 'objected', 'confirmed', 'referral-requested', 'reopened', 'withdrawn'].map(
        type => [type, true, 'ktp'],
      ),
    );
  });

  test('must state that the citizen is present and which act it is', async () => {
    const { id } = await resolved();
    for (const [body, pointer] of [
      [{ ...objection, onBehalf: false }, '/onBehalf'],
      [{ ...objection, onBehalf: undefined }, '/onBehalf'],
      [{ act: 'transfer', reason: 'x' }, '/act'],
      [{ reason: 'x' }, '/act'],
      [{ act: 'objection' }, '/reason'],
      [{ ...objection, heard: true }, '/heard'],
      [{ act: 'referral', consent: false }, '/consent'],
      [{ ...objection, documentSeen: 'library_card' }, '/documentSeen'],
    ] as const) {
      const answer = await counter(id, body);
      expect([answer.status, answer.problem.errors!.map(fault => fault.pointer)]).toEqual([422, [pointer]]);
    }
    expect(await city.complaint(id)).toMatchObject({ status: 'resolved' });
  });

  test('needs the access code for complaints from other channels, and gets 404 without the right one', async () => {
    const complaint = await foreign();
    const nonexistent = await counter('0199aaaa-0000-7000-8000-000000000000', objection);
    for (const headers of [{}, { 'x-access-code': 'AAAA-AAAA' }, { 'x-access-code': '' }]) {
      const answer = await counter(complaint.id, objection, headers);
      const { instance: _i, traceId: _t, ...problem } = answer.problem;
      expect([answer.status, nonexistent.body]).toEqual([404, expect.objectContaining(problem)]);
    }
    expect(
      await counter(complaint.id, objection, { 'x-access-code': complaint.receipt.accessCode, 'if-match': '"1"' }),
    ).toMatchObject({ status: 412 });
    const answer = await counter(complaint.id, objection, {
      'x-access-code': complaint.receipt.accessCode.toLowerCase().replace('-', ' '),
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'in_progress', cycle: 2, allowedActions: ['citizen-acts:withdrawal', 'citizen-acts:referral'] },
    });
    const refused = await counter(complaint.id, objection, { 'x-access-code': complaint.receipt.accessCode });
    expect(refused).toMatchObject({
      status: 409,
      body: { allowedActions: ['citizen-acts:withdrawal', 'citizen-acts:referral'] },
    });
  });

  test('needs the access code for complaints of another counter, and none at the counter of the lodging', async () => {
    const { id, receipt } = await resolved({ counter: 'MPP-03' }, { as: 'counter_clerk::Rina' });
    const elsewhere = 'counter_clerk:MPP-05:Budi';
    expect((await city.get(`/v1/complaints/${id}`, { as: elsewhere })).status).toBe(200);
    expect(await counter(id, objection, {}, elsewhere)).toMatchObject({
      status: 404,
      body: { code: 'complaint.unknown' },
    });
    expect((await counter(id, objection, { 'x-access-code': receipt.accessCode }, elsewhere)).status).toBe(200);
    expect(
      (await counter(id, { act: 'withdrawal', reason: 'Sudah beres' }, {}, 'counter_clerk:MPP-03:Sari')).status,
    ).toBe(200);
  });

  test('names the document that identifies the citizen when no access code is shown', async () => {
    const { id, receipt } = await resolved(
      { counter: 'MPP-03', consentToOmbudsman: false },
      { as: 'counter_clerk::Rina' },
    );
    const own = 'counter_clerk:MPP-03:Sari';
    const none = { ...objection, documentSeen: null };
    for (const [language, title, detail] of [
      ['id', 'Dokumen pelapor belum disebutkan', 'Dokumen yang diperlihatkan wajib diisi.'],
      ['en', 'Document not named', 'Document that was shown is required.'],
    ] as const) {
      const refused = await counter(id, none, { 'accept-language': language }, own);
      expect(refused).toMatchObject({
        status: 422,
        body: {
          code: 'complaint.document-required',
          title,
          errors: [{ pointer: '/documentSeen', code: 'required', detail }],
        },
      });
    }
    expect((await counter(id, none, {}, 'counter_clerk:MPP-05:Budi')).status).toBe(404);
    expect((await counter(id, none, { 'x-access-code': 'AAAA-AAAA' }, own)).status).toBe(404);
    expect((await counter(id, none, { 'x-access-code': receipt.accessCode }, own)).status).toBe(200);
    expect(
      (await counter(id, { act: 'referral', consent: true, documentSeen: 'power_of_attorney' }, {}, own)).status,
    ).toBe(200);
    expect(
      (
        await counter(
          id,
          { act: 'withdrawal', reason: 'Sudah beres', documentSeen: 'passport' },
          { 'x-access-code': receipt.accessCode },
          own,
        )
      ).status,
    ).toBe(200);
    await city.settle();

    const expected = [
      ['objected', true, undefined],
      ['consent-given', true, 'power_of_attorney'],
      ['referral-requested', true, 'power_of_attorney'],
      ['withdrawn', true, 'passport'],
    ];
    expect((await ofComplaint(id)).filter(({ data }) => 'onBehalf' in data && data.onBehalf).map(seen)).toEqual(
      expected,
    );
    expect(
      (await city.get(`/v1/complaints/${id}/audit?limit=200`, { as: 'auditor' })).body.items
        .filter(({ data }) => data.onBehalf)
        .map(seen),
    ).toEqual(expected);
    const who = async (language: string): Promise<unknown[]> =>
      (
        await city.get(`/v1/complaints/${id}/timeline?limit=200`, {
          as: 'officer:PUPR',
          headers: { 'accept-language': language },
        })
      ).body.items
        .filter(({ type }) => expected.some(([name]) => type === `complaint.${name}.v1`))
        .map(({ by }) => by.who);
    expect(await who('id')).toEqual(
      ['', ' (dokumen: Surat kuasa)', ' (dokumen: Surat kuasa)', ' (dokumen: Paspor)'].map(document =>
        expect.stringMatching(new RegExp(`^Petugas loket, .*untuk pelapor${document.replace(/[()]/g, '\\$&')}$`)),
      ),
    );
    expect(await who('en')).toEqual(
      ['', ' (document: Power of attorney)', ' (document: Power of attorney)', ' (document: Passport)'].map(document =>
        expect.stringMatching(new RegExp(`^Counter clerk, .*for the complainant${document.replace(/[()]/g, '\\$&')}$`)),
      ),
    );
    const {
      body: { identityDocument },
    } = await city.get('/v1/vocabulary', { as: 'counter_clerk' });
    expect(identityDocument.map(({ code }) => code)).toEqual([
      'ktp',
      'kk',
      'sim',
      'passport',
      'power_of_attorney',
      'other',
    ]);
  });

  test('sees no details of a confidential complaint of another clerk without the access code', async () => {
    const rina = 'counter_clerk:MPP-03:Rina';
    const { id, ticket, receipt } = await resolved({ isConfidential: true }, { as: rina });
    await city.settle();
    for (const as of ['counter_clerk:MPP-03:Budi', 'counter_clerk']) {
      for (const path of [`/v1/complaints/${id}`, `/v1/complaints/${id}/timeline`, `/v1/complaints/${id}/receipt`]) {
        expect([path, (await city.get(path, { as })).status]).toEqual([path, 404]);
        expect([path, (await city.get(path, { as, headers: { 'x-access-code': receipt.accessCode } })).status]).toEqual(
          [path, 200],
        );
      }
      expect((await city.get(`/v1/complaints?ticket=${ticket}`, { as })).body.items).toEqual([]);
      expect((await city.get(`/v1/complaints/count?ticket=${ticket}`, { as })).body.count).toBe(0);
      expect((await city.get(`/v1/complaints?q=${ticket}`, { as })).body.items).toEqual([]);
      expect((await city.get(`/v1/messages?complaintId=${id}`, { as })).body.items).toEqual([]);
    }
    expect((await city.get(`/v1/complaints/${id}`, { as: rina })).status).toBe(200);
    expect((await city.get(`/v1/complaints/count?ticket=${ticket}`, { as: rina })).body.count).toBe(1);
  });

  describe('reading a complaint from another channel', () => {
    const wrong = { 'x-access-code': 'AAAA-AAAA' };
    const paths = ({ id }: { id: string }) => [`/v1/complaints/${id}`, `/v1/complaints/${id}/timeline`] as const;
    const read = <const Path extends string>(path: Path, headers: Record<string, string> = {}, as = 'counter_clerk') =>
      city.get(path, { as, headers });
    const listed = async (query: string, headers: Record<string, string> = {}): Promise<[string[], number]> => {
      const [{ body: list }, { body: counted }] = [
        await read(`/v1/complaints?${query}`, headers),
        await read(`/v1/complaints/count?${query}`, headers),
      ];
      return [list.items.map(({ id }) => id), counted.count];
    };

    test('shows it with the access code as to the lodging clerk, with the acts on behalf of the citizen', async () => {
      const complaint = await foreign();
      await staff(complaint.id, 'internal-notes', { text: 'Catatan kantor' });
      await city.settle();
      const code = { 'x-access-code': complaint.receipt.accessCode.toLowerCase().replace('-', ' ') };
      const [ofDetail, ofTimeline] = paths(complaint);
      const [shown, timeline] = [await read(ofDetail, code), await read(ofTimeline, code)];
      expect(shown).toMatchObject({
        status: 200,
        body: {
          id: complaint.id,
          subject: complaint.subject,
          description: complaint.description,
          status: 'resolved',
          allowedActions: [
            'citizen-acts:confirmation',
            'citizen-acts:objection',
            'citizen-acts:withdrawal',
            'citizen-acts:referral',
          ],
        },
      });
      expect(shown.headers.get('etag')).toMatch(new RegExp(`^W/"${shown.body.version}-`));
      expect(timeline.body.items.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['complaint.lodged.v1', 'complaint.resolved.v1']),
      );
      expect(timeline.text).not.toMatch(/Catatan kantor|note-added/);
      for (const { text } of [shown, timeline]) expect(text).not.toMatch(/Siti|6371046505800001|81234567890/);
      // The access code works for clerks only, and for this one complaint only.
      for (const as of ['officer:DLH', 'integrator::other', 'inspectorate', 'ombudsman'])
        for (const path of paths(complaint)) expect([as, (await read(path, code, as)).status]).toEqual([as, 404]);
      expect((await read(paths(await foreign())[0], code)).status).toBe(404);
      expect((await city.get(paths(complaint)[0], { headers: code })).status).toBe(401);
    });

    test('finds it by its ticket and access code', async () => {
      const [complaint, own] = [await foreign(), await resolved()];
      const code = { 'x-access-code': complaint.receipt.accessCode };
      expect(await listed(`ticket=${complaint.ticket}`)).toEqual([[], 0]);
      expect(await listed(`ticket=${complaint.ticket}`, wrong)).toEqual([[], 0]);
      expect(await listed(`ticket=${complaint.ticket}`, code)).toEqual([[complaint.id], 1]);
      expect(await listed(`ticket=${complaint.ticket}&status=closed`, code)).toEqual([[], 0]);
      expect(await listed(`ticket=${own.ticket}`, code)).toEqual([[own.id], 1]);
      expect(await listed(`ticket=${complaint.ticket}&ticket=${own.ticket}`, code)).toEqual([[own.id], 1]);
      expect((await listed('limit=200', code))[0]).not.toContain(complaint.id);
    });

    test('returns 404 without the access code or with a wrong one', async () => {
      const complaint = await foreign();
      const nonexistent = paths({ id: '0199aaaa-0000-7000-8000-000000000000' });
      for (const headers of [{}, wrong, { 'x-access-code': '' }] as Record<string, string>[])
        for (const [n, path] of paths(complaint).entries()) {
          const [others, none] = [await read(path, headers), await read(nonexistent[n]!, headers)];
          const { instance: _i, traceId: _t, ...problem } = others.problem;
          expect([others.status, others.problem.code, none.body]).toEqual([
            404,
            'complaint.unknown',
            expect.objectContaining(problem),
          ]);
        }
    });

    test('is throttled after ten wrong access codes on all its routes, while other clerks read on', async () => {
      const complaint = await foreign();
      const code = { 'x-access-code': complaint.receipt.accessCode };
      for (let n = 0; n < 10; n += 1) expect((await read(paths(complaint)[n % 2]!, wrong)).status).toBe(404);
      const throttled = await read(paths(complaint)[0], code);
      expect([throttled.status, throttled.problem.code, Number(throttled.headers.get('retry-after')) > 0]).toEqual([
        429,
        'request.too-many',
        true,
      ]);
      expect((await read(paths(complaint)[0])).status).toBe(404);
      expect((await read(paths(complaint)[0], wrong, 'officer:PUPR')).status).toBe(200);
      expect((await read(paths(await foreign())[0], wrong)).status).toBe(404);

      const other = await foreign();
      for (let n = 0; n < 5; n += 1) {
        expect((await counter(other.id, objection, wrong)).status).toBe(404);
        expect((await read(`/v1/complaints/${other.id}/receipt`, wrong)).status).toBe(404);
      }
      expect((await counter(other.id, objection, { 'x-access-code': other.receipt.accessCode })).status).toBe(429);
      const third = await foreign();
      for (let n = 0; n < 10; n += 1)
        expect((await read(`/v1/complaints?ticket=${third.ticket}`, wrong)).status).toBe(200);
      expect((await read(`/v1/complaints/count?ticket=${third.ticket}`, wrong)).status).toBe(429);
    });

    test('does not throttle complaints that clerks lodged', async () => {
      const complaint = await resolved();
      for (let n = 0; n < 12; n += 1) expect((await read(paths(complaint)[0], wrong)).status).toBe(200);
    });
  });

  test('learns nothing about the identity of an anonymous complainant', async () => {
    const complaint = await resolved({ isAnonymous: true });
    const answer = await counter(complaint.id, objection);
    expect(answer.body).toMatchObject({ status: 'in_progress', complainant: null });
    expect(answer.text).not.toMatch(/Siti|6371046505800001|81234567890/);
  });
});
