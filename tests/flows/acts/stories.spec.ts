import { TestApp } from '../../kit/app.js';
import { logKinds } from '../../kit/event-logs.js';
import { expectEveryClockExplained } from '../../kit/explained.js';
import { expectUnansweredComplaintToReachTheOmbudsman } from '../../kit/unanswered-complaint.js';
import { eventHistoryOf } from '../../kit/event-history.js';

// Tuesday before Nyepi and Idul Fitri 2026; the next working days are 25, 26 and 27 March.
const start = '2026-03-17T09:00:00+08:00';

for (const { name, describeIt, settings } of logKinds)
  describeIt(`on ${name}`, () => {
    describe('story of one complaint', () => {
      let city: TestApp;
      beforeAll(async () => {
        city = await TestApp.start({ at: start, kafka: settings() });
      });
      afterEach(() => expectEveryClockExplained(city));
      afterAll(() => city.stop());

      test('is assigned, accepted, answered, settled and confirmed', async () => {
        const { id, receipt } = await city.lodge();
        await city.settle();
        expect(await city.complaint(id)).toMatchObject({
          status: 'assigned',
          office: { code: 'PUPR' },
          escalationLevel: 0,
        });

        const officer = { as: 'officer:PUPR' };
        expect((await city.complaint(id, 'officer:PUPR')).allowedActions).toEqual([
          'acceptance',
          'contact',
          'transfer',
          'internal-notes',
          'identity-disclosure',
        ]);
        expect((await city.post(`/v1/complaints/${id}/acceptance`, {}, officer)).body.status).toBe('in_progress');
        expect(
          (
            await city.post(
              `/v1/complaints/${id}/response`,
              { text: 'Tim kami meninjau lokasi hari ini, Bu.', isPublic: true },
              officer,
            )
          ).status,
        ).toBe(200);
        const resolved = await city.post(
          `/v1/complaints/${id}/resolution`,
          { decision: 'granted', explanation: 'Lubang sudah ditambal.' },
          officer,
        );
        expect(resolved.body).toMatchObject({
          status: 'resolved',
          dueAt: null,
          allowedActions: ['internal-notes', 'identity-disclosure'],
        });
        await city.settle();

        const tracking = `/v1/tracking/${receipt.ticket}` as const;
        const headers = { 'x-access-code': receipt.accessCode };
        const seen = await city.get(tracking, { headers: { ...headers, 'accept-language': 'en' } });
        expect(seen.body).toMatchObject({
          status: 'resolved',
          allowedActions: ['confirmation', 'objection', 'withdrawal', 'referral'],
          office: 'Dinas Pekerjaan Umum dan Penataan Ruang',
        });
        expect(seen.body.until).not.toBeNull();
        expect(seen.body.timeline.map(entry => entry.text).filter(Boolean)).toEqual([
          'Tim kami meninjau lokasi hari ini, Bu.',
          'Lubang sudah ditambal.',
        ]);

        const confirmed = await city.post(
          `${tracking}/confirmation`,
          { rating: { attitude: 5, attention: 5, action: 4 } },
          { headers },
        );
        expect(confirmed.body).toMatchObject({ status: 'closed', outcome: 'confirmed' });
        await city.settle();
        const closed = await city.complaint(id);
        expect(closed).toMatchObject({ status: 'closed', outcome: 'confirmed', escalationLevel: 0 });
        const status = Object.fromEntries(closed.clocks.map(clock => [clock.name, clock.status]));
        expect(status).toEqual({
          verification: 'met',
          completeness_reply: 'met',
          human_contact: 'cancelled',
          first_response: 'met',
          resolution: 'met',
          decision: 'met',
          complainant_reply: 'met',
          reopening: 'running',
        });
      });

      test('is closed by silence of the citizen, and the reopening window ends', async () => {
        const { id } = await city.lodge();
        await city.settle();
        await city.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer:PUPR' });
        await city.post(
          `/v1/complaints/${id}/resolution`,
          { decision: 'explained', explanation: 'Jalan itu jalan provinsi.' },
          { as: 'office_head:PUPR' },
        );
        await city.advance('P25D');
        expect(await city.complaint(id)).toMatchObject({ status: 'closed', outcome: 'closed_by_silence' });
        await city.advance('P31D');
        const events = (await city.publishedEvents(id)).filter(({ source }) => source === 'complaints');
        expect(events.map(({ type }) => type).slice(-2)).toEqual([
          'complaint.closed-by-silence.v1',
          'complaint.reopening-lapsed.v1',
        ]);
      });

      test('waits for the coordinator without a category, and neglect climbs up to the inspectorate', async () => {
        const { id } = await city.lodge({ category: null });
        await city.settle();
        expect(await city.complaint(id)).toMatchObject({
          status: 'received',
          office: null,
          allowedActions: expect.arrayContaining(['assignment']),
        });
        await city.advance('P14D');
        const escalations = await city.get(`/v1/escalations?complaintId=${id}`, { as: 'coordinator' });
        expect(escalations.body.items.map(({ level, target, clock }) => ({ level, target, clock }))).toEqual(
          expect.arrayContaining([
            { level: 1, target: 'coordinator', clock: 'verification' },
            { level: 2, target: 'inspectorate', clock: 'verification' },
          ]),
        );
        const assigned = await city.post(
          `/v1/complaints/${id}/assignment`,
          { office: 'PUPR', reason: 'Jalan kota' },
          { as: 'coordinator' },
        );
        expect(assigned.body).toMatchObject({ status: 'assigned', office: { code: 'PUPR' } });
        await city.settle();
        const ended = await city.get(`/v1/escalations?complaintId=${id}`, { as: 'coordinator' });
        expect(ended.body.items.filter(({ clock }) => clock === 'verification').map(({ status }) => status)).toEqual([
          'ended',
          'ended',
        ]);
      });

      test('is withdrawn by its citizen, which ends all clocks', async () => {
        const { id, receipt } = await city.lodge();
        await city.settle();
        const answer = await city.post(
          `/v1/tracking/${receipt.ticket}/withdrawal`,
          { reason: 'Sudah beres' },
          { headers: { 'x-access-code': receipt.accessCode } },
        );
        expect(answer.body).toMatchObject({ status: 'closed', outcome: 'withdrawn' });
        await city.settle();
        const { clocks } = await city.complaint(id);
        expect(clocks.filter(({ status }) => status === 'running').map(({ name }) => name)).toEqual(['reopening']);
      });

      test('must name the remedy when an office denies the complaint', async () => {
        const { id } = await city.lodge();
        await city.settle();
        await city.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer:PUPR' });
        const refused = await city.post(
          `/v1/complaints/${id}/resolution`,
          { decision: 'denied', explanation: 'Tidak dapat dikabulkan.' },
          { as: 'officer:PUPR' },
        );
        expect(refused.status).toBe(422);
        expect(refused.problem.code).toBe('resolution.remedy-required');
      });
    });

    describe('story of a neglected complaint', () => {
      let city: TestApp;
      beforeAll(async () => {
        city = await TestApp.start({ at: start, kafka: settings() });
      });
      afterEach(() => expectEveryClockExplained(city));
      afterAll(() => city.stop());

      test('breaches its clocks, climbs the ladder and reaches the Ombudsman, with an audit entry for every step', () =>
        expectUnansweredComplaintToReachTheOmbudsman(city));

      test('stays at level 2 without consent, and the citizen is offered the referral', async () => {
        const { id, receipt } = await city.lodge({ consentToOmbudsman: false });
        await city.advance('P60D');
        expect(await city.complaint(id)).toMatchObject({ escalationLevel: 2 });
        expect((await city.get(`/v1/ombudsman/cases?complaintId=${id}`, { as: 'ombudsman' })).body.items).toEqual([]);
        expect((await city.get(`/v1/complaints/${id}`, { as: 'ombudsman' })).status).toBe(404);
        const seen = await city.get(`/v1/tracking/${receipt.ticket}`, {
          headers: { 'x-access-code': receipt.accessCode },
        });
        expect(seen.body).toMatchObject({ referralOffered: true, escalationLevel: 2 });
      });
    });

    describe('due instant beyond the last published calendar', () => {
      test('is computed with weekends only, is marked, and is reported by readiness', async () => {
        const city = await TestApp.start({ at: '2028-03-06T09:00:00+08:00', kafka: settings() });
        try {
          expect((await city.get('/health/ready')).body).toMatchObject({ status: 'ready', warnings: [] });
          const { id } = await city.lodge();
          await city.settle();
          const { clocks } = await city.complaint(id);
          expect(clocks.find(({ name }) => name === 'resolution')).toMatchObject({
            provisional: true,
            dueAt: '2028-03-24T08:30:00.000Z',
          });
          await expectEveryClockExplained(city);
          expect((await city.get('/health/ready')).body).toMatchObject({
            status: 'ready',
            warnings: [expect.stringContaining('provisional')],
          });
        } finally {
          await city.stop();
        }
      });
    });

    describe('advancing business time', () => {
      const neglected = async (days: readonly string[]): Promise<unknown> => {
        const city = await TestApp.start({ at: start, kafka: settings() });
        try {
          const { id } = await city.lodge();
          const silent = await city.lodge({ consentToOmbudsman: false, isAnonymous: true, complainant: null });
          const answered = await city.lodge({ category: 'waste.collection' });
          await city.settle();
          await city.post(`/v1/complaints/${answered.id}/acceptance`, {}, { as: 'officer:DLH' });
          await city.post(
            `/v1/complaints/${answered.id}/resolution`,
            { decision: 'granted', explanation: 'Sampah sudah diangkut.' },
            { as: 'officer:DLH' },
          );
          for (const day of days) await city.advance(day);
          await expectEveryClockExplained(city);
          return await Promise.all([id, silent.id, answered.id].map(each => eventHistoryOf(city, each)));
        } finally {
          await city.stop();
        }
      };

      test('gives the same story in one step of sixty days as in sixty steps of one', async () => {
        const atOnce = await neglected(['P60D']);
        const dayByDay = await neglected(Array.from({ length: 60 }, () => 'P1D'));
        expect(dayByDay).toEqual(atOnce);
        for (const type of ['case.opened.v1', 'clock.warned.v1']) expect(JSON.stringify(atOnce)).toContain(type);
      });
    });

    describe('delivery', () => {
      test('of every event twice changes nothing', async () => {
        const city = await TestApp.start({ at: start, kafka: settings() });
        try {
          const { id } = await city.lodge();
          await city.advance('P45D');
          const before = await everything(city);
          expect(before.told.length).toBeGreaterThan(15);
          const consumers = ['intake', 'routing', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'].map(name =>
            city.consumer(name),
          );
          for (const consumer of consumers) await consumer.close();
          await city.sql('UPDATE eventlog.positions SET position = 0');
          for (const consumer of consumers) await consumer.listen();
          await city.settle();
          expect(await everything(city)).toEqual(before);
          expect((await city.complaint(id)).escalationLevel).toBe(3);
          await expectEveryClockExplained(city);
        } finally {
          await city.stop();
        }
      });

      /** All state that an event could change. */
      const everything = async (city: TestApp) => ({
        told: await city.publishedEvents(),
        complaints: await city.sql('SELECT * FROM complaints.complaints ORDER BY id'),
        messages: await city.sql(
          'SELECT id, complaint_id, occasion, facts, decided_at FROM complaints.messages ORDER BY id',
        ),
        clocks: await city.sql('SELECT * FROM sla.clocks ORDER BY id'),
        escalations: await city.sql('SELECT * FROM escalation.escalations ORDER BY id'),
        cases: await city.sql('SELECT * FROM ombudsman.cases ORDER BY id'),
        entries: await city.sql('SELECT * FROM audit.entries ORDER BY position'),
        cards: await city.sql('SELECT * FROM queries.cards ORDER BY complaint_id'),
        timeline: await city.sql('SELECT * FROM queries.timeline ORDER BY source, complaint_id, sequence'),
        parked: await city.sql('SELECT * FROM eventlog.parked'),
      });
    });
  });
