import { lodgingFields, type ClockName, type DomainEvent, type Events } from '@tuntas/contracts';
import { TestApp, until, type TestResponse } from '../../kit/app.js';
import { openApiOf } from '../../kit/openapi.js';
import type { Schemas, StaffRoute } from '../../kit/response-body.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';
const hour = 3_600_000;

const inCity = async (scenario: (city: TestApp) => Promise<void>): Promise<void> => {
  const city = await TestApp.start({ at: start });
  try {
    await scenario(city);
  } finally {
    await city.stop();
  }
};
const act = (
  city: TestApp,
  id: string,
  route: StaffRoute,
  body: object,
  as: string,
  headers: Record<string, string> = {},
) => city.post(`/v1/complaints/${id}/${route}`, body, { as, headers });
/** Performs an act that must succeed. */
const done = async (city: TestApp, id: string, route: StaffRoute, body: object, as: string) => {
  const answer = await act(city, id, route, body, as);
  expect([route, answer.status, answer.body]).toEqual([route, 200, expect.objectContaining({ id })]);
  return answer.body;
};
/** Lodges a complaint that the routing rule has handled: assigned to PUPR unless given otherwise. */
const routed = async (city: TestApp, different: object = {}) => {
  const complaint = await city.lodge(different);
  await city.settle();
  return complaint;
};
const accepted = async (city: TestApp, different: object = {}) => {
  const complaint = await routed(city, different);
  await done(city, complaint.id, 'acceptance', {}, 'officer:PUPR');
  return complaint;
};
const settled = async (city: TestApp, id: string) => {
  await city.settle();
  return city.complaint(id);
};
/** The newest clock of that name. */
const clock = ({ clocks }: Schemas['Complaint'], name: ClockName) => clocks.filter(each => each.name === name).at(-1)!;
/** The parts of a complaint that do not change while time passes. */
const withoutTime = ({ clocksAsOf: _, clocks, ...rest }: Schemas['Complaint']): object => ({
  ...rest,
  clocks: clocks.map(({ remaining: __, ...each }) => each),
});
const escalations = async (city: TestApp, id: string, name: string) =>
  (await city.get(`/v1/escalations?complaintId=${id}&limit=200`, { as: 'coordinator' })).body.items.filter(
    each => each.clock === name,
  );
const pointers = ({ problem }: TestResponse) => problem.errors!.map(({ pointer }) => pointer);
const tracked = (city: TestApp, { ticket, receipt }: Schemas['LodgedComplaint']) =>
  city.get(`/v1/tracking/${ticket}`, { headers: { 'x-access-code': receipt.accessCode } });
const ofComplaint = async (city: TestApp, id: string): Promise<DomainEvent[]> => {
  await city.settle();
  return (await city.publishedEvents(id))
    .filter(({ source }) => source === 'complaints')
    .map(({ type, data }) => ({ type, data: JSON.parse(data) }) as DomainEvent);
};
const missing = [{ field: 'location', note: 'Di depan rumah nomor berapa, Bu?' }];

describe('acts of staff on a complaint', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
  });
  afterAll(() => city.stop());

  test('acceptance is done by an officer in their own name, and by the head also for another officer', async () => {
    const [own, named] = [await routed(city), await routed(city)];
    const refused = await act(city, own.id, 'acceptance', { officer: 'somebody-else' }, 'officer:PUPR');
    expect(refused).toMatchObject({ status: 422, body: { code: 'acceptance.other-officer' } });
    await done(city, own.id, 'acceptance', {}, 'officer:PUPR');
    await done(city, named.id, 'acceptance', { officer: 'somebody-else' }, 'office_head:PUPR');
    const officers = await city.sql('SELECT id, officer FROM complaints.complaints WHERE id = ANY($1)', [
      [own.id, named.id],
    ]);
    expect(officers.find(({ id }) => id === own.id)!.officer).toMatch(/^dev-/);
    expect(officers.find(({ id }) => id === named.id)!.officer).toBe('somebody-else');
  });

  describe('coordinator', () => {
    test('tells the citizen what is missing, and must name it', async () => {
      const complaint = await city.lodge({ category: null });
      const verify = (body: object) => act(city, complaint.id, 'verification', body, 'coordinator');
      expect(pointers(await verify({ complete: false }))).toEqual(['/missing']);
      expect(pointers(await verify({ complete: false, missing: [] }))).toEqual(['/missing']);
      expect(
        pointers(
          await verify({ complete: false, missing: [{ field: 'shoeSize', note: 'Berapa?' }, { field: 'location' }] }),
        ),
      ).toEqual(['/missing/0/field', '/missing/1/note']);
      expect(pointers(await verify({ complete: true, missing }))).toEqual(['/missing']);
      expect(pointers(await verify({}))).toEqual(['/complete']);

      const two = [...missing, { field: 'complainant.address', note: 'Ibu tinggal di mana?' }];
      expect((await verify({ complete: false, missing: two })).body).toMatchObject({
        status: 'awaiting_completion',
        version: 2,
        dueAt: null,
      });
      const shown = await settled(city, complaint.id);
      expect([
        clock(shown, 'completion').status,
        clock(shown, 'verification').status,
        clock(shown, 'completeness_reply').status,
      ]).toEqual(['running', 'paused', 'met']);
      const [, requested] = await ofComplaint(city, complaint.id);
      expect(requested).toMatchObject({
        type: 'complaint.completion-requested.v1',
        data: { missing: ['location', 'complainant.address'] },
      });
      expect((await tracked(city, complaint)).body.timeline.at(-1)!.text).toBe(
        two.map(({ note }) => note).join('\n\n'),
      );
    });

    test('names missing fields by the names of a lodging', async () => {
      const { schemas } = (await openApiOf(city)).components;
      const fieldsOf = (schema: string): string[] => Object.keys(schemas[schema]!.properties!);
      const place = schemas['Lodging']!.properties!['location']!.anyOf!.find(each => each.$ref)!.$ref!;
      const within = (name: string, schema: string): string[] => fieldsOf(schema).map(field => `${name}.${field}`);
      expect([...lodgingFields].sort()).toEqual(
        [
          ...fieldsOf('Lodging'),
          ...within('location', place.split('/').at(-1)!),
          ...within('complainant', 'Person'),
          ...within('representative', 'Person'),
        ].sort(),
      );
    });

    test('verifies a complaint as complete once', async () => {
      const { id } = await city.lodge({ category: null });
      const verify = () =>
        act(city, id, 'verification', { complete: true, note: 'Lengkap, tinggal disposisi' }, 'coordinator');
      expect((await verify()).body).toMatchObject({ status: 'received', version: 2, office: null });
      const again = await verify();
      expect(again).toMatchObject({ status: 409, body: { code: 'complaint.act-not-allowed', status: 409 } });
      expect(again.problem['allowedActions']).toEqual((await city.complaint(id)).allowedActions);
      const shown = await settled(city, id);
      expect([clock(shown, 'verification').status, clock(shown, 'decision').status]).toEqual(['met', 'running']);
    });

    test('may classify in the verification, whether the complaint is complete or not', async () => {
      for (const body of [{ complete: true }, { complete: false, missing }]) {
        const { id } = await city.lodge({ category: null });
        const kind = { classification: 'aspiration', category: 'roads.bridge' };
        expect(
          pointers(await act(city, id, 'verification', { ...body, category: 'roads.unheard-of' }, 'coordinator')),
        ).toEqual(['/category']);
        expect(await done(city, id, 'verification', { ...body, ...kind }, 'coordinator')).toMatchObject({
          ...kind,
          version: 2,
        });
      }
    });

    test('changes class or category, and must name one of them', async () => {
      const { id } = await routed(city, { category: null });
      const classify = (body: object) => act(city, id, 'classification', body, 'coordinator');
      expect(pointers(await classify({ reason: 'Keliru' }))).toEqual(['/classification']);
      expect(pointers(await classify({ category: 'roads.pothole' }))).toEqual(['/reason']);
      const unknown = await classify({ category: 'roads.unheard-of', reason: 'Keliru' });
      expect(unknown).toMatchObject({
        status: 422,
        body: { code: 'reference.unknown', errors: [{ pointer: '/category', code: 'unknown_code' }] },
      });
      expect((await classify({ category: 'roads.pothole', reason: 'Soal jalan' })).body).toMatchObject({
        category: 'roads.pothole',
        classification: 'ordinary_complaint',
        status: 'received',
      });
      // A category with a routing rule does not assign it either: the complaint waits for a decision of the
      // coordinator.
      expect(await settled(city, id)).toMatchObject({ status: 'received', office: null, version: 2 });
    });

    test('sends a supervisory complaint to the inspectorate, and moves none by a later classification', async () => {
      const supervisory = await routed(city, { classification: 'supervisory_complaint' });
      const before = await city.complaint(supervisory.id);
      expect(before).toMatchObject({ status: 'assigned', office: { code: 'INSPEKTORAT' } });
      await done(
        city,
        supervisory.id,
        'classification',
        { classification: 'ordinary_complaint', reason: 'Hanya soal jalannya' },
        'coordinator',
      );
      const after = await settled(city, supervisory.id);
      expect(after).toMatchObject({ status: 'assigned', office: { code: 'INSPEKTORAT' }, version: before.version + 1 });
      expect(clock(after, 'resolution').dueAt! < clock(before, 'resolution').dueAt!).toBe(true);

      const ordinary = await routed(city);
      await done(
        city,
        ordinary.id,
        'classification',
        { classification: 'supervisory_complaint', reason: 'Petugas meminta uang' },
        'coordinator',
      );
      const moved = await settled(city, ordinary.id);
      expect(moved).toMatchObject({
        status: 'assigned',
        office: { code: 'PUPR' },
        classification: 'supervisory_complaint',
      });
      expect(clock(moved, 'resolution').dueAt! > clock(await city.complaint(after.id), 'resolution').dueAt!).toBe(true);
    });

    test('archives with reason and remedy, which ends all clocks', async () => {
      const complaint = await accepted(city);
      const whole = {
        reasonCode: 'before_court',
        explanation: 'Perkara ini sedang diperiksa pengadilan.',
        remedy: 'Ibu dapat menunggu putusannya.',
      };
      const archive = (body: object) => act(city, complaint.id, 'archiving', body, 'coordinator');
      for (const field of Object.keys(whole))
        expect(pointers(await archive({ ...whole, [field]: undefined }))).toEqual([`/${field}`]);
      expect(pointers(await archive({ ...whole, remedy: '  ' }))).toEqual(['/remedy']);
      expect(pointers(await archive({ ...whole, reasonCode: 'not_our_business' }))).toEqual(['/reasonCode']);
      expect((await archive(whole)).body).toMatchObject({
        status: 'archived',
        outcome: null,
        closedAt: expect.any(String),
        dueAt: null,
      });

      const shown = await settled(city, complaint.id);
      expect(shown.clocks.filter(({ status }) => ['running', 'paused'].includes(status))).toEqual([]);
      expect(shown.allowedActions).toEqual(['reopening', 'internal-notes', 'identity-disclosure']);
      expect((await tracked(city, complaint)).body.timeline.at(-1)!.text).toBe(
        `${whole.explanation}\n\n${whole.remedy}`,
      );
    });

    test('refers out with the body and its channel, which the citizen reads', async () => {
      const complaint = await accepted(city);
      const whole = { name: 'PLN UP3 Banjarmasin', channel: 'Telepon 123', reason: 'Tiang listrik milik PLN' };
      for (const field of Object.keys(whole))
        expect(
          pointers(await act(city, complaint.id, 'referral-out', { ...whole, [field]: undefined }, 'coordinator')),
        ).toEqual([`/${field}`]);
      expect(await done(city, complaint.id, 'referral-out', whole, 'coordinator')).toMatchObject({
        status: 'closed',
        outcome: 'referred_out',
      });
      const shown = await settled(city, complaint.id);
      expect(
        shown.clocks.filter(({ status }) => ['running', 'paused'].includes(status)).map(({ name }) => name),
      ).toEqual(['reopening']);
      expect((await tracked(city, complaint)).body.timeline.at(-1)!.text).toBe(Object.values(whole).join('\n\n'));
    });

    test('reopens a closed or archived complaint at its office with full clocks, or in the queue', async () => {
      const reopen = (id: string) =>
        act(city, id, 'reopening', { reason: 'Lubang yang sama terbuka lagi' }, 'coordinator');
      const archiving = {
        reasonCode: 'already_settled',
        explanation: 'Sudah ditambal bulan lalu.',
        remedy: 'Ombudsman RI, telepon 137.',
      };
      const known = await accepted(city);
      expect((await reopen(known.id)).status).toBe(409);
      await done(city, known.id, 'archiving', archiving, 'coordinator');
      expect((await reopen(known.id)).body).toMatchObject({
        status: 'in_progress',
        cycle: 2,
        outcome: null,
        closedAt: null,
        office: { code: 'PUPR' },
      });
      const begun = (await settled(city, known.id)).clocks.filter(
        ({ cycle, status }) => cycle === 2 && status === 'running',
      );
      expect(begun.map(({ name }) => name).sort()).toEqual([
        'decision',
        'first_response',
        'human_contact',
        'resolution',
      ]);

      const queued = await city.lodge({ category: null });
      await done(city, queued.id, 'verification', { complete: true }, 'coordinator');
      await done(city, queued.id, 'archiving', archiving, 'coordinator');
      expect((await reopen(queued.id)).body).toMatchObject({ status: 'received', cycle: 2, office: null });
      const waiting = await settled(city, queued.id);
      expect(clock(waiting, 'verification')).toMatchObject({ cycle: 2, status: 'running' });
      expect(waiting.allowedActions).toContain('verification');
      expect((await done(city, queued.id, 'verification', { complete: true }, 'coordinator')).version).toBe(5);
    });
  });

  describe('office', () => {
    test('returns a complaint to the queue at the third transfer, where it stays with the suggestions', async () => {
      const complaint = await accepted(city);
      const { id } = complaint;
      const handOn = (from: string, toOffice: string) =>
        done(city, id, 'transfer', { toOffice, reason: 'Bukan jalan kami' }, `officer:${from}`);
      expect(await handOn('PUPR', 'DLH')).toMatchObject({ status: 'assigned', office: { code: 'DLH' }, bounces: 1 });
      expect(await handOn('DLH', 'DISHUB')).toMatchObject({
        status: 'assigned',
        office: { code: 'DISHUB' },
        bounces: 2,
      });
      expect(await handOn('DISHUB', 'PUPR')).toMatchObject({
        status: 'received',
        office: null,
        suggestedOffice: 'PUPR',
        bounces: 3,
        assignedAt: null,
      });

      const queued = await settled(city, id);
      expect(queued).toMatchObject({ status: 'received', office: null, suggestedOffice: 'PUPR' });
      expect(queued.allowedActions).toContain('assignment');
      expect(clock(queued, 'verification').status).toBe('running');
      for (const office of ['PUPR', 'DLH', 'DISHUB'])
        expect((await city.get(`/v1/complaints/${id}`, { as: `officer:${office}` })).status).toBe(404);

      // Its category has a rule, and the completion triggers the rule. The complaint had an office before, so it waits
      // all the same.
      await done(city, id, 'verification', { complete: false, missing }, 'coordinator');
      const completed = await city.post(
        `/v1/tracking/${complaint.ticket}/completion`,
        { note: 'Nomor 12' },
        { headers: { 'x-access-code': complaint.receipt.accessCode } },
      );
      expect(completed.body).toMatchObject({ status: 'received' });
      expect(await settled(city, id)).toMatchObject({
        status: 'received',
        office: null,
        suggestedOffice: 'PUPR',
        bounces: 3,
      });

      expect(await done(city, id, 'assignment', { office: 'DLH', reason: 'Taman kota' }, 'coordinator')).toMatchObject({
        office: { code: 'DLH' },
        suggestedOffice: null,
      });
      // Transfers by the coordinator go directly to the named office and do not count.
      expect(await done(city, id, 'transfer', { toOffice: 'DISHUB', reason: 'Rambu' }, 'coordinator')).toMatchObject({
        status: 'assigned',
        office: { code: 'DISHUB' },
        bounces: 3,
      });
      expect(await handOn('DISHUB', 'DLH')).toMatchObject({ status: 'received', suggestedOffice: 'DLH', bounces: 4 });
    });

    test('gets the response of its transfer, also again with the same key, and then loses access', async () => {
      const { id } = await accepted(city);
      const handOn = (body: object, headers: Record<string, string> = {}) =>
        act(city, id, 'transfer', body, 'office_head:PUPR', headers);
      const whole = { toOffice: 'DLH', reason: 'Pohonnya, bukan jalannya' };
      const unknown = await handOn({ ...whole, toOffice: 'ATLANTIS' });
      expect(unknown).toMatchObject({
        status: 422,
        body: { code: 'reference.unknown', errors: [{ pointer: '/toOffice', code: 'unknown_code' }] },
      });
      const already = await handOn({ ...whole, toOffice: 'PUPR' });
      expect(already).toMatchObject({ status: 409, body: { code: 'complaint.already-there' } });
      expect(already.problem['allowedActions']).toEqual((await city.complaint(id, 'office_head:PUPR')).allowedActions);

      const first = await handOn(whole, { 'idempotency-key': 'hand-on' });
      expect(first).toMatchObject({
        status: 200,
        body: { status: 'assigned', office: { code: 'DLH' }, allowedActions: [] },
      });
      const again = await handOn(whole, { 'idempotency-key': 'hand-on' });
      expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([first.text, 'true']);
      expect((await handOn(whole)).status).toBe(404);
      for (const path of ['', '/timeline'])
        expect((await city.get(`/v1/complaints/${id}${path}`, { as: 'office_head:PUPR' })).status).toBe(404);
      expect(await city.complaint(id, 'officer:DLH')).toMatchObject({
        status: 'assigned',
        version: first.body.version,
      });
    });

    test('contacts the complainant in person, which is a duty of its own', async () => {
      const { id } = await routed(city);
      const contact = (body: object) => act(city, id, 'contact', body, 'officer:PUPR');
      expect(pointers(await contact({ by: 'robot' }))).toEqual(['/by', '/note']);
      expect((await contact({ by: 'visit', note: 'Kami melihat lubangnya bersama Bu Siti.' })).body).toMatchObject({
        status: 'assigned',
        version: 3,
      });
      const shown = await settled(city, id);
      expect([clock(shown, 'human_contact').status, clock(shown, 'first_response').status]).toEqual(['met', 'running']);
    });

    test('asks a question with a term of one to ten working days', async () => {
      const { id } = await accepted(city);
      for (const dueInWorkingDays of [0, 11, 2.5, '5'])
        expect(
          pointers(
            await act(city, id, 'information-request', { question: 'Lajur kiri?', dueInWorkingDays }, 'officer:PUPR'),
          ),
        ).toEqual(['/dueInWorkingDays']);
      expect(pointers(await act(city, id, 'information-request', { question: ' ' }, 'officer:PUPR'))).toEqual([
        '/question',
      ]);
      await done(city, id, 'information-request', { question: 'Kiri?' }, 'officer:PUPR');
      expect((await ofComplaint(city, id)).at(-1)).toMatchObject({
        type: 'complaint.information-requested.v1',
        data: { dueInWorkingDays: 10 },
      });
    });
  });

  test('notes are never visible to the citizen and change no version', async () => {
    const complaint = await accepted(city, { channel: 'app', counter: null });
    const { id } = complaint;
    const before = await settled(city, id);
    const note = (text: string, as: string) =>
      act(city, id, 'internal-notes', { text }, as, { 'if-match': `"${before.version}"` });
    for (const as of ['officer:PUPR', 'coordinator', 'coordinator:DISKOMINFOTIK']) {
      const { status, headers, body } = await note(`rahasia dapur ${as}`, as);
      expect([as, status, headers.get('etag'), body.version]).toEqual([as, 200, `"${before.version}"`, before.version]);
    }
    expect((await note('x', 'officer:DLH')).status).toBe(404);
    expect((await note('x', 'auditor')).status).toBe(403);
    expect(withoutTime(await settled(city, id))).toEqual(withoutTime(before));

    const read = async (as: string): Promise<string[]> => {
      const { items } = (await city.get(`/v1/complaints/${id}/timeline?limit=200`, { as })).body;
      return items
        .flatMap(({ texts }) => texts.map(({ body }) => body))
        .filter((text: string) => text.startsWith('rahasia dapur'));
    };
    for (const as of ['officer:PUPR', 'office_head:PUPR'])
      expect([as, await read(as)]).toEqual([as, ['rahasia dapur officer:PUPR']]);
    for (const as of ['coordinator', 'coordinator:DLH'])
      expect([as, await read(as)]).toEqual([
        as,
        ['rahasia dapur coordinator', 'rahasia dapur coordinator:DISKOMINFOTIK'],
      ]);
    for (const as of ['counter_clerk', 'sla_operator', 'auditor']) expect([as, await read(as)]).toEqual([as, []]);
    for (const language of ['id', 'en']) {
      const { text } = await city.get(`/v1/tracking/${complaint.ticket}`, {
        headers: { 'x-access-code': complaint.receipt.accessCode, 'accept-language': language },
      });
      expect(text).not.toMatch(/rahasia dapur|catatan|note/i);
    }
    expect((await city.get(`/v1/complaints/${id}`, { as: 'counter_clerk' })).text).not.toContain('rahasia dapur');

    // The next office has its own notes.
    await done(city, id, 'transfer', { toOffice: 'DLH', reason: 'Pohonnya' }, 'officer:PUPR');
    await city.settle();
    expect(await read('officer:DLH')).toEqual([]);
  });

  test('acts are readable in the timeline', async () => {
    const { id } = await routed(city, { category: null });
    const acts: readonly (readonly [route: StaffRoute, body: object, as: string])[] = [
      ['verification', { complete: true }, 'coordinator'],
      ['classification', { classification: 'supervisory_complaint', reason: 'Sikap petugas' }, 'coordinator'],
      ['assignment', { office: 'PUPR', reason: 'Jalan kota' }, 'coordinator'],
      ['contact', { by: 'counter', note: 'Bu Siti datang' }, 'officer:PUPR'],
      ['acceptance', {}, 'officer:PUPR'],
      ['information-request', { question: 'Kapan?' }, 'officer:PUPR'],
      ['transfer', { toOffice: 'DLH', reason: 'Pohon' }, 'officer:PUPR'],
      ['transfer', { toOffice: 'DISHUB', reason: 'Rambu' }, 'officer:DLH'],
      ['transfer', { toOffice: 'PUPR', reason: 'Jalan' }, 'officer:DISHUB'],
      ['internal-notes', { text: 'Tanya Bagian Hukum' }, 'coordinator'],
      ['archiving', { reasonCode: 'before_court', explanation: 'x', remedy: 'x' }, 'coordinator'],
      ['reopening', { reason: 'Putusan sudah ada' }, 'coordinator'],
      ['verification', { complete: false, missing }, 'coordinator'],
    ];
    for (const [route, body, as] of acts) await done(city, id, route, body, as);
    const referred = await routed(city);
    await done(city, referred.id, 'referral-out', { name: 'PLN', channel: '123', reason: 'x' }, 'coordinator');
    await city.settle();
    const timelineOf = async (of: string): Promise<string[]> =>
      (await city.get(`/v1/complaints/${of}/timeline?limit=200`, { as: 'coordinator' })).body.items
        .filter(({ type }) => type.startsWith('complaint.'))
        .map(({ what }) => what);
    expect(await timelineOf(id)).toEqual([
      'Pengaduan diterima',
      'Dinyatakan lengkap oleh koordinator',
      'Digolongkan ulang sebagai pengaduan berkadar pengawasan',
      'Diteruskan ke Dinas Pekerjaan Umum dan Penataan Ruang',
      'Dinas Pekerjaan Umum dan Penataan Ruang bertemu pelapor di loket',
      'Dinas Pekerjaan Umum dan Penataan Ruang mulai menangani',
      'Dinas Pekerjaan Umum dan Penataan Ruang bertanya kepada pelapor',
      'Dialihkan dari Dinas Pekerjaan Umum dan Penataan Ruang ke Dinas Lingkungan Hidup',
      'Dialihkan dari Dinas Lingkungan Hidup ke Dinas Perhubungan',
      'Dikembalikan oleh Dinas Perhubungan kepada koordinator, dengan usulan ke Dinas Pekerjaan Umum dan Penataan Ruang',
      'Catatan internal ditambahkan',
      'Diarsipkan: sedang diperiksa pengadilan',
      'Dibuka kembali, menunggu koordinator',
      'Pelapor diminta melengkapi pengaduan',
    ]);
    expect((await timelineOf(referred.id)).at(-1)).toBe('Dirujuk ke lembaga di luar pemerintah kota');
  });
});

describe('clocks of those acts', () => {
  test('end with the transfer for the old office, and the new one is late only by its own neglect', () =>
    inCity(async city => {
      const { id } = await routed(city);
      await city.advance('P9D');
      const [old] = await escalations(city, id, 'first_response');
      expect(old).toMatchObject({ level: 1, target: 'office_head', office: 'PUPR', status: 'open' });
      await done(city, id, 'transfer', { toOffice: 'DLH', reason: 'Pohonnya' }, 'officer:PUPR');
      const moved = await settled(city, id);
      expect(
        (await escalations(city, id, 'first_response')).map(({ status, endReason }) => ({ status, endReason })),
      ).toEqual([{ status: 'ended', endReason: 'transferred' }]);
      expect(moved.clocks.filter(({ name }) => name === 'first_response').map(({ status }) => status)).toEqual([
        'breached',
        'running',
      ]);

      await city.advance('P9D');
      const [, raised, ...more] = await escalations(city, id, 'first_response');
      expect(raised).toMatchObject({ level: 1, target: 'office_head', office: 'DLH', status: 'open' });
      expect(raised!.clockId).not.toBe(old!.clockId);
      expect(more.filter(({ level }) => level === 1)).toEqual([]);
    }));

  test('pause for the office while it waits for an answer, and are extended by exactly that time', () =>
    inCity(async city => {
      const { id } = await accepted(city);
      const before = await settled(city, id);
      await done(
        city,
        id,
        'information-request',
        { question: 'Lajur kiri atau kanan?', dueInWorkingDays: 2 },
        'officer:PUPR',
      );
      const questioned = await settled(city, id);
      expect(questioned).toMatchObject({ status: 'awaiting_complainant', dueAt: null });
      expect(clock(questioned, 'first_response').status).toBe('met');
      for (const name of ['resolution', 'decision'] as const)
        expect(clock(questioned, name)).toMatchObject({ status: 'paused', dueAt: null });
      const answer = clock(questioned, 'complainant_answer');
      expect(answer).toMatchObject({ status: 'running', dueAt: '2026-07-08T08:00:00.000Z' });

      await city.advance('P1D');
      expect((await city.complaint(id)).status).toBe('awaiting_complainant');
      await city.advance('P2D');
      const resumed = await city.complaint(id);
      expect(resumed).toMatchObject({ status: 'in_progress', dueAt: expect.any(String) });
      expect((await ofComplaint(city, id)).at(-1)).toMatchObject({
        type: 'complaint.answer-lapsed.v1',
        data: { clockId: answer.id },
      });
      const waited = Date.parse(answer.dueAt!) - Date.parse(answer.startedAt);
      expect(Date.parse(clock(resumed, 'decision').dueAt!) - Date.parse(clock(before, 'decision').dueAt!)).toBe(waited);
      // 21 working hours less the seconds before the question: three working days, the first of which had begun at
      // 07:30.
      const late = Date.parse('2026-07-29T14:30:00+08:00') - Date.parse(clock(resumed, 'resolution').dueAt!);
      expect(late).toBe(Date.parse(answer.startedAt) - Date.parse(start));
      expect(late).toBeLessThan(hour);
    }));

  test.each([
    [
      'answered',
      async (city: TestApp, complaint: Schemas['LodgedComplaint']) => {
        const answered = await city.post(
          `/v1/tracking/${complaint.ticket}/answer`,
          { text: 'Kiri' },
          { headers: { 'x-access-code': complaint.receipt.accessCode } },
        );
        expect(answered.status).toBe(200);
        return 'PUPR';
      },
    ],
    [
      'left behind by a transfer',
      async (city: TestApp, { id }: Schemas['LodgedComplaint']) => {
        await done(city, id, 'transfer', { toOffice: 'DLH', reason: 'Pohonnya' }, 'officer:PUPR');
        await done(city, id, 'acceptance', {}, 'officer:DLH');
        return 'DLH';
      },
    ],
  ])('answering one question never ends the next: the first was %s', (_, leave) =>
    inCity(async city => {
      const complaint = await accepted(city);
      const { id } = complaint;
      const ask = (office: string, dueInWorkingDays: number) =>
        done(city, id, 'information-request', { question: 'Yang mana?', dueInWorkingDays }, `officer:${office}`);
      await ask('PUPR', 1);
      await city.settle();
      // The first window ends, and its event is not consumed yet. Until that decision the act of the citizen succeeds.
      await city.consumer('intake').close();
      await city.jump('P2D');
      await until(async () =>
        (await city.publishedEvents(id)).some(
          ({ type, data }) => type === 'clock.lapsed.v1' && JSON.parse(data).name === 'complainant_answer',
        ),
      );
      await ask(await leave(city, complaint), 10);
      await city.consumer('intake').listen();

      const waiting = await settled(city, id);
      expect(waiting.status).toBe('awaiting_complainant');
      expect(waiting.clocks.filter(({ name }) => name === 'complainant_answer').map(({ status }) => status)).toEqual([
        'lapsed',
        'running',
      ]);
      await city.advance('P20D');
      expect((await city.complaint(id)).status).toBe('in_progress');
      const lapsed = (await ofComplaint(city, id)).filter(({ type }) => type === 'complaint.answer-lapsed.v1');
      expect(lapsed.map(({ data }) => (data as Events['complaint.answer-lapsed.v1']).clockId)).toEqual([
        clock(waiting, 'complainant_answer').id,
      ]);
    }),
  );
});
