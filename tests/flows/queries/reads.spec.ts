import * as contracts from '@tuntas/contracts';
import { TestApp, until } from '../../kit/app.js';
import { complaintsIn } from '../../kit/complaints.js';
import { strictLines } from '../../kit/strict-csv.js';
import type { ListItem, Page } from '../../kit/response-body.js';

describe('reads for screens and other systems', () => {
  let city: TestApp;
  let ids: Record<'waiting' | 'late' | 'fresh', string>;
  const { accepted, assigned, staff } = complaintsIn(() => city);
  const items = async <const Path extends string>(
    path: Path,
    as = 'coordinator',
    headers: Record<string, string> = {},
  ): Promise<readonly ListItem<Path>[]> => {
    const { status, body, problem } = await city.get(path, { as, headers });
    expect([path, status, problem.code]).toEqual([path, 200, undefined]);
    return (body as Page<ListItem<Path>>).items;
  };
  const at = (text: string) => encodeURIComponent(text);

  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    const late = await accepted({ category: 'roads.pothole' });
    const waiting = await accepted();
    await city.advance('P3D');
    await staff(waiting.id, 'information-request', { question: 'Di sebelah mana?' });
    await city.set('2026-03-10T08:00:00+08:00');
    const fresh = await assigned({ category: 'waste.collection', subject: 'Sampah menumpuk di pasar' });
    await staff(fresh.id, 'acceptance', {}, 'officer:DLH');
    await city.settle();
    ids = { late: late.id, waiting: waiting.id, fresh: fresh.id };
  }, 240_000);
  afterAll(() => city.stop());

  test('show on a card the duty that is due, the share of its time that is used, and the last change', async () => {
    const cards = Object.fromEntries((await items('/v1/complaints')).map(card => [card.id, card]));
    expect(cards[ids.late]).toMatchObject({
      breached: true,
      duty: { name: 'first_response', label: 'Tanggapan pertama', percentUsed: 100 },
    });
    expect(cards[ids.waiting]).toMatchObject({ status: 'awaiting_complainant', dueAt: null, duty: null });
    expect(cards[ids.fresh]).toMatchObject({
      duty: { name: 'first_response', percentUsed: expect.any(Number) },
      updatedAt: expect.stringMatching(/^2026-03-10T00:/),
    });
    expect(cards[ids.fresh]!.duty!.percentUsed).toBeLessThan(5);
    expect(
      (await items('/v1/complaints', 'coordinator', { 'accept-language': 'en' })).find(({ id }) => id === ids.late)!
        .duty!.label,
    ).toBe('First response');
    expect((await items('/v1/complaints', 'auditor')).find(({ id }) => id === ids.late)).toMatchObject({
      subject: null,
      duty: { name: 'first_response' },
    });
  });

  test('show for a clock its complaint and its used time, which agrees with warnings and pauses', async () => {
    const clocks = await items('/v1/sla/clocks?limit=200');
    expect(
      clocks.filter(
        ({ warnedPercent, percentUsed, status }) =>
          ['running', 'paused'].includes(status) && warnedPercent !== null && percentUsed! < warnedPercent,
      ),
    ).toEqual([]);
    expect(
      clocks.filter(({ status, percentUsed }) => (percentUsed === null) !== ['met', 'cancelled'].includes(status)),
    ).toEqual([]);
    const of = (id: string, name: string) => clocks.find(clock => clock.complaintId === id && clock.name === name)!;
    // 14 working days; three of them were over on the morning of the fourth.
    expect([of(ids.waiting, 'resolution').status, of(ids.waiting, 'resolution').percentUsed]).toEqual([
      'paused',
      expect.any(Number),
    ]);
    const used = of(ids.waiting, 'resolution').percentUsed;
    expect(of(ids.late, 'resolution').percentUsed).toBeGreaterThan(used!);
    await city.advance('PT4H');
    const later = (await items('/v1/sla/clocks?limit=200&name=resolution')).find(
      ({ complaintId }) => complaintId === ids.waiting,
    );
    expect(later!.percentUsed).toBe(used);
    expect(of(ids.fresh, 'resolution')).toMatchObject({
      label: 'Penyelesaian',
      runsFor: 'office',
      metAt: null,
      complaint: {
        status: 'in_progress',
        category: 'waste.collection',
        classification: 'ordinary_complaint',
        regionCode: '63.71.04.1010',
        escalationLevel: 0,
        subject: 'Sampah menumpuk di pasar',
      },
    });
    const explanation = (
      await city.get(`/v1/sla/clocks/${of(ids.fresh, 'resolution').id}/explanation`, {
        as: 'coordinator',
        headers: { 'accept-language': 'en' },
      })
    ).body;
    expect(explanation.clock).toMatchObject({
      label: 'Resolution',
      percentUsed: expect.any(Number),
      complaint: { subject: 'Sampah menumpuk di pasar' },
    });
    for (const as of ['sla_operator', 'auditor'])
      expect(
        (await items('/v1/sla/clocks?limit=200', as))
          .map(({ complaint }) => complaint.subject)
          .filter(subject => subject !== null),
      ).toEqual([]);
    expect(
      (await items('/v1/sla/clocks?limit=200', 'officer:DLH')).every(
        ({ complaint }) => complaint.subject === 'Sampah menumpuk di pasar',
      ),
    ).toBe(true);
  });

  test('filter clocks by party and by due instant', async () => {
    expect(new Set((await items('/v1/sla/clocks?runsFor=citizen')).map(({ name }) => name))).toEqual(
      new Set(['complainant_answer']),
    );
    expect(new Set((await items('/v1/sla/clocks?runsFor=ladder')).map(({ name }) => name))).toEqual(
      new Set(['ladder']),
    );
    const office = await items('/v1/sla/clocks?runsFor=office&runsFor=coordinator&limit=200');
    expect([office.length > 5, office.some(({ name }) => name === 'ladder' || name === 'complainant_answer')]).toEqual([
      true,
      false,
    ]);
    for (const path of ['/v1/sla/clocks', '/v1/complaints'] as const) {
      const due = (await items(`${path}?dueFrom=2026-03-11&dueBefore=2026-04-20&limit=200`)).map(({ dueAt }) => dueAt);
      expect([
        path,
        due.length > 0,
        due.every(instant => instant! >= '2026-03-10T16:00' && instant! < '2026-04-19T16:00'),
      ]).toEqual([path, true, true]);
    }
    expect((await city.get('/v1/sla/clocks?runsFor=nobody', { as: 'coordinator' })).status).toBe(400);
  });

  test.each([
    ['/v1/complaints', 'lodgedFrom'],
    ['/v1/complaints', 'lodgedTo'],
    ['/v1/escalations', 'raisedFrom'],
    ['/v1/escalations', 'raisedTo'],
    ['/v1/ombudsman/cases', 'openedFrom'],
    ['/v1/sla/clocks', 'dueBefore'],
    ['/v1/complaints', 'updatedSince'],
    ['/v1/sla/clocks', 'updatedSince'],
    ['/v1/escalations', 'updatedSince'],
    ['/v1/messages', 'updatedSince'],
    ['/v1/ombudsman/cases', 'updatedSince'],
  ] as const)('%s accepts a date for %s, which begins at midnight in the city', async (path, name) => {
    const as = path.startsWith('/v1/ombudsman') ? 'ombudsman' : 'coordinator';
    const [byDate, byInstant] = [
      await items(`${path}?${name}=2026-03-10&limit=200`, as),
      await items(`${path}?${name}=${at('2026-03-10T00:00:00+08:00')}&limit=200`, as),
    ];
    expect(byDate.map(({ id }) => id)).toEqual(byInstant.map(({ id }) => id));
    for (const bad of ['2026-02-30', '10/03/2026', ''])
      expect([bad, (await city.get(`${path}?${name}=${at(bad)}`, { as })).status]).toEqual([bad, 400]);
  });

  test('return every change since the last one that the caller saw, and nothing else', async () => {
    const paths = ['/v1/complaints', '/v1/sla/clocks', '/v1/messages'] as const;
    const last: Record<string, string> = {};
    for (const path of paths)
      last[path] = (await items(`${path}?limit=200`))
        .map(({ updatedAt }) => updatedAt)
        .sort()
        .at(-1)!;
    await city.advance('PT1H');
    const since = new Date(Date.parse(last['/v1/sla/clocks']!) + 1).toISOString();
    await staff(ids.fresh, 'response', { text: 'Petugas sudah dikirim.', isPublic: true }, 'officer:DLH');
    await city.settle();
    expect((await items(`/v1/complaints?updatedSince=${since}`)).map(({ id }) => id)).toEqual([ids.fresh]);
    expect(
      new Set((await items(`/v1/sla/clocks?updatedSince=${since}`)).map(({ complaintId }) => complaintId)),
    ).toEqual(new Set([ids.fresh]));
    const messages = await items(`/v1/messages?updatedSince=${since}`);
    expect(messages.map(({ complaintId, kind }) => [complaintId, kind])).toContainEqual([ids.fresh, 'response']);
    expect(messages.filter(({ updatedAt }) => updatedAt < since)).toEqual([]);
    expect((await city.get(`/v1/complaints/count?updatedSince=${since}`, { as: 'coordinator' })).body).toEqual({
      count: 1,
    });
    for (const path of paths) {
      const { text } = await city.get(path, { as: 'coordinator', headers: { accept: 'text/csv' } });
      expect([path, strictLines(text)[0]!.at(-1)]).toEqual([path, 'updatedAt']);
    }
  });

  test('update the change instant of an escalation when it is acknowledged', async () => {
    const [escalation] = await items(`/v1/escalations?complaintId=${ids.late}`);
    await city.advance('PT1H');
    const { now } = (await city.get('/dev/clock')).body;
    expect(await items(`/v1/escalations?updatedSince=${at(now)}`)).toEqual([]);
    const acknowledged = await city.post(
      `/v1/escalations/${escalation!.id}/acknowledgement`,
      {},
      { as: escalation!.target === 'office_head' ? `office_head:${escalation!.office}` : escalation!.target },
    );
    expect(acknowledged.status).toBe(200);
    expect(await items(`/v1/escalations?updatedSince=${at(now)}`)).toEqual([acknowledged.body]);
  });

  test('show an office with its heads and contact data', async () => {
    await city.sql(
      `UPDATE reference.offices
        SET phone = '(0511) 000000', email = 'pupr@banjarmasin.example', address = 'Jl. Contoh 1'
        WHERE code = 'PUPR'`,
    );
    const office = await until(
      async () => (await city.get('/v1/offices/PUPR', { as: 'auditor' })).body,
      ({ phone }) => phone !== null,
    );
    expect(office).toEqual({
      code: 'PUPR',
      name: 'Dinas Pekerjaan Umum dan Penataan Ruang',
      kind: 'dinas',
      head: 'head:PUPR',
      deputy: 'deputy:PUPR',
      calendar: 'office-hours',
      parent: null,
      phone: '(0511) 000000',
      email: 'pupr@banjarmasin.example',
      address: 'Jl. Contoh 1',
    });
    const unknown = await city.get('/v1/offices/NOWHERE', { as: 'auditor' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'office.unknown']);
    expect((await city.get('/v1/offices/PUPR')).status).toBe(401);
  });

  test('give labels in both languages for every enum value, to every caller', async () => {
    const { status, body, headers } = await city.get('/v1/vocabulary');
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
    const words = {
      status: contracts.statuses,
      outcome: contracts.outcomes,
      classification: contracts.classifications,
      channel: contracts.channels,
      vulnerableGroup: contracts.vulnerableGroups,
      maladministration: contracts.maladministrations,
      decision: contracts.decisions,
      archiveReason: contracts.archiveReasons,
      contactKind: contracts.contactKinds,
      clock: contracts.clockNames,
      clockStatus: contracts.clockStatuses,
      escalationStatus: contracts.escalationStatuses,
      escalationTarget: contracts.escalationTargets,
      escalationEnd: contracts.escalationEnds,
      caseStage: contracts.caseStages,
      inadmissibilityGround: contracts.inadmissibilityGrounds,
      examinationFinding: contracts.examinationFindings,
      admissibilityCheck: contracts.admissibilityChecks,
      service: contracts.services,
      identityDocument: contracts.identityDocuments,
      runsFor: contracts.clockHolders,
      noticeKind: contracts.noticeKinds,
      messageKind: contracts.messageTemplates,
      messageChannel: contracts.messageChannels,
      messageStatus: contracts.messageStatuses,
      language: contracts.messageLanguages,
    };
    for (const [kind, codes] of Object.entries(words))
      expect([kind, body[kind as keyof typeof words].map(({ code }) => code).sort()]).toEqual([
        kind,
        [...codes].sort(),
      ]);
    expect(
      Object.values(body)
        .flat()
        .filter(({ id, en }) => !/\S/.test(id) || !/\S/.test(en)),
    ).toEqual([]);
    expect(body.clock).toContainEqual({ code: 'first_response', id: 'Tanggapan pertama', en: 'First response' });
    expect((await city.get('/v1/vocabulary', { headers: { 'if-none-match': headers.get('etag')! } })).status).toBe(304);
  });
});
