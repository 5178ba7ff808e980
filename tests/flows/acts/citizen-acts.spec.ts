import type { ClockName, Events } from '@tuntas/contracts';
import { TestApp, until, type TestResponse } from '../../kit/app.js';
import { HeldAct, installHoldTrigger } from '../../kit/held-act.js';
import { decision, complaintsIn, missing } from '../../kit/complaints.js';
import type { Schemas, CitizenRoute } from '../../kit/response-body.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';
const officer = 'officer:PUPR';

/** The parts of a response that must be identical, byte for byte, in two responses to one request. */
const comparable = ({ status, headers, text }: TestResponse) => ({
  status,
  text,
  etag: headers.get('etag'),
  type: headers.get('content-type'),
});
const replayed = ({ headers }: TestResponse): boolean => headers.get('idempotency-replayed') === 'true';

describe('acts of a citizen on a complaint', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
    await installHoldTrigger(city);
  });
  afterAll(() => city.stop());

  const {
    staff,
    byCitizen,
    done,
    tracked,
    assigned,
    accepted,
    resolved,
    ofComplaint,
    types,
    escalations,
    caseOf,
    clock,
  } = complaintsIn(() => city);

  describe('supplying missing information', () => {
    test.each([
      ['received', () => city.lodge({ category: null })],
      ['assigned', () => assigned()],
      ['in_progress', () => accepted()],
    ] as const)('returns the complaint to its previous state: %s', async (status, begin) => {
      const complaint = await begin();
      await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
      await city.settle();
      expect(await tracked(complaint)).toMatchObject({
        status: 'awaiting_completion',
        allowedActions: ['completion', 'withdrawal', 'referral'],
        until: expect.any(String),
      });
      const { office } = await city.complaint(complaint.id);
      expect(await done(complaint, 'completion', { note: 'Nomor 12, seberang masjid.' })).toMatchObject({ status });
      await city.settle();
      expect(await city.complaint(complaint.id)).toMatchObject({ status, office });
      expect(await clock(complaint.id, 'completion')).toMatchObject({ status: 'met' });
    });

    test('fills the gaps, after which the routing rule assigns the complaint', async () => {
      const complaint = await city.lodge({ category: null, location: null, requestedSettlement: null });
      await staff(
        complaint.id,
        'verification',
        { complete: false, missing: [{ field: 'category', note: 'Soal apa, Bu?' }, ...missing] },
        'coordinator',
      );
      await done(complaint, 'completion', {
        description: 'Lubang besar di depan gerbang sekolah, sudah tiga minggu.',
        note: 'Semoga sudah lengkap, Pak.',
        fields: {
          category: 'roads.pothole',
          requestedSettlement: 'Mohon segera ditambal',
          incidentAt: '2026-06-20T07:00:00+08:00',
          location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya 12' },
        },
      });
      await city.settle();
      expect(await city.complaint(complaint.id, officer)).toMatchObject({
        status: 'assigned',
        office: { code: 'PUPR' },
        category: 'roads.pothole',
        incidentAt: '2026-06-19T23:00:00.000Z',
        requestedSettlement: 'Mohon segera ditambal',
        description: 'Lubang besar di depan gerbang sekolah, sudah tiga minggu.',
        location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya 12' },
      });
      const timeline = (await city.get(`/v1/complaints/${complaint.id}/timeline?limit=200`, { as: officer })).body
        .items;
      const typed = timeline.find(({ type }) => type === 'complaint.completed.v1')!.texts.map(({ field }) => field);
      expect(typed.sort()).toEqual(['address', 'completion.note', 'description', 'requestedSettlement']);
      const { data } = (await ofComplaint(complaint.id)).find(({ type }) => type === 'complaint.completed.v1')!;
      expect([
        Object.keys(data).sort(),
        Object.keys((data as Events['complaint.completed.v1']).texts[0]!).sort(),
      ]).toEqual([
        ['cycle', 'onBehalf', 'texts'],
        ['field', 'hash', 'textId'],
      ]);
    });

    test('keeps known values: a category chosen by a person, a place that only lacked its address', async () => {
      const complaint = await assigned({
        location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59 },
      });
      await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
      const other = await byCitizen(complaint, 'completion', {
        fields: { category: 'waste.collection', location: { address: 'Jl. Padat Karya 12' } },
        note: 'Alamatnya.',
      });
      expect([other.status, other.problem.code, other.problem.errors!.map(({ pointer }) => pointer)]).toEqual([
        422,
        'complaint.category-known',
        ['/fields/category'],
      ]);
      await done(complaint, 'completion', {
        fields: { category: 'roads.pothole', location: { address: 'Jl. Padat Karya 12' } },
        note: 'Alamatnya.',
      });
      expect(await city.complaint(complaint.id)).toMatchObject({
        category: 'roads.pothole',
        location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya 12' },
      });
    });

    test('returns all unknown codes and unknown fields at once', async () => {
      const complaint = await city.lodge({ category: null });
      await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
      const unknown = await byCitizen(complaint, 'completion', {
        fields: { category: 'roads.unheard-of', location: { regionCode: '99.99' } },
        note: 'Ini',
      });
      expect([unknown.status, unknown.problem.code, unknown.problem.errors!.map(({ pointer }) => pointer)]).toEqual([
        422,
        'reference.unknown',
        ['/fields/category', '/fields/location/regionCode'],
      ]);
      const strange = await byCitizen(complaint, 'completion', { fields: { isAnonymous: true } });
      expect([strange.status, strange.problem.errors!.map(({ pointer }) => pointer).sort()]).toEqual([
        422,
        ['/fields/isAnonymous', '/note'],
      ]);
      expect((await tracked(complaint)).status).toBe('awaiting_completion');
    });

    test('stores identity only in the vault, merged with what the vault has', async () => {
      const complaint = await assigned({ complainant: { name: 'Siti Rahmah', phone: '+6281234567890' } });
      await staff(
        complaint.id,
        'verification',
        { complete: false, missing: [{ field: 'complainant.address', note: 'Ibu tinggal di mana?' }] },
        'coordinator',
      );
      const answer = await done(complaint, 'completion', {
        fields: { complainant: { address: 'Sungai Andai RT 12' }, representative: { name: 'Budi Santoso' } },
        note: 'Itu alamat saya; Budi anak saya.',
      });
      expect(JSON.stringify(answer)).not.toMatch(/Siti|Andai|Budi/);
      expect(
        (
          await city.post(
            `/v1/complaints/${complaint.id}/identity-disclosure`,
            { reason: 'Kunjungan' },
            { as: officer },
          )
        ).body,
      ).toEqual({
        complainant: {
          name: 'Siti Rahmah',
          nationalId: null,
          phone: '+6281234567890',
          email: null,
          address: 'Sungai Andai RT 12',
        },
        representative: { name: 'Budi Santoso', nationalId: null, phone: null, email: null, address: null },
      });
    });

    test('lets an anonymous complainant give a name that stays hidden from every office', async () => {
      const complaint = await assigned({ isAnonymous: true, complainant: null });
      await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
      const nameless = await byCitizen(complaint, 'completion', {
        fields: { complainant: { phone: '+6281234567890' } },
        note: 'Nomor saya',
      });
      expect([nameless.status, nameless.problem.code, nameless.problem.errors]).toEqual([
        422,
        'identity.name-required',
        [expect.objectContaining({ pointer: '/fields/complainant/name' })],
      ]);
      expect((await tracked(complaint)).status).toBe('awaiting_completion');
      await done(complaint, 'completion', {
        fields: { complainant: { name: 'Siti Rahmah' } },
        note: 'Untuk Ombudsman saja',
      });
      expect(await city.complaint(complaint.id, officer)).toMatchObject({
        status: 'assigned',
        isAnonymous: true,
        complainant: null,
      });
      expect(
        (
          await city.post(
            `/v1/complaints/${complaint.id}/identity-disclosure`,
            { reason: 'Kunjungan' },
            { as: officer },
          )
        ).problem.code,
      ).toBe('identity.withheld');
    });
  });

  describe('answering a question', () => {
    test('lets the office continue, and is only possible while a question is open', async () => {
      const complaint = await accepted();
      expect(await byCitizen(complaint, 'answer', { text: 'Kiri' })).toMatchObject({
        status: 409,
        body: { allowedActions: ['withdrawal', 'referral'] },
      });
      await staff(complaint.id, 'information-request', { question: 'Lajur kiri atau kanan, Bu?', dueInWorkingDays: 3 });
      await city.settle();
      expect(await tracked(complaint)).toMatchObject({
        status: 'awaiting_complainant',
        untilInWords: 'Kamis, 9 Juli 2026 pukul 16.00 WITA',
        timeline: expect.arrayContaining([expect.objectContaining({ text: 'Lajur kiri atau kanan, Bu?' })]),
      });
      expect(await done(complaint, 'answer', { text: 'Kiri' })).toMatchObject({ status: 'in_progress' });
      expect((await types(complaint.id)).slice(-2)).toEqual(['information-requested', 'information-provided']);
    });
  });

  describe('objecting', () => {
    test('is possible for two rounds; then the complaint is contested and the Ombudsman is offered', async () => {
      const complaint = await resolved({ consentToOmbudsman: false });
      for (const round of [1, 2]) {
        expect(await done(complaint, 'objection', { reason: `Belum beres (${round})` })).toMatchObject({
          status: 'in_progress',
          referralOffered: false,
        });
        expect(await city.complaint(complaint.id)).toMatchObject({
          cycle: round + 1,
          resolvedAt: null,
          escalationLevel: 0,
        });
        await staff(complaint.id, 'resolution', decision);
      }
      const last = (await tracked(complaint)).actions.find(({ action }) => action === 'objection')!.what;
      expect(last).toContain('Ombudsman');
      const contested = await done(complaint, 'objection', { reason: 'Tetap belum beres' });
      expect(contested).toMatchObject({
        status: 'closed',
        outcome: 'contested',
        referralOffered: true,
        allowedActions: ['referral'],
        until: null,
      });
      expect(contested.explanation).toContain('Ombudsman');
      await city.settle();
      expect(await tracked(complaint)).toMatchObject({
        referralOffered: true,
        allowedActions: ['referral'],
        until: null,
      });
      expect(await byCitizen(complaint, 'reopening', { reason: 'Lagi' })).toMatchObject({
        status: 409,
        body: { allowedActions: ['referral'] },
      });

      const referred = await done(complaint, 'referral', { consent: true });
      expect(referred).toMatchObject({ status: 'closed', outcome: 'contested', referralOffered: false, actions: [] });
      await city.settle();
      const { registrationNumber } = await caseOf(complaint.id);
      expect((await tracked(complaint)).explanation).toContain(registrationNumber);
    });

    test('can reopen a closed complaint, which uses up a round, until the reopening window ends', async () => {
      const complaint = await resolved();
      await done(complaint, 'confirmation', {});
      await city.settle();
      expect(await tracked(complaint)).toMatchObject({
        untilInWords: 'Rabu, 5 Agustus 2026 pukul 24.00 WITA',
        allowedActions: ['reopening', 'referral'],
      });
      expect(await done(complaint, 'reopening', { reason: 'Lubangnya terbuka lagi' })).toMatchObject({
        status: 'in_progress',
        outcome: null,
      });
      await staff(complaint.id, 'resolution', decision);
      await done(complaint, 'objection', { reason: 'Belum' });
      await staff(complaint.id, 'resolution', decision);
      expect(await done(complaint, 'objection', { reason: 'Masih belum' })).toMatchObject({
        status: 'closed',
        outcome: 'contested',
      });
    });
  });

  describe('requesting a referral to the Ombudsman', () => {
    test('gives consent and refers at once at level 3; `false` is rejected, a repetition changes nothing', async () => {
      const complaint = await accepted({ consentToOmbudsman: false });
      for (const body of [{ consent: false }, {}, { consent: 'true' }])
        expect(await byCitizen(complaint, 'referral', body)).toMatchObject({
          status: 422,
          body: { errors: [{ pointer: '/consent' }] },
        });
      expect((await tracked(complaint)).actions.map(({ action }) => action)).toEqual(['withdrawal', 'referral']);
      await done(complaint, 'referral', { consent: true });
      await city.settle();
      expect(await city.complaint(complaint.id)).toMatchObject({
        status: 'in_progress',
        escalationLevel: 3,
        consentToOmbudsman: true,
        version: 4,
      });
      expect((await types(complaint.id)).slice(-2)).toEqual(['consent-given', 'referral-requested']);

      const again = await done(complaint, 'referral', { consent: true });
      expect(again.allowedActions).toEqual(['withdrawal', 'referral']);
      expect(again.actions.map(({ action }) => action)).toEqual(['withdrawal']);
      await city.settle();
      expect(await city.complaint(complaint.id)).toMatchObject({ version: 4 });
      expect((await types(complaint.id)).filter(type => type === 'referral-requested')).toHaveLength(1);
      expect(await escalations(complaint.id)).toHaveLength(1);
    });

    test('opens a case while a decision awaits the citizen, and the decision does not end the case', async () => {
      const complaint = await resolved();
      await done(complaint, 'referral', { consent: true });
      await city.settle();
      expect(await escalations(complaint.id)).toMatchObject([
        { level: 3, status: 'open', clockId: null, endedAt: null },
      ]);
      expect(await caseOf(complaint.id)).toMatchObject({ stage: 'intake_formal' });
    });

    test('keeps the case open with a notice when the citizen then withdraws the complaint', async () => {
      const complaint = await accepted();
      await done(complaint, 'referral', { consent: true });
      await city.settle();
      expect((await caseOf(complaint.id)).notices).toEqual([]);
      await done(complaint, 'withdrawal', { reason: 'Sudah beres sendiri' });
      await city.settle();
      expect(await caseOf(complaint.id)).toMatchObject({ stage: 'intake_formal', notices: [{ kind: 'withdrawn' }] });
    });

    test('is possible for an archived complaint', async () => {
      const complaint = await assigned();
      await staff(
        complaint.id,
        'archiving',
        { reasonCode: 'before_court', explanation: 'Sedang diperiksa pengadilan.', remedy: 'Tunggu putusannya.' },
        'coordinator',
      );
      const seen = await tracked(complaint);
      expect(seen).toMatchObject({ status: 'archived', allowedActions: ['referral'] });
      expect(seen.timeline.at(-1)!.text).toBe('Sedang diperiksa pengadilan.\n\nTunggu putusannya.');
      expect(await done(complaint, 'referral', { consent: true })).toMatchObject({ status: 'archived' });
    });
  });

  describe('act at the end of its window', () => {
    /** The window has ended and the event is published, but the decision that follows is not made yet. */
    const beforeDecision = async (id: string, name: ClockName, race: () => Promise<void>): Promise<void> => {
      const intake = city.consumer('intake');
      await intake.close();
      try {
        await city.jump('P45D');
        await until(
          () => clock(id, name),
          found => found.status === 'lapsed',
        );
        await race();
      } finally {
        await intake.listen();
      }
      await city.settle();
    };

    test('succeeds as long as the timer has not decided', async () => {
      const complaint = await resolved();
      await beforeDecision(complaint.id, 'complainant_reply', async () => {
        expect(await tracked(complaint)).toMatchObject({
          status: 'resolved',
          allowedActions: ['confirmation', 'objection', 'withdrawal', 'referral'],
        });
        expect(await done(complaint, 'objection', { reason: 'Belum beres' })).toMatchObject({ status: 'in_progress' });
      });
      expect(await city.complaint(complaint.id)).toMatchObject({ status: 'in_progress', cycle: 2, outcome: null });
      expect(await types(complaint.id)).not.toContain('closed-by-silence');
    });

    test('succeeds for missing information and for a closed complaint alike', async () => {
      const [late, closed] = [await accepted(), await resolved()];
      await staff(late.id, 'verification', { complete: false, missing }, 'coordinator');
      await done(closed, 'confirmation', {});
      await city.settle();
      await beforeDecision(late.id, 'completion', async () => {
        await until(
          () => clock(closed.id, 'reopening'),
          found => found.status === 'lapsed',
        );
        expect(await done(late, 'completion', { note: 'Maaf terlambat' })).toMatchObject({ status: 'in_progress' });
        expect(await done(closed, 'reopening', { reason: 'Terbuka lagi' })).toMatchObject({ status: 'in_progress' });
      });
      for (const { id } of [late, closed])
        expect(await city.complaint(id)).toMatchObject({ status: 'in_progress', outcome: null });
    });

    test('succeeds when it began before the timer decides, and the timer then decides nothing', async () => {
      const complaint = await resolved();
      const held = await HeldAct.on(city, complaint.id);
      const objecting = byCitizen(complaint, 'objection', { reason: 'Belum beres' });
      await held.reached();
      await city.jump('P45D');
      await held.release();
      expect(await objecting).toMatchObject({ status: 200, body: { status: 'in_progress' } });
      await city.settle();
      expect(await types(complaint.id)).not.toContain('closed-by-silence');
    });

    test('is refused after the timer has decided, and the problem names the allowed actions', async () => {
      const complaint = await resolved();
      await city.advance('P25D');
      const answer = await byCitizen(complaint, 'objection', { reason: 'Belum beres' });
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'complaint.act-not-allowed', allowedActions: ['reopening', 'referral'] },
      });
      await city.advance('P31D');
      expect(await byCitizen(complaint, 'reopening', { reason: 'Belum beres' })).toMatchObject({
        status: 409,
        body: { allowedActions: ['referral'] },
      });
    });

    test('does not confirm by silence for a citizen who requested a referral before', async () => {
      const complaint = await resolved();
      await done(complaint, 'referral', { consent: true });
      await city.advance('P25D');
      expect(await tracked(complaint)).toMatchObject({ status: 'closed', outcome: 'contested' });
      expect((await escalations(complaint.id)).filter(({ level }) => level === 3)).toMatchObject([{ status: 'open' }]);
    });
  });

  describe('repeated act', () => {
    const acts: readonly (readonly [CitizenRoute, object, () => Promise<Schemas['LodgedComplaint']>])[] = [
      [
        'completion',
        { note: 'Nomor 12' },
        async () => {
          const complaint = await accepted();
          await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
          return complaint;
        },
      ],
      [
        'answer',
        { text: 'Kiri' },
        async () => {
          const complaint = await accepted();
          await staff(complaint.id, 'information-request', { question: 'Kiri atau kanan?' });
          return complaint;
        },
      ],
      ['confirmation', { heard: true }, () => resolved()],
      ['objection', { reason: 'Belum' }, () => resolved()],
      ['withdrawal', { reason: 'Sudah' }, () => resolved()],
      ['referral', { consent: true }, () => resolved()],
      [
        'reopening',
        { reason: 'Lagi' },
        async () => {
          const complaint = await resolved();
          await done(complaint, 'confirmation', {});
          return complaint;
        },
      ],
    ];

    test.each(acts)('%s: returns the same bytes at both routes and takes effect once', async (route, body, begin) => {
      const key = { 'idempotency-key': `again ${route}` };
      for (const door of [
        (complaint: Schemas['LodgedComplaint']) => byCitizen(complaint, route, body, key),
        ({ id }: { id: string }) =>
          city.post(
            `/v1/complaints/${id}/citizen-acts`,
            { act: route, ...body, onBehalf: true, documentSeen: 'kk' },
            { as: 'counter_clerk', headers: key },
          ),
      ]) {
        const complaint = await begin();
        const first = await door(complaint);
        expect([first.status, replayed(first)]).toEqual([200, false]);
        const { version } = await city.complaint(complaint.id);
        await city.settle();
        await city.advance('PT1H');
        const again = await door(complaint);
        expect([comparable(again), replayed(again)]).toEqual([comparable(first), true]);
        expect(await city.complaint(complaint.id)).toMatchObject({ version });
      }
    });
  });
});
