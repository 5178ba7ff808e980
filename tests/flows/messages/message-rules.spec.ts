import { pothole, TestApp } from '../../kit/app.js';
import { decision, complaintsIn, missing } from '../../kit/complaints.js';
import type { MessageRow } from '../../kit/messages.js';

// Tuesday before Nyepi and Idul Fitri 2026; the next working days are 25, 26 and 27 March.
const start = '2026-03-17T09:00:00+08:00';
const coordinator = 'coordinator';
const siti = pothole.complainant;
const withoutContact = { ...siti, phone: null };

describe('messages to citizens', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
  });
  afterAll(() => city.stop());
  const { staff, done, assigned, accepted, resolved, caseOf } = complaintsIn(() => city);

  const messages = (id: string) =>
    city.sql<MessageRow>('SELECT * FROM complaints.messages WHERE complaint_id = $1 ORDER BY decided_at, id', [id]);
  /** The messages of a complaint in order, each with its subject. */
  const messageKinds = async (id: string): Promise<string[]> => {
    await city.settle();
    return (await messages(id)).map(({ template, facts: { duty, outcome, stage } }) =>
      [template, duty ?? outcome ?? stage].filter(Boolean).join(' '),
    );
  };
  const contactOf = async (id: string) => {
    const [row] = await city.sql('SELECT language, told_by FROM complaints.complaints WHERE id = $1', [id]);
    return [row!.language, row!.told_by];
  };
  const quoted = async (id: string, template: string): Promise<string[]> =>
    (
      await city.sql<{ body: string }>(
        `SELECT t.body
          FROM complaints.messages m, unnest(m.text_ids) WITH ORDINALITY AS q (id, n)
          JOIN complaints.texts t ON t.id = q.id
     WHERE m.complaint_id = $1 AND m.template = $2 ORDER BY m.decided_at, m.id, q.n`,
        [id, template],
      )
    ).map(({ body }) => body);

  describe('of a complaint that is handled', () => {
    test('announce receipt, responsible office, each response, the decision and the end', async () => {
      const complaint = await accepted();
      await staff(complaint.id, 'contact', { by: 'phone', note: 'Kami sepakat meninjau.' });
      await staff(complaint.id, 'response', { text: 'Tim kami meninjau lokasi hari ini, Bu.', isPublic: true });
      await staff(complaint.id, 'internal-notes', { text: 'Anggaran ada' });
      await staff(complaint.id, 'resolution', decision);
      await done(complaint, 'confirmation', { rating: { attitude: 5, attention: 5, action: 4 } });
      expect(await messageKinds(complaint.id)).toEqual([
        'received',
        'assigned',
        'response',
        'decision',
        'closed confirmed',
      ]);
      const [received, assignment, , decided, closed] = await messages(complaint.id);
      expect(received).toMatchObject({
        occasion: 'received:1',
        facts: { at: complaint.lodgedAt, counter: 'MPP-03', clock: 'verification', cycle: 1 },
      });
      expect(assignment!.facts).toMatchObject({ office: 'PUPR', isNowComplete: true });
      expect(decided!.facts).toMatchObject({
        office: 'PUPR',
        decision: 'granted',
        isLastRound: false,
        clock: 'complainant_reply',
      });
      expect(closed!.facts).toMatchObject({ mayReopen: true, clock: 'reopening' });
      expect([
        await quoted(complaint.id, 'received'),
        await quoted(complaint.id, 'response'),
        await quoted(complaint.id, 'decision'),
      ]).toEqual([[pothole.subject], ['Tim kami meninjau lokasi hari ini, Bu.'], ['Lubang sudah ditambal.']]);
    });

    test('announce missing information, a complete file, a question, and a continuation without answer', async () => {
      const complaint = await city.lodge({ category: null });
      await staff(
        complaint.id,
        'verification',
        {
          complete: false,
          missing: [...missing, { field: 'incidentAt', note: 'Sejak kapan, Bu?' }],
          note: 'Kurang jelas',
        },
        coordinator,
      );
      await done(complaint, 'completion', { note: 'Nomor 12' });
      await city.settle(); // the routing rule also consumes it and cannot assign yet
      await staff(complaint.id, 'verification', { complete: true }, coordinator);
      await staff(
        complaint.id,
        'classification',
        { classification: 'supervisory_complaint', reason: 'Pengawasan' },
        coordinator,
      );
      await staff(complaint.id, 'assignment', { office: 'PUPR', reason: 'Jalan kota' }, coordinator);
      await staff(complaint.id, 'acceptance');
      await staff(complaint.id, 'information-request', { question: 'Lajur mana, Bu?', dueInWorkingDays: 1 });
      await done(complaint, 'answer', { text: 'Kiri' });
      await staff(complaint.id, 'information-request', { question: 'Dekat apa, Bu?', dueInWorkingDays: 1 });
      await city.advance('P9D');
      expect(await messageKinds(complaint.id)).toEqual([
        'received',
        'completion_requested',
        'complete',
        'reclassified',
        'assigned',
        'question',
        'question',
        'answer_lapsed',
      ]);
      expect((await messages(complaint.id))[4]!.facts).toMatchObject({ isNowComplete: false });
      expect(await quoted(complaint.id, 'completion_requested')).toEqual([missing[0]!.note, 'Sejak kapan, Bu?']);
      expect(await quoted(complaint.id, 'question')).toEqual(['Lajur mana, Bu?', 'Dekat apa, Bu?']);
    });

    test('announce each transfer, and a referral out of the city or archiving', async () => {
      const { id } = await accepted();
      await staff(id, 'transfer', { toOffice: 'DISHUB', reason: 'Rambu' });
      await staff(id, 'transfer', { toOffice: 'DLH', reason: 'Pohon' }, 'officer:DISHUB');
      await staff(id, 'transfer', { toOffice: 'PUPR', reason: 'Jalan' }, 'officer:DLH');
      await staff(
        id,
        'referral-out',
        { name: 'PLN UP3 Banjarmasin', channel: 'Telepon 123', reason: 'Tiang listrik milik PLN' },
        coordinator,
      );
      await staff(id, 'reopening', { reason: 'Keliru' }, coordinator);
      await staff(
        id,
        'archiving',
        { reasonCode: 'before_court', explanation: 'Sedang diperiksa pengadilan.', remedy: 'Menunggu putusannya.' },
        coordinator,
      );
      expect(await messageKinds(id)).toEqual([
        'received',
        'assigned',
        'transferred',
        'transferred',
        'returned',
        'referred_out',
        'reopened',
        'archived',
      ]);
      expect([await quoted(id, 'referred_out'), await quoted(id, 'archived')]).toEqual([
        ['PLN UP3 Banjarmasin', 'Telepon 123', 'Tiang listrik milik PLN'],
        ['Sedang diperiksa pengadilan.', 'Menunggu putusannya.'],
      ]);
    });

    test('announce each round of an objection, and that the Ombudsman remains', async () => {
      const complaint = await resolved();
      await done(complaint, 'objection', { reason: 'Belum' });
      await staff(complaint.id, 'resolution', decision);
      await done(complaint, 'objection', { reason: 'Masih belum' });
      await staff(complaint.id, 'resolution', {
        decision: 'denied',
        explanation: 'Di luar anggaran',
        remedy: 'Ombudsman',
      });
      await done(complaint, 'objection', { reason: 'Tetap belum' });
      expect(await messageKinds(complaint.id)).toEqual([
        'received',
        'assigned',
        'decision',
        'objected',
        'decision',
        'objected',
        'decision',
        'closed contested',
      ]);
      expect((await messages(complaint.id)).slice(-2).map(({ facts }) => facts)).toMatchObject([
        { decision: 'denied', isLastRound: true },
        { mayReopen: false, isReferred: false },
      ]);
    });

    test('announce each automatic ending, and an ending that a clerk records for the citizen', async () => {
      const silent = await resolved();
      const incomplete = await city.lodge({ category: null });
      await staff(incomplete.id, 'verification', { complete: false, missing }, coordinator);
      const withdrawn = await assigned();
      expect(
        (
          await city.post(
            `/v1/complaints/${withdrawn.id}/citizen-acts`,
            { act: 'withdrawal', reason: 'Sudah beres', onBehalf: true, documentSeen: 'ktp' },
            { as: 'counter_clerk' },
          )
        ).status,
      ).toBe(200);
      await city.advance('P32D');
      expect(await messageKinds(silent.id)).toEqual(['received', 'assigned', 'decision', 'closed closed_by_silence']);
      expect(await messageKinds(incomplete.id)).toEqual([
        'received',
        'completion_requested',
        'closed deemed_withdrawn',
      ]);
      expect(await messageKinds(withdrawn.id)).toEqual(['received', 'assigned', 'closed withdrawn']);
      await city.advance('P31D');
      expect(await messageKinds(silent.id)).toHaveLength(4);
    });
  });

  describe('of a neglected complaint', () => {
    test('announce each late duty once, the referral to the Ombudsman, and the result of the case', async () => {
      const { id } = await city.lodge();
      await city.advance('P45D');
      const late = ['received', 'assigned', 'delay response', 'delay decision', 'case_opened'];
      expect(await messageKinds(id)).toEqual(late);
      const { id: caseId, registrationNumber } = await caseOf(id);
      expect((await messages(id)).at(-1)!.facts).toEqual({ registrationNumber });
      await city.advance('P60D'); // the clock of the whole decision is breached too
      expect(await messageKinds(id)).toEqual(late);
      expect(
        (
          await city.post(
            `/v1/ombudsman/cases/${caseId}/transitions`,
            { to: 'not_admissible', ground: 'before_court', note: 'Perkara di PN Banjarmasin' },
            { as: 'ombudsman' },
          )
        ).status,
      ).toBe(200);
      expect(await messageKinds(id)).toEqual([...late, 'case_ended not_admissible']);
      expect((await messages(id)).at(-1)!.facts).toEqual({
        registrationNumber,
        stage: 'not_admissible',
        ground: 'before_court',
      });
      expect((await city.sql('SELECT version FROM complaints.complaints WHERE id = $1', [id]))[0]!.version).toBe(2);
    });

    test('announce that a referral is possible without consent; a request is answered by the case', async () => {
      const complaint = await city.lodge({ consentToOmbudsman: false });
      await city.advance('P60D');
      const late = ['received', 'assigned', 'delay response', 'delay decision', 'referral_offered'];
      expect(await messageKinds(complaint.id)).toEqual(late);
      await done(complaint, 'referral', { consent: true });
      expect(await messageKinds(complaint.id)).toEqual([...late, 'case_opened']);
    });

    test('announce a missing verification once, when the first of its two clocks is breached', async () => {
      const { id } = await city.lodge({ category: null, consentToOmbudsman: false });
      await city.advance('P16D');
      expect(
        await city.sql(
          `SELECT name FROM sla.clocks WHERE complaint_id = $1 AND status = 'breached' AND name <> 'ladder' ORDER BY 1`,
          [id],
        ),
      ).toEqual([{ name: 'completeness_reply' }, { name: 'verification' }]);
      expect(await messageKinds(id)).toEqual(['received', 'delay check']);
    });
  });

  describe('channel and language', () => {
    test('follow the contact data in the vault: email, else telephone, else paper at the lodging counter', async () => {
      const lodged = (different: object, as = 'counter_clerk') => city.lodge(different, { as });
      const people = [
        await lodged({ complainant: { ...siti, email: 'siti@contoh.id' } }),
        await lodged({}),
        await lodged({ complainant: withoutContact }),
        await lodged({ complainant: withoutContact, channel: 'web', counter: null }, 'integrator::lapor'),
        await lodged({ complainant: withoutContact, representative: { name: 'Budi', phone: '0812345678' } }),
        await lodged({ complainant: null, isAnonymous: true }),
      ];
      const by = await Promise.all(
        people.map(async ({ id }) => {
          const [{ channel, counter }] = (await messages(id)) as [MessageRow];
          return [channel, counter];
        }),
      );
      expect(by).toEqual([
        ['email', null],
        ['sms', null],
        ['print', 'MPP-03'],
        ['print', null],
        ['sms', null],
        ['print', 'MPP-03'],
      ]);
    });

    test('follow later changes of the contact data', async () => {
      const complaint = await city.lodge({ complainant: withoutContact });
      await city.settle();
      expect(await contactOf(complaint.id)).toEqual(['id', 'print']);
      await staff(
        complaint.id,
        'verification',
        { complete: false, missing: [{ field: 'complainant.phone', note: 'Nomor telepon Ibu?' }] },
        coordinator,
      );
      await done(complaint, 'completion', { note: 'Ini', fields: { complainant: { phone: '+6281234567890' } } });
      await staff(complaint.id, 'acceptance');
      await staff(complaint.id, 'response', { text: 'Besok kami datang.', isPublic: true });
      expect(
        (await messages(complaint.id)).map(({ template, channel, counter }) => [template, channel, counter]),
      ).toEqual([
        ['received', 'print', 'MPP-03'],
        ['assigned', 'print', 'MPP-03'],
        ['completion_requested', 'print', 'MPP-03'],
        ['response', 'sms', null],
      ]);
    });

    test('follow the choice of the citizen, Indonesian by default, whatever the language of the clerk', async () => {
      const english = await city.lodge({ language: 'en' });
      const { id } = await city.lodge({}, { as: 'counter_clerk', headers: { 'accept-language': 'en' } });
      expect([await contactOf(english.id), await contactOf(id)]).toEqual([
        ['en', 'sms'],
        ['id', 'sms'],
      ]);
      await city.settle();
      expect((await messages(english.id)).map(({ language }) => language)).toEqual(['en', 'en']);
      const refused = await city.post('/v1/complaints', { ...pothole, language: 'nl' }, { as: 'counter_clerk' });
      expect([refused.status, refused.problem.errors]).toEqual([
        422,
        [expect.objectContaining({ pointer: '/language' })],
      ]);
    });

    test('are stored, shown to offices and published without identity', async () => {
      const qz = {
        name: 'Qzxwvk Siti',
        nationalId: '9988776600000001',
        phone: '+628198765001',
        email: 'qzxwvk@contoh.id',
        address: 'Jalan Qzxwvk 1',
      };
      const { id } = await accepted({ complainant: qz, isAnonymous: true, subject: 'Qzxwvksubjek jalan berlubang' });
      await staff(id, 'response', { text: 'Qzxwvktanggapan', isPublic: true });
      await city.settle();
      expect(await messages(id)).toHaveLength(3);
      expect(JSON.stringify(await messages(id))).not.toMatch(/qzxwvk|99887766|819876|@/i);
      expect(JSON.stringify(await city.publishedEvents(id))).not.toMatch(/told_?by|"email"|"sms"/i);
      for (const as of ['officer:PUPR', coordinator, 'auditor'])
        expect((await city.get(`/v1/complaints/${id}`, { as })).text).not.toMatch(/told_?by|"email"|"sms"/i);
    });
  });

  describe('consistency', () => {
    const refusing = async (table: string, condition: string, work: () => Promise<void>): Promise<void> => {
      await city.sql(`ALTER TABLE ${table} ADD CONSTRAINT refuses CHECK (${condition}) NOT VALID`);
      try {
        await work();
      } finally {
        await city.sql(`ALTER TABLE ${table} DROP CONSTRAINT refuses`);
      }
    };

    test('stores message and act in one transaction: neither without the other', async () => {
      const { id } = await accepted();
      const before = await messageKinds(id);
      const { version } = await city.complaint(id);
      const ask = () =>
        city.post(`/v1/complaints/${id}/information-request`, { question: 'Lajur mana, Bu?' }, { as: 'officer:PUPR' });
      await refusing('eventlog.outbox', `type <> 'complaint.information-requested.v1'`, async () =>
        expect((await ask()).status).toBe(500),
      );
      expect(await messageKinds(id)).toEqual(before);
      await refusing('complaints.messages', `template <> 'question'`, async () =>
        expect((await ask()).status).toBe(500),
      );
      expect(await city.complaint(id)).toMatchObject({ version, status: 'in_progress' });
      expect((await ask()).status).toBe(200);
      expect(await messageKinds(id)).toEqual([...before, 'question']);
    });

    test('stores a message once, whatever the number of requests and deliveries', async () => {
      const lodge = () =>
        city.post('/v1/complaints', pothole, { as: 'counter_clerk', headers: { 'idempotency-key': 'messages-once' } });
      const [
        {
          body: { id },
        },
      ] = await Promise.all([lodge(), lodge(), lodge()]);
      await city.advance('P45D');
      const all = () => city.sql('SELECT id, occasion FROM complaints.messages ORDER BY id');
      const before = await all();
      expect(await messageKinds(id)).toEqual([
        'received',
        'assigned',
        'delay response',
        'delay decision',
        'case_opened',
      ]);
      // Also when the inbox has lost its entries.
      const intake = city.consumer('intake');
      await intake.close();
      await city.sql(`DELETE FROM eventlog.inbox WHERE consumer = 'intake'`);
      await city.sql(`UPDATE eventlog.positions SET position = 0 WHERE consumer = 'intake'`);
      await intake.listen();
      await city.settle();
      expect(await all()).toEqual(before);
      expect(await city.sql('SELECT * FROM eventlog.parked')).toEqual([]);
    });
  });
});
