import { fullTextLinear } from '../../../libs/database/src/migrations/0033-full-text-linear.js';
import { pothole, TestApp } from '../../kit/app.js';
import { complaintsIn, missing } from '../../kit/complaints.js';
import { worstTexts } from '../../kit/worst-texts.js';

const prefix = 'Jalan di depan rumah kami rusak ';
const worst = Object.entries(worstTexts(10_000 - prefix.length)).map(
  ([name, text]) => [name, `${prefix}${text}`.trim()] as const,
);

describe('typed text', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const { staff, byCitizen } = complaintsIn(() => city);
  const found = async (q: string): Promise<string[]> =>
    (await city.get(`/v1/complaints?limit=200&q=${encodeURIComponent(q)}`, { as: 'coordinator' })).body.items.map(
      ({ id }) => id,
    );

  describe('is accepted in linear time', () => {
    test.each(worst)('in a description: %s', async (_, description) => {
      const lodged = await city.post(
        '/v1/complaints',
        { channel: 'web', subject: 'Jalan rusak', description, isAnonymous: true },
        { as: 'integrator' },
      );
      expect([lodged.status, lodged.problem.code]).toEqual([201, undefined]);
    });

    test('and is found by the search', async () => {
      await city.settle();
      expect(await found('"depan rumah kami rusak"')).toHaveLength(worst.length);
    });

    test('in a completion from a citizen without a token', async () => {
      const complaint = await city.lodge();
      for (const [name, description] of worst.slice(0, 8)) {
        await city.settle();
        await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
        const { status } = await byCitizen(complaint, 'completion', { description, note: description.slice(0, 2_000) });
        expect([name, status]).toEqual([name, 200]);
      }
    });

    test('and is indexed again after a correction of the normaliser', async () => {
      const { id } = await city.lodge({ description: 'Sudah lama lam\u00adpunya padam di gang kami' });
      await city.sql(
        `UPDATE complaints.full_text SET words = to_tsvector('pg_catalog.simple', 'lam punya') WHERE complaint_id = $1`,
        [id],
      );
      await city.settle();
      expect(await found('lampunya padam')).toEqual([]);
      await city.sql(fullTextLinear.sql({ owner: schema => schema, to: () => '' }));
      expect(await found('lampunya padam')).toEqual([id]);
    });

    test('in a search query', async () => {
      for (const [name, text] of Object.entries(worstTexts(300))) {
        const { status } = await city.get(`/v1/complaints?q=${encodeURIComponent(text)}`, { as: 'coordinator' });
        expect([name, status]).toEqual([name, 200]);
      }
    });
  });

  describe('is rejected without visible characters', () => {
    const blanks = ['\u200b', '\u3164', '\u2800', '\u00ad\u202e', '\ufe0f', '\u{e0041}', '\u115f\uffa0', '\u0007'];
    const refused = async (path: string, body: object, as: string, pointer: string): Promise<void> => {
      const {
        status,
        problem: { errors },
      } = await city.post(path, body, { as });
      expect([path, status, errors?.map(each => each.pointer)]).toEqual([path, 422, [pointer]]);
    };

    test.each(blanks)('in fields of citizens and clerks: %j', async blank => {
      await refused('/v1/complaints', { ...pothole, subject: blank.repeat(20) }, 'counter_clerk', '/subject');
      await refused(
        '/v1/complaints',
        { ...pothole, description: `Jalan${blank.repeat(30)}` },
        'counter_clerk',
        '/description',
      );
      await refused(
        '/v1/complaints',
        { ...pothole, requestedSettlement: blank },
        'counter_clerk',
        '/requestedSettlement',
      );
      await refused(
        '/v1/complaints',
        { ...pothole, complainant: { name: blank } },
        'counter_clerk',
        '/complainant/name',
      );
      await refused(
        '/v1/complaints',
        { ...pothole, complainant: { name: 'Siti', address: blank } },
        'counter_clerk',
        '/complainant/address',
      );
      await refused(
        '/v1/complaints',
        { ...pothole, externalReferences: [{ system: 'lapor', id: blank }] },
        'counter_clerk',
        '/externalReferences/0/id',
      );
    });

    test('in fields of staff', async () => {
      const { id } = await city.lodge();
      const route = (name: string): string => `/v1/complaints/${id}/${name}`;
      await city.settle();
      for (const blank of blanks) {
        await refused(
          route('archiving'),
          { reasonCode: 'no_substance', explanation: blank, remedy: 'Loket' },
          'coordinator',
          '/explanation',
        );
        await refused(
          route('archiving'),
          { reasonCode: 'no_substance', explanation: 'Tidak jelas', remedy: blank },
          'coordinator',
          '/remedy',
        );
        await refused(
          route('referral-out'),
          { name: blank, channel: 'Telepon 123', reason: 'Bukan kota' },
          'coordinator',
          '/name',
        );
        await refused(route('assignment'), { office: 'PUPR', reason: blank }, 'coordinator', '/reason');
        await refused(
          route('resolution'),
          { decision: 'denied', explanation: blank, remedy: 'Ombudsman' },
          'officer:PUPR',
          '/explanation',
        );
        await refused(
          route('resolution'),
          { decision: 'denied', explanation: 'Tidak bisa', remedy: blank },
          'officer:PUPR',
          '/remedy',
        );
        await refused(route('internal-notes'), { text: blank }, 'officer:PUPR', '/text');
        await refused(route('escalation'), { level: 1, reason: blank }, 'coordinator', '/reason');
        await refused(route('identity-disclosure'), { reason: blank }, 'officer:PUPR', '/reason');
      }
    });

    test('and words with soft hyphens and zero-width spaces are found, in the text and in the query', async () => {
      const { id } = await city.lodge({
        description: 'Jem\u00adbatan gan\u200btung di ujung kampung kami hampir roboh',
      });
      await city.settle();
      expect((await city.complaint(id)).description).toBe('Jembatan gantung di ujung kampung kami hampir roboh');
      expect([await found('jembatan gantung roboh'), await found('jemba\u00adtan gantung\u200b roboh')]).toEqual([
        [id],
        [id],
      ]);
    });

    test('as a query without visible text', async () => {
      expect((await city.get(`/v1/complaints?q=${encodeURIComponent('\u200b')}`, { as: 'coordinator' })).status).toBe(
        200,
      );
    });
  });

  describe('of contact and identity fields is normalised', () => {
    const storedContact = async (complainant: object) => {
      const { id } = await city.lodge({ complainant: { name: 'Siti Rahmah', ...complainant } });
      await city.settle();
      return (
        await city.post(`/v1/complaints/${id}/identity-disclosure`, { reason: 'Kunjungan' }, { as: 'officer:PUPR' })
      ).body.complainant;
    };

    test.each([
      [{ phone: '(0511) 3353933' }, { phone: '+625113353933' }],
      [{ phone: '0812\u20113456\u20137890' }, { phone: '+6281234567890' }],
      [{ phone: '\u00a00812\u00a03456 7890 ' }, { phone: '+6281234567890' }],
      [{ phone: '6281234567890' }, { phone: '+6281234567890' }],
      [{ phone: '(+62) 812.3456.7890' }, { phone: '+6281234567890' }],
      [{ nationalId: '6371 0465 0580 0001' }, { nationalId: '6371046505800001' }],
      [{ nationalId: ' 637104.650580.0001\u00a0' }, { nationalId: '6371046505800001' }],
      [{ nationalId: '637104\u2013650580\u20130001' }, { nationalId: '6371046505800001' }],
      [{ email: ' siti@contoh.id ' }, { email: 'siti@contoh.id' }],
    ])('%j', async (typed, expected) => {
      expect(await storedContact(typed)).toMatchObject(expected);
    });

    test.each([
      [{ phone: '14045' }, 'phone'],
      [{ phone: '000000' }, 'phone'],
      [{ phone: '0511-123' }, 'phone'],
      [{ phone: 'telepon' }, 'phone'],
      [{ phone: '0812-3456-7890 atau 0813-3456-7890' }, 'phone'],
      [{ nationalId: '637104650580000' }, 'nationalId'],
      [{ nationalId: '63710465058000011' }, 'nationalId'],
      [{ nationalId: '637104650580000I' }, 'nationalId'],
      [{ email: 'siti@contoh' }, 'email'],
    ])('or rejected: %j', async (typed, field) => {
      for (const who of ['complainant', 'representative']) {
        const { status, problem } = await city.post(
          '/v1/complaints',
          { ...pothole, [who]: { name: 'Siti Rahmah', ...typed } },
          { as: 'counter_clerk' },
        );
        expect([status, problem.errors!.map(({ pointer }) => pointer)]).toEqual([422, [`/${who}/${field}`]]);
      }
    });

    test('so that the blind index finds one person by one number, and a completion stores the same form', async () => {
      const [one, other] = [
        await city.lodge({ complainant: { name: 'Siti', phone: '0812-3456-7891' } }),
        await city.lodge({ complainant: { name: 'Siti', phone: '6281234567891' } }),
      ];
      const third = await city.lodge({ complainant: { name: 'Siti' } });
      await city.settle();
      await staff(third.id, 'verification', { complete: false, missing }, 'coordinator');
      expect(
        (
          await byCitizen(third, 'completion', {
            fields: { complainant: { phone: '+62 812 3456 7891' } },
            note: 'Ini nomor saya',
          })
        ).status,
      ).toBe(200);
      const rows = await city.sql(
        `SELECT blind_index
          FROM vault.identities
          JOIN complaints.complaints USING (complainant_ref)
          WHERE id = ANY($1)`,
        [[one.id, other.id, third.id]],
      );
      expect([rows.length, new Set(rows.map(({ blind_index: index }) => String(index))).size]).toEqual([3, 1]);
    });

    test('and a landline number leads to a printed message', async () => {
      const channels = await Promise.all(
        ['(0511) 3353933', '0812-3456-7890'].map(async phone => {
          const { id } = await city.lodge({ complainant: { name: 'Siti Rahmah', phone } });
          return (await city.sql('SELECT told_by FROM complaints.complaints WHERE id = $1', [id]))[0]!.told_by;
        }),
      );
      expect(channels).toEqual(['print', 'sms']);
    });
  });
});
