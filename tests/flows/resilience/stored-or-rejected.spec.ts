import { pothole, TestApp, type TestResponse } from '../../kit/app.js';
import { caseNote, casesIn } from '../../kit/cases.js';
import { complaintsIn, missing } from '../../kit/complaints.js';
import type { Schemas } from '../../kit/response-body.js';

/** An expected validation error with its sentences in both languages. */
interface Pointed {
  readonly pointer: string;
  readonly code: string;
  readonly id: string;
  readonly en: string;
}

describe('request fields are stored or rejected', () => {
  let city: TestApp;
  const { staff, byCitizen } = complaintsIn(() => city);
  const { opened, broughtTo, change } = casesIn(() => city);
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const lodge = (different: object, headers: Record<string, string> = {}) =>
    city.post('/v1/complaints', { ...pothole, ...different }, { as: 'counter_clerk', headers });
  /** Sends the request in both languages and checks that the problems differ only in their sentences. */
  const expectRefused = async (
    send: (headers: Record<string, string>) => Promise<TestResponse>,
    pointed: readonly Pointed[],
    status = 422,
  ): Promise<void> => {
    for (const language of ['id', 'en'] as const) {
      const { status: got, problem } = await send({ 'accept-language': language });
      expect([got, problem.errors]).toEqual([
        status,
        pointed.map(({ pointer, code, ...sentences }) => ({ pointer, code, detail: sentences[language] })),
      ]);
    }
  };
  const half = (pointer: string): Pointed => ({
    pointer,
    code: 'coordinate_missing',
    ...(pointer.endsWith('latitude')
      ? {
          id: 'Lintang wajib diisi: lintang dan bujur selalu berdua.',
          en: 'Latitude is required: latitude and longitude go together.',
        }
      : {
          id: 'Bujur wajib diisi: lintang dan bujur selalu berdua.',
          en: 'Longitude is required: latitude and longitude go together.',
        }),
  });
  const ahead = (pointer: string): Pointed => ({
    pointer,
    code: 'incident_ahead',
    id: 'Waktu kejadian tidak boleh lebih dari satu hari di depan.',
    en: 'Time of the incident must not be more than one day ahead.',
  });

  describe('lodging', () => {
    test.each([
      ['latitude alone', { latitude: -3.28 }, '/location/longitude'],
      ['longitude alone', { longitude: 114.59, regionCode: '63.71.04' }, '/location/latitude'],
      ['latitude with a null', { latitude: 0, longitude: null, address: 'Jl. Padat Karya' }, '/location/longitude'],
    ])('rejects %s', (_, location, pointer) => expectRefused(headers => lodge({ location }, headers), [half(pointer)]));

    test('stores both coordinates, also with the value 0', async () => {
      for (const location of [
        { latitude: -3.3, longitude: 114.6 },
        { latitude: 0, longitude: 0 },
      ]) {
        const { status, body } = await lodge({ location });
        expect([status, body.location]).toEqual([201, expect.objectContaining(location)]);
      }
    });

    test('rejects a representative without the complainant', async () => {
      const representative = { name: 'Ahmad', phone: '+6281234567891' };
      await expectRefused(
        headers => lodge({ isAnonymous: true, complainant: null, representative }, headers),
        [
          {
            pointer: '/representative',
            code: 'complainant_missing',
            id: 'Kuasa atau pendamping hanya dapat dicatat bersama pelapornya. Mohon isi data pelapor.',
            en: 'A representative can only be kept together with the complainant. Please give the complainant.',
          },
        ],
      );
      const { body } = await lodge({ representative });
      const { body: disclosure } = await city.post(
        `/v1/complaints/${body.id}/identity-disclosure`,
        { reason: 'Menelepon' },
        { as: 'coordinator' },
      );
      expect(disclosure.representative).toMatchObject({ name: 'Ahmad' });
    });

    test.each(['9999-12-31T23:59:59-23:59', '0001-01-01T00:00:00+14:00', '1899-12-31T23:59:59Z'])(
      'rejects an incident at %s',
      incidentAt =>
        expectRefused(
          headers => lodge({ incidentAt }, headers),
          [
            {
              pointer: '/incidentAt',
              code: 'instant_out_of_range',
              id: 'Waktu kejadian harus berada dalam tahun 1900 sampai 2199.',
              en: 'Time of the incident must lie in the years 1900 to 2199.',
            },
          ],
        ),
    );

    test('rejects an incident more than a day ahead of business time', async () => {
      await city.post('/dev/clock', { rate: 1e-6 });
      const now = Date.parse((await city.get('/dev/clock')).body.now);
      await expectRefused(
        headers => lodge({ incidentAt: new Date(now + 86_401_000).toISOString() }, headers),
        [ahead('/incidentAt')],
      );
      for (const incidentAt of [new Date(now + 86_399_000), new Date(now - 86_400_000)].map(at => at.toISOString())) {
        const { status, body } = await lodge({ incidentAt });
        expect([status, body.incidentAt, body.warnings]).toEqual([201, incidentAt, []]);
      }
      await city.post('/dev/clock', { rate: 1 });
    });

    test.each([
      ['in the middle of the city', { latitude: -3.32, longitude: 114.59 }, []],
      ['in Jakarta', { latitude: -6.2, longitude: 106.8 }, ['location_outside_city']],
      ['with the wrong sign', { latitude: 3.32, longitude: 114.59 }, ['location_outside_city']],
      ['with swapped coordinates', { latitude: 89, longitude: -3.32 }, ['location_outside_city']],
    ])('stores a pin %s, with a warning outside the city', async (_, location, warnings) => {
      const { status, body } = await lodge({ location });
      expect([status, body.warnings, body.location]).toEqual([201, warnings, expect.objectContaining(location)]);
    });
  });

  describe('completion', () => {
    const awaiting = async (different: object = {}) => {
      const complaint = await city.lodge(different);
      await staff(complaint.id, 'verification', { complete: false, missing }, 'coordinator');
      return complaint;
    };
    const complete = (
      complaint: Schemas['LodgedComplaint'],
      fields: object,
      headers: Record<string, string> = {},
    ): Promise<TestResponse> => byCitizen(complaint, 'completion', { fields, note: 'Di depan gerbang' }, headers);

    test('rejects half a coordinate and an incident in the future', async () => {
      const complaint = await awaiting();
      await expectRefused(
        headers => complete(complaint, { location: { latitude: -3.28 } }, headers),
        [half('/fields/location/longitude')],
      );
      await expectRefused(
        headers => complete(complaint, { incidentAt: '2026-04-17T09:00:00+08:00' }, headers),
        [ahead('/fields/incidentAt')],
      );
    });

    test('rejects a category that differs from the known one', async () => {
      const complaint = await awaiting({ category: 'roads.pothole' });
      await expectRefused(
        headers => complete(complaint, { category: 'waste.collection' }, headers),
        [
          {
            pointer: '/fields/category',
            code: 'category_known',
            id: 'Kategori pengaduan ini sudah ditetapkan, jadi tidak diganti lewat kelengkapan. Mohon tuliskan usul perubahannya dalam catatan.',
            en: 'The complaint already has a category, which a completion does not replace. Please suggest another one in the note.',
          },
        ],
      );
      expect((await complete(complaint, { category: 'roads.pothole' })).status).toBe(200);
      const without = await awaiting({ category: null });
      expect((await complete(without, { category: 'waste.collection' })).status).toBe(200);
      expect((await city.complaint(without.id)).category).toBe('waste.collection');
    });
  });

  test('report of an examination: rejects maladministration without a type', async () => {
    const [kase] = await opened();
    const examined = await broughtTo(kase, 'examination');
    const report = (more: object, headers: Record<string, string> = {}) =>
      change(examined, { to: 'report', note: caseNote, ...more }, headers);
    const types = {
      pointer: '/maladministration',
      code: 'types_missing',
      id: 'Jenis maladministrasi yang ditemukan wajib disebutkan, setidaknya satu.',
      en: 'Maladministration that was found must be named, at least one type.',
    };
    await expectRefused(headers => report({ finding: 'maladministration_found' }, headers), [types]);
    await expectRefused(
      headers => report({ finding: 'maladministration_found', maladministration: [] }, headers),
      [types],
    );
    await expectRefused(
      headers => report({ finding: 'stopped', maladministration: ['undue_delay'] }, headers),
      [
        {
          pointer: '/maladministration',
          code: 'types_without_finding',
          id: 'Jenis maladministrasi hanya diisi jika laporan menyatakan ditemukan maladministrasi.',
          en: 'Types of maladministration are only given where the report finds maladministration.',
        },
      ],
    );
    const { status, body } = await report({ finding: 'maladministration_found', maladministration: ['undue_delay'] });
    expect([status, body.maladministration]).toEqual([
      200,
      expect.arrayContaining([{ type: 'undue_delay', finding: 'found' }]),
    ]);
    const { body: statistics } = await city.get('/v1/ombudsman/statistics?quarter=2026-Q1', { as: 'ombudsman' });
    expect(statistics.byMaladministration.find(({ type }) => type === 'undue_delay')!.found).toBe(1);
  });

  test('explanation of a due instant: rejects a change before the start', () =>
    expectRefused(
      headers =>
        city.post(
          '/v1/sla/explain',
          { clock: 'resolution', startedAt: '2026-03-17T09:00:00+08:00', changedAt: '2026-03-16T09:00:00+08:00' },
          { as: 'sla_operator', headers },
        ),
      [
        {
          pointer: '/changedAt',
          code: 'change_before_start',
          id: 'Waktu perubahan tidak boleh lebih awal daripada waktu mulai.',
          en: 'Time of the change must not be earlier than the start.',
        },
      ],
    ));

  describe('query', () => {
    test.each(['', '0x32', '1e0', ' 1', '1.0', '%2B1'])(
      'rejects a level, a percentage or a limit of "%s"',
      async text => {
        for (const [path, name, pointer, id, en] of [
          [
            '/v1/complaints',
            'escalationLevel',
            '/escalationLevel/0',
            'Tingkat eskalasi nomor 1',
            'Escalation level, item 1',
          ],
          ['/v1/complaints', 'limit', '/limit', 'Banyaknya per halaman', 'Page size'],
          [
            '/v1/complaints/count',
            'escalationLevel',
            '/escalationLevel/0',
            'Tingkat eskalasi nomor 1',
            'Escalation level, item 1',
          ],
          ['/v1/escalations', 'level', '/level/0', 'Tingkat nomor 1', 'Level, item 1'],
          ['/v1/sla/clocks', 'warned', '/warned', 'Persentase peringatan', 'Warning percentage'],
        ] as const)
          await expectRefused(
            headers => city.get(`${path}?${name}=${text}`, { as: 'coordinator', headers }),
            [
              {
                pointer,
                code: 'invalid_type',
                id: `${id} harus berupa bilangan bulat.`,
                en: `${en} must be a whole number.`,
              },
            ],
            400,
          );
      },
    );

    test.each([
      '/v1/complaints?breached=',
      '/v1/complaints?breached=1',
      '/v1/escalations?targetMissing=',
      '/v1/complaints?status=',
      '/v1/complaints?office=',
      '/v1/complaints?dueBefore=',
      '/v1/ombudsman/cases?openedFrom=',
      '/v1/sla/summary?from=',
      '/v1/sla/summary?groupBy=',
      '/v1/messages?status=',
      '/v1/complaints?ticket=',
    ])('rejects %s', async path => {
      const as = path.startsWith('/v1/ombudsman') ? 'ombudsman' : 'coordinator';
      expect((await city.get(path, { as })).status).toBe(400);
    });

    test('accepts a valid number and filters by it', async () => {
      expect(
        (await city.get('/v1/complaints/count?escalationLevel=0&escalationLevel=1', { as: 'coordinator' })).body.count,
      ).toBeGreaterThan(0);
      expect((await city.get('/v1/complaints?limit=1&breached=false', { as: 'coordinator' })).body.items).toHaveLength(
        1,
      );
    });
  });
});
