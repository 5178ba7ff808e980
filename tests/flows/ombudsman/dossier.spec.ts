import { createHash } from 'node:crypto';
import type { TextRef } from '@tuntas/contracts';
import { caseNote, casesIn } from '../../kit/cases.js';
import { TestApp } from '../../kit/app.js';
import { complaintsIn } from '../../kit/complaints.js';
import type { Schemas } from '../../kit/response-body.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';
const reason = 'Zx7-alasan: warga sudah tiga kali datang ke loket.';

/** Canonical JSON of RFC 8785, for simple numbers. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(',')}}`;
};
const sha256 = (...parts: readonly (Buffer | string)[]): string =>
  parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex');

describe('dossier of a case', () => {
  let city: TestApp;
  let kase: Schemas['OmbudsmanCase'];
  let complaint: Schemas['LodgedComplaint'];
  let dossier: Schemas['Dossier'];
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
    complaint = await accepted({ isConfidential: true, allegedMaladministration: ['undue_delay'] });
    const { id } = complaint;
    await staff(id, 'information-request', { question: 'Lajur kiri atau kanan?' });
    await city.advance('P1D');
    await done(complaint, 'answer', { text: 'Lajur kiri' });
    await staff(id, 'internal-notes', { text: 'Qn3-catatan antarpegawai' });
    expect(
      (await city.post(`/v1/complaints/${id}/escalation`, { level: 1, reason }, { as: 'office_head:PUPR' })).status,
    ).toBe(200);
    expect(
      (
        await city.post(
          `/v1/complaints/${id}/identity-disclosure`,
          { reason: 'Meninjau lokasi bersama pelapor' },
          { as: 'officer:PUPR' },
        )
      ).status,
    ).toBe(200);
    await city.advance('P45D');
    kase = await caseOf(complaint);
    await changed(kase, 'intake_material');
    await staff(id, 'resolution', {
      decision: 'denied',
      explanation: 'Jalan itu jalan provinsi.',
      remedy: 'Ibu dapat melapor ke Ombudsman.',
    });
    await changed(kase, 'examination');
    await city.settle();
    dossier = (await read()).body;
  });
  afterAll(() => city.stop());

  const { accepted, staff, done } = complaintsIn(() => city);
  const { caseOf, changed, opened } = casesIn(() => city);
  const read = (id: string = kase.id, as = 'ombudsman') => city.get(`/v1/ombudsman/cases/${id}/dossier`, { as });
  const text = (field: string, from = dossier) => from.texts.find(each => each.field === field)!;

  test('has the case with its checks, notices and stages, and the note of each', () => {
    expect(dossier.case).toMatchObject({
      id: kase.id,
      registrationNumber: kase.registrationNumber,
      stage: 'examination',
      admissibility: expect.arrayContaining([{ check: 'agency_asked_first', passed: true, note: null }]),
      notices: [{ kind: 'settled_late' }],
      maladministration: [{ type: 'undue_delay', finding: 'alleged' }],
    });
    expect(dossier.case.stages.map(({ stage, note }) => [stage, note])).toEqual([
      ['intake_formal', null],
      ['intake_material', caseNote],
      ['examination', caseNote],
    ]);
  });

  test('has every event in the order of the audit log, each with what makes its leaf', async () => {
    const { items } = (await city.get(`/v1/complaints/${complaint.id}/audit?limit=200`, { as: 'ombudsman' })).body;
    expect(items.length).toBeGreaterThan(30);
    expect(dossier.timeline.map(({ envelope: _envelope, ...item }) => item)).toEqual(items);
    expect(dossier.timeline.map(({ position }) => position)).toEqual(
      dossier.timeline.map(({ position }) => position).toSorted((a, b) => a - b),
    );
    expect(new Set(dossier.timeline.map(({ source }) => source))).toEqual(
      new Set(['complaints', 'sla', 'escalation', 'ombudsman']),
    );
    for (const { data, envelope, leafHash } of dossier.timeline)
      expect(sha256(Buffer.from([0]), canonical({ data, envelope }))).toBe(leafHash);
    expect(dossier.isWhole).toBe(true);
  });

  test('has every text with its salt, from which the hash in the event can be computed again', () => {
    const referred = dossier.timeline.flatMap(({ position, data }) =>
      ((data['texts'] ?? []) as TextRef[]).map(({ field, textId, hash }) => ({ position, field, textId, hash })),
    );
    expect(dossier.texts.map(({ position, field, textId, hash }) => ({ position, field, textId, hash }))).toEqual(
      referred,
    );
    const stored = dossier.texts.filter(({ status }) => status === 'kept');
    expect(stored.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'subject',
        'description',
        'question',
        'answer',
        'escalation.reason',
        'disclosure.reason',
        'explanation',
        'remedy',
        'transition.note',
      ]),
    );
    for (const { salt, body, hash } of stored) expect(sha256(Buffer.from(salt!, 'hex'), body!)).toBe(hash);
    expect(text('description').body).toBe(dossier.complaint.description);
    expect(text('escalation.reason').body).toBe(reason);
  });

  test('mentions an internal note of the office without its text', () => {
    const notes = dossier.texts.filter(({ status }) => status === 'withheld');
    const event = dossier.timeline.find(({ type }) => type === 'complaint.note-added.v1');
    expect(notes).toEqual([
      expect.objectContaining({
        position: event!.position,
        hash: (event!.data['texts'] as TextRef[])[0]!.hash,
        salt: null,
        body: null,
      }),
    ]);
    expect(JSON.stringify(dossier)).not.toContain('Qn3');
  });

  test('has the responses and decisions of the offices, with their texts', () => {
    const { answers } = dossier;
    expect(answers.map(({ type, office, decision }) => [type, office, decision])).toEqual([
      ['complaint.information-requested.v1', 'PUPR', null],
      ['complaint.resolved.v1', 'PUPR', 'denied'],
    ]);
    expect(answers[1]!.textIds.map((id: string) => dossier.texts.find(({ textId }) => textId === id)!.body)).toEqual([
      'Jalan itu jalan provinsi.',
      'Ibu dapat melapor ke Ombudsman.',
    ]);
  });

  test('has all clocks with pauses, rules and legal basis, and the escalations', async () => {
    const { clocks } = await city.complaint(complaint.id);
    expect(dossier.clocks.map(({ id, dueAt, status }) => ({ id, dueAt, status }))).toEqual(
      clocks.map(({ id, dueAt, status }) => ({ id, dueAt, status })),
    );
    const [asked, answered] = ['complaint.information-requested.v1', 'complaint.information-provided.v1'].map(
      type => dossier.timeline.find(each => each.type === type)!.at,
    );
    const resolution = dossier.clocks.find(({ name }) => name === 'resolution');
    expect(resolution).toMatchObject({
      status: 'breached',
      runsFor: 'office',
      office: 'PUPR',
      pauses: [{ from: asked, to: answered }],
      policyVersion: 1,
      calendarVersion: 1,
      basis: 'PermenPANRB 62/2018',
    });
    expect(new Date(resolution!.metAt!).getTime()).toBeGreaterThan(new Date(resolution!.breachedAt!).getTime());
    const listed = (await city.get(`/v1/escalations?complaintId=${complaint.id}&limit=200`, { as: 'coordinator' })).body
      .items;
    expect(
      dossier.escalations.map(({ id, level, status, explanation }) => ({ id, level, status, explanation })),
    ).toEqual(listed.map(({ id, level, status, explanation }) => ({ id, level, status, explanation })));
    expect(dossier.escalations.some(({ explanation }) => explanation === reason)).toBe(true);
  });

  test('is identical for two examiners, and its hash stays the same until an event occurs', async () => {
    await city.advance('PT5M');
    const [one, other] = [await read(), await read(kase.id, 'ombudsman::Budi')];
    expect([one.text, one.headers.get('etag')]).toEqual([other.text, `"${one.body.hash}"`]);
    expect(one.body).toEqual(dossier);
    const { hash, ...rest } = one.body;
    expect(sha256(canonical(rest))).toBe(hash);

    const [{ complaint: another, ...anothers }] = await opened();
    const before = (await read(anothers.id)).body.hash;
    await done(another, 'withdrawal', { reason: 'Sudah beres' });
    await city.settle();
    expect((await read(anothers.id)).body.hash).not.toBe(before);
    expect((await read()).body.hash).toBe(hash);
  });

  test('shows an erased text as erased, with its hash in the event unchanged', async () => {
    const [{ id, complaintId }] = await opened();
    const before = text('description', (await read(id)).body);
    expect(before.status).toBe('kept');
    await city.sql('DELETE FROM complaints.texts WHERE id = $1', [before.textId]);
    const after = (await read(id)).body;
    expect(text('description', after)).toEqual({ ...before, status: 'erased', salt: null, body: null });
    expect(after.complaint).toMatchObject({ id: complaintId, description: null, subject: expect.any(String) });
  });

  test('contains no identity of the complainant, but says how it can be requested', async () => {
    const [anonymous] = await opened(1, { isAnonymous: true });
    for (const id of [kase.id, anonymous.id]) {
      const { text: whole, body } = await read(id);
      expect(whole).not.toMatch(/Siti|6371046505800001|81234567890|Sungai Andai RT 12/);
      expect(body.complaint.complainant).toEqual({
        ref: expect.any(String),
        disclosure: `/v1/complaints/${body.case.complaintId}/identity-disclosure`,
      });
      const disclosed = await city.post(
        body.complaint.complainant.disclosure!,
        { reason: 'Memanggil pelapor' },
        { as: 'ombudsman' },
      );
      expect([disclosed.status, (disclosed.body as Schemas['Identity']).complainant.name]).toEqual([
        200,
        'Siti Rahmah',
      ]);
    }
    const [nobody] = await opened(1, { isAnonymous: true, complainant: null });
    expect((await read(nobody.id)).body.complaint.complainant).toEqual({ ref: null, disclosure: null });
  });

  test('is only for the Ombudsman and only for referred complaints', async () => {
    for (const as of ['auditor', 'coordinator', 'inspectorate', 'officer:PUPR', 'admin'])
      expect((await read(kase.id, as)).status).toBe(403);
    const unreferred = await accepted();
    await city.settle();
    for (const id of [unreferred.id, complaint.id]) expect((await read(id)).problem.code).toBe('case.unknown');
    expect(await city.sql('SELECT FROM audit.referred_entries WHERE subject = $1', [unreferred.id])).toEqual([]);
    expect(
      (await city.sql('SELECT FROM audit.referred_entries WHERE subject = $1', [complaint.id])).length,
    ).toBeGreaterThan(30);
  });
});
