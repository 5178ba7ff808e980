import { TestApp, until, type Answer } from '../kit/app.js';
import { HeldAct, letActsBeHeld } from '../kit/held-act.js';
import { decision, livesIn, missing } from '../kit/lives.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';
const officer = 'officer:PUPR';

/** What two answers to one request must have in common, to the byte. */
const given = ({ status, headers, text }: Answer) => ({
  status,
  text,
  etag: headers.get('etag'),
  type: headers.get('content-type'),
});
const replayed = ({ headers }: Answer): boolean => headers.get('idempotency-replayed') === 'true';

describe('what a citizen does with a complaint', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
    await letActsBeHeld(city);
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
  } = livesIn(() => city);

  describe('who is asked for what is missing', () => {
    test.each([
      ['received', () => city.lodge({ category: null })],
      ['assigned', () => assigned()],
      ['in_progress', () => accepted()],
    ] as const)('sends it, and the complaint goes back to where it came from: %s', async (status, begin) => {
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

    test('fills the gaps, and the rule assigns what it could not before', async () => {
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
      const typed = timeline
        .find(({ type }: any) => type === 'complaint.completed.v1')
        .texts.map(({ field }: any) => field);
      expect(typed.sort()).toEqual(['address', 'completion.note', 'description', 'requestedSettlement']);
      const { data } = (await ofComplaint(complaint.id)).find(({ type }) => type === 'complaint.completed.v1')!;
      expect([Object.keys(data).sort(), Object.keys(data.texts[0]).sort()]).toEqual([
        ['cycle', 'onBehalf', 'texts'],
        ['field', 'hash', 'textId'],
      ]);
    });

    test('leaves what is known as it is: a category that a person has chosen, a place whose address alone was missing', async () => {
      const complaint = await assigned({
        location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59 },
      });
      await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
      const other = await byCitizen(complaint, 'completion', {
        fields: { category: 'waste.collection', location: { address: 'Jl. Padat Karya 12' } },
        note: 'Alamatnya.',
      });
      expect([other.status, other.body.code, other.body.errors.map(({ pointer }: any) => pointer)]).toEqual([
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

    test('is told at once which codes nobody knows, and which fields there are not', async () => {
      const complaint = await city.lodge({ category: null });
      await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
      const unknown = await byCitizen(complaint, 'completion', {
        fields: { category: 'roads.unheard-of', location: { regionCode: '99.99' } },
        note: 'Ini',
      });
      expect([unknown.status, unknown.body.code, unknown.body.errors.map(({ pointer }: any) => pointer)]).toEqual([
        422,
        'reference.unknown',
        ['/fields/category', '/fields/location/regionCode'],
      ]);
      const strange = await byCitizen(complaint, 'completion', { fields: { isAnonymous: true } });
      expect([strange.status, strange.body.errors.map(({ pointer }: any) => pointer).sort()]).toEqual([
        422,
        ['/fields/isAnonymous', '/note'],
      ]);
      expect((await tracked(complaint)).status).toBe('awaiting_completion');
    });

    test('tells who they are to the vault alone, beside what it knows', async () => {
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

    test('may name themselves although they were anonymous, and stay so to every office', async () => {
      const complaint = await assigned({ isAnonymous: true, complainant: null });
      await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
      const nameless = await byCitizen(complaint, 'completion', {
        fields: { complainant: { phone: '+6281234567890' } },
        note: 'Nomor saya',
      });
      expect([nameless.status, nameless.body.code, nameless.body.errors]).toEqual([
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
        ).body.code,
      ).toBe('identity.withheld');
    });
  });

  describe('who is asked a question', () => {
    test('answers, and the office goes on; only a question can be answered', async () => {
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

  describe('who disagrees', () => {
    test('has two rounds; then it is contested and the Ombudsman is offered', async () => {
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
      const last = (await tracked(complaint)).actions.find(({ action }: any) => action === 'objection').what;
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

    test('may also ask for the closed complaint again, which uses up a round, until the time for it ends', async () => {
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

  describe('who wants the Ombudsman', () => {
    test('says so and consents by it, at once at level 3; saying no is no body, and saying it again changes nothing', async () => {
      const complaint = await accepted({ consentToOmbudsman: false });
      for (const body of [{ consent: false }, {}, { consent: 'true' }])
        expect(await byCitizen(complaint, 'referral', body)).toMatchObject({
          status: 422,
          body: { errors: [{ pointer: '/consent' }] },
        });
      expect((await tracked(complaint)).actions.map(({ action }: any) => action)).toEqual(['withdrawal', 'referral']);
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
      expect(again.actions.map(({ action }: any) => action)).toEqual(['withdrawal']);
      await city.settle();
      expect(await city.complaint(complaint.id)).toMatchObject({ version: 4 });
      expect((await types(complaint.id)).filter(type => type === 'referral-requested')).toHaveLength(1);
      expect(await escalations(complaint.id)).toHaveLength(1);
    });

    test('while a decision lies with them opens a case, which that decision does not end', async () => {
      const complaint = await resolved();
      await done(complaint, 'referral', { consent: true });
      await city.settle();
      expect(await escalations(complaint.id)).toMatchObject([
        { level: 3, status: 'open', clockId: null, endedAt: null },
      ]);
      expect(await caseOf(complaint.id)).toMatchObject({ stage: 'intake_formal' });
    });

    test('and then takes the complaint back, gives the case a notice and leaves it open', async () => {
      const complaint = await accepted();
      await done(complaint, 'referral', { consent: true });
      await city.settle();
      expect((await caseOf(complaint.id)).notices).toEqual([]);
      await done(complaint, 'withdrawal', { reason: 'Sudah beres sendiri' });
      await city.settle();
      expect(await caseOf(complaint.id)).toMatchObject({ stage: 'intake_formal', notices: [{ kind: 'withdrawn' }] });
    });

    test('may ask for it of an archived complaint too', async () => {
      const complaint = await assigned();
      await staff(
        complaint.id,
        'archiving',
        { reasonCode: 'before_court', explanation: 'Sedang diperiksa pengadilan.', remedy: 'Tunggu putusannya.' },
        'coordinator',
      );
      const seen = await tracked(complaint);
      expect(seen).toMatchObject({ status: 'archived', allowedActions: ['referral'] });
      expect(seen.timeline.at(-1).text).toBe('Sedang diperiksa pengadilan.\n\nTunggu putusannya.');
      expect(await done(complaint, 'referral', { consent: true })).toMatchObject({ status: 'archived' });
    });
  });

  describe('an act that races the end of its window', () => {
    /** The window has ended, and told so; the decision that follows from it has not been made. */
    const whileNobodyDecides = async (id: string, name: string, race: () => Promise<void>): Promise<void> => {
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

    test('wins as long as the timer has not decided', async () => {
      const complaint = await resolved();
      await whileNobodyDecides(complaint.id, 'complainant_reply', async () => {
        expect(await tracked(complaint)).toMatchObject({
          status: 'resolved',
          allowedActions: ['confirmation', 'objection', 'withdrawal', 'referral'],
        });
        expect(await done(complaint, 'objection', { reason: 'Belum beres' })).toMatchObject({ status: 'in_progress' });
      });
      expect(await city.complaint(complaint.id)).toMatchObject({ status: 'in_progress', cycle: 2, outcome: null });
      expect(await types(complaint.id)).not.toContain('closed-by-silence');
    });

    test('wins for what was missing, and for a closed complaint, alike', async () => {
      const [late, closed] = [await accepted(), await resolved()];
      await staff(late.id, 'verification', { complete: false, missing }, 'coordinator');
      await done(closed, 'confirmation', {});
      await city.settle();
      await whileNobodyDecides(late.id, 'completion', async () => {
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

    test('wins when it was begun before the timer decides, which then decides nothing', async () => {
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

    test('is too late once the decision has been made, and is told what is open instead', async () => {
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

    test('and who asked for the Ombudsman before is not taken to agree by silence', async () => {
      const complaint = await resolved();
      await done(complaint, 'referral', { consent: true });
      await city.advance('P25D');
      expect(await tracked(complaint)).toMatchObject({ status: 'closed', outcome: 'contested' });
      expect((await escalations(complaint.id)).filter(({ level }) => level === 3)).toMatchObject([{ status: 'open' }]);
    });
  });

  describe('an act that is sent again', () => {
    const acts: readonly (readonly [string, object, () => Promise<any>])[] = [
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

    test.each(acts)('%s: gets the same bytes at both doors, and is done once', async (route, body, begin) => {
      const key = { 'idempotency-key': `again ${route}` };
      for (const door of [
        (complaint: any) => byCitizen(complaint, route, body, key),
        ({ id }: any) =>
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
        expect([given(again), replayed(again)]).toEqual([given(first), true]);
        expect(await city.complaint(complaint.id)).toMatchObject({ version });
      }
    });
  });
});
