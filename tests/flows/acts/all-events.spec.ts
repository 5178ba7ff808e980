import { eventTypes } from '@tuntas/contracts';
import { TestApp, type TestResponse } from '../../kit/app.js';
import { decision, complaintsIn, missing } from '../../kit/complaints.js';
import type { PublishedEvent } from '../../kit/published-events.js';
import type { Schemas, StaffRoute, CitizenRoute } from '../../kit/response-body.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';
const denial = { decision: 'denied', explanation: 'Ini jalan provinsi.', remedy: 'Ombudsman, atau dinas provinsi.' };

/** Event types with flows of their own: warnings and acts of the Ombudsman. */
const isTestedElsewhere = (type: string): boolean =>
  /^(clock\.warned|case\.(?!opened|referral-attached|notice-added))/.test(type);

/**
 * The readers of timelines and the notes hidden from each. Notes are visible to the office that wrote them; those of
 * coordinators only to coordinators.
 */
const note = 'complaint.note-added.v1';
const readers: Readonly<Record<string, (event: PublishedEvent) => boolean>> = {
  coordinator: ({ type, data }) => type === note && JSON.parse(data).office !== null,
  'officer:PUPR': ({ type, data }) => type === note && JSON.parse(data).office !== 'PUPR',
  counter_clerk: ({ type }) => type === note,
  auditor: ({ type }) => type === note,
  sla_operator: ({ type }) => type === note,
  inspectorate: ({ type }) => type === note,
  ombudsman: ({ type }) => type === note,
};
const raw =
  /[a-z]_[a-z]|undefined|null|NaN|[{}<>[\]]|[0-9a-f]{8}-[0-9a-f]{4}|\b(head|deputy|dev|clerk|office_head):|[a-z]\.v1/;

describe('all events of complaints', () => {
  let city: TestApp;
  const ids: string[] = [];
  const lodged: Schemas['LodgedComplaint'][] = [];
  const { staff, done, tracked, escalations } = complaintsIn(() => city);

  const lodge = async (different: object = {}) => {
    const complaint = await city.lodge(different);
    ids.push(complaint.id);
    lodged.push(complaint);
    await city.settle();
    return complaint;
  };
  const acts = async (
    complaint: Schemas['LodgedComplaint'],
    ...all: readonly (readonly [route: StaffRoute | CitizenRoute, body: object, as: string])[]
  ): Promise<void> => {
    for (const [route, body, as] of all) {
      if (as === 'citizen') await done(complaint, route as CitizenRoute, body);
      else if (as === 'counter_clerk')
        expect([
          route,
          (
            await city.post(
              `/v1/complaints/${complaint.id}/citizen-acts`,
              { act: route, ...body, onBehalf: true },
              { as, headers: { 'x-access-code': complaint.receipt.accessCode } },
            )
          ).status,
        ]).toEqual([route, 200]);
      else await staff(complaint.id, route as StaffRoute, body, as);
    }
  };
  const coordinator = 'coordinator';
  const pupr = 'officer:PUPR';

  beforeAll(async () => {
    city = await TestApp.start({ at: start });
    await city.sql(`UPDATE reference.offices SET head = NULL, deputy = NULL WHERE code = 'DLH'`);

    const whole = await lodge({ category: null, consentToOmbudsman: false });
    await acts(
      whole,
      ['verification', { complete: false, missing }, coordinator],
      ['completion', { note: 'Nomor 12' }, 'counter_clerk'],
      ['verification', { complete: true }, coordinator],
      ['classification', { classification: 'aspiration', reason: 'Usulan' }, coordinator],
      ['classification', { classification: 'ordinary_complaint', reason: 'Keluhan' }, coordinator],
      ['assignment', { office: 'PUPR', reason: 'Jalan kota' }, coordinator],
      ['contact', { by: 'visit', note: 'Ke rumah' }, pupr],
      ['acceptance', {}, 'office_head:PUPR'],
      ['internal-notes', { text: 'Anggaran ada' }, pupr],
      ['internal-notes', { text: 'Tanya Bagian Hukum' }, coordinator],
      ['information-request', { question: 'Yang mana?' }, pupr],
      ['answer', { text: 'Kiri' }, 'citizen'],
      ['response', { text: 'Besok', isPublic: true }, pupr],
    );
    expect(
      (await city.post(`/v1/complaints/${whole.id}/identity-disclosure`, { reason: 'Menjemput pelapor' }, { as: pupr }))
        .status,
    ).toBe(200);
    await city.settle();
    await staff(whole.id, 'information-request', { question: 'Kapan?', dueInWorkingDays: 1 });
    const withdrawn = await lodge();
    await acts(
      withdrawn,
      ['withdrawal', { reason: 'Sudah beres' }, 'counter_clerk'],
      ['reopening', { reason: 'Keliru' }, coordinator],
      ['archiving', { reasonCode: 'already_settled', explanation: 'x', remedy: 'x' }, coordinator],
    );
    await acts(await lodge(), ['referral-out', { name: 'PLN', channel: '123', reason: 'Tiang' }, coordinator]);
    const handled = await lodge();
    await acts(
      handled,
      ['acceptance', {}, pupr],
      ['resolution', decision, pupr],
      ['confirmation', { heard: true }, 'citizen'],
      ['reopening', { reason: 'Lagi' }, 'citizen'],
    );
    const agreed = await lodge();
    await acts(
      agreed,
      ['acceptance', {}, pupr],
      ['resolution', denial, pupr],
      ['confirmation', { rating: { attitude: 5, attention: 5, action: 5 } }, 'citizen'],
    );
    await acts(await lodge({ category: null, complainant: { name: 'Siti Rahmah' } }), [
      'verification',
      { complete: false, missing },
      coordinator,
    ]);
    const {
      items: [paper],
    } = (await city.get('/v1/messages/print-queue', { as: 'counter_clerk' })).body;
    expect((await city.post(`/v1/messages/${paper!.id}/handover`, {}, { as: 'counter_clerk' })).status).toBe(200);
    const neglected = await lodge();
    const unconsented = await lodge({ category: 'waste.collection', consentToOmbudsman: false });
    const levy = await lodge({ category: 'conduct.illegal_levy', isAnonymous: true });

    await city.advance('P4D');
    expect(await city.complaint(whole.id)).toMatchObject({ status: 'in_progress' });
    await acts(
      whole,
      ['resolution', decision, pupr],
      ['objection', { reason: 'Belum' }, 'citizen'],
      ['transfer', { toOffice: 'PKM-SUNGAI-ANDAI', reason: 'Puskesmas' }, pupr],
    );
    await city.settle();
    await acts(
      whole,
      ['transfer', { toOffice: 'DISHUB', reason: 'Rambu' }, 'officer:PKM-SUNGAI-ANDAI'],
      ['transfer', { toOffice: 'DLH', reason: 'Pohon' }, 'officer:DISHUB'],
      ['assignment', { office: 'PUPR', reason: 'Jalan' }, coordinator],
      ['acceptance', {}, pupr],
      ['resolution', decision, pupr],
    );

    await city.advance('P60D');
    const [first] = (await escalations(neglected.id)).filter(({ status }) => status === 'open');
    expect(
      (await city.post(`/v1/escalations/${first!.id}/acknowledgement`, {}, { as: 'office_head:PUPR' })).status,
    ).toBe(200);
    await acts(
      neglected,
      ['acceptance', {}, pupr],
      ['resolution', decision, pupr],
      ['objection', { reason: 'Belum' }, 'citizen'],
      ['referral', { consent: true }, 'citizen'],
      ['resolution', decision, pupr],
    );
    await acts(unconsented, ['referral', { consent: true }, 'citizen']);
    await city.post(`/v1/complaints/${levy.id}/escalation`, { level: 3, reason: 'Mendesak' }, { as: 'inspectorate' });
    await city.advance('P60D');
  });
  afterAll(() => city.stop());

  const publishedEvents = async (id: string): Promise<readonly PublishedEvent[]> => city.publishedEvents(id);
  const timeline = async (id: string, as: string, language = 'id'): Promise<Schemas['TimelineItem'][] | null> => {
    const items: Schemas['TimelineItem'][] = [];
    for (let next: string | null = ''; next !== null;) {
      const { status, body }: TestResponse<Schemas['Timeline']> = await city.get(
        `/v1/complaints/${id}/timeline?limit=200${next && `&cursor=${next}`}`,
        { as, headers: { 'accept-language': language } },
      );
      if (status === 404) return null;
      items.push(...body.items);
      next = body.next;
    }
    return items;
  };

  test('covers every event type except those with a flow of their own', async () => {
    const seen = new Set((await city.publishedEvents()).map(({ type }) => type));
    expect(eventTypes.filter(type => !seen.has(type) && !isTestedElsewhere(type))).toEqual([]);
  });

  test('are in the audit log once, in order, with their actor', async () => {
    for (const id of ids) {
      const items: Schemas['AuditEntry'][] = [];
      for (let next: string | null = ''; next !== null;) {
        const { body }: TestResponse<Schemas['AuditList']> = await city.get(
          `/v1/complaints/${id}/audit?limit=200${next && `&cursor=${next}`}`,
          {
            as: 'auditor',
          },
        );
        items.push(...body.items);
        next = body.next;
      }
      expect(items.map(({ source, sequence, type }) => ({ source, sequence, type }))).toEqual(
        (await publishedEvents(id)).map(({ source, sequence, type }) => ({ source, sequence, type })),
      );
      const positions = items.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      for (const { actor, leafHash } of items) {
        expect([actor.role, actor.ref, leafHash]).toEqual([
          expect.stringMatching(/^[a-z_]+$/),
          expect.stringMatching(/\S/),
          expect.stringMatching(/^[0-9a-f]{64}$/),
        ]);
        if (actor.role === 'officer' || actor.role === 'office_head') expect(actor.office).toEqual(expect.any(String));
      }
    }
  });

  test.each(Object.keys(readers))(
    'are in the timeline of %s once, in order of occurrence, without the notes of others',
    async as => {
      let read = 0;
      for (const id of ids) {
        const items = await timeline(id, as);
        if (items === null) continue;
        read += 1;
        const shown = (await publishedEvents(id)).filter(event => !readers[as]!(event)).map(({ type }) => type);
        expect(items.map(({ type }) => type).sort()).toEqual(shown.sort());
        const instants = items.map(({ at }) => at);
        expect(instants).toEqual([...instants].sort());
        // Events of one source stay in order.
        const acts = (await publishedEvents(id))
          .filter(event => event.source === 'complaints' && !readers[as]!(event))
          .map(({ type }) => type);
        expect(items.map(({ type }) => type).filter(type => /^(complaint|identity|message)\./.test(type))).toEqual(
          acts,
        );
      }
      expect(read).toBeGreaterThan(0);
    },
  );

  test('have a sentence in both languages that names the actor and the office', async () => {
    const offices = new Set((await city.sql('SELECT name FROM reference.offices')).map(({ name }) => name as string));
    for (const id of ids) {
      const [indonesian, english] = [(await timeline(id, coordinator))!, (await timeline(id, coordinator, 'en'))!];
      for (const [n, { type, what, by }] of indonesian.entries()) {
        const other = english[n];
        for (const text of [what, by.who, other!.what, other!.by.who]) {
          expect([type, text]).toEqual([type, expect.stringMatching(/^[A-Z0-9]\S*( \S+)*$/)]);
          expect([type, text]).toEqual([type, expect.not.stringMatching(raw)]);
          expect([type, text]).toEqual([
            type,
            expect.not.stringMatching(/\b(PUPR|DLH|DISHUB|PKM-SUNGAI-ANDAI|INSPEKTORAT)\b|[.,;:]$/),
          ]);
        }
        expect([type, other!.what]).not.toEqual([type, what]);
        expect(other!.type).toBe(type);
        if (by.office !== null && by.role.startsWith('office'))
          expect([type, offices.has(by.who.split(', ')[1]!)]).toEqual([type, true]);
      }
    }
    const whole = (await timeline(ids[0]!, coordinator))!;
    const who = (type: string): string => whole.find(item => item.type === type)!.by.who;
    expect([
      who('complaint.lodged.v1'),
      who('complaint.completed.v1'),
      who('complaint.accepted.v1'),
      who('complaint.responded.v1'),
      who('complaint.objected.v1'),
      who('clock.started.v1'),
    ]).toEqual([
      'Petugas loket',
      'Petugas loket, untuk pelapor',
      'Pimpinan, Dinas Pekerjaan Umum dan Penataan Ruang',
      'Petugas, Dinas Pekerjaan Umum dan Penataan Ruang',
      'Pelapor',
      'Sistem',
    ]);
  });

  test('are on the tracking page act by act, without internal acts of staff', async () => {
    for (const complaint of lodged) {
      const [{ acts }] = (await city.sql(
        'SELECT jsonb_array_length(history) AS acts FROM complaints.complaints WHERE id = $1',
        [complaint.id],
      )) as [{ acts: number }];
      for (const language of ['id', 'en']) {
        const page = await tracked(complaint, language);
        expect(page.timeline).toHaveLength(acts);
        for (const { what } of page.timeline) expect(what).toEqual(expect.stringMatching(/^[A-Z].*\.$/));
        for (const text of [page.explanation, ...page.timeline.map(({ what }) => what)])
          expect(text).toEqual(expect.not.stringMatching(raw));
      }
    }
  });
});
