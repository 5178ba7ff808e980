import { TestApp } from '../../kit/app.js';
import type { Schemas } from '../../kit/response-body.js';

// A Monday; no holiday until the middle of August.
const start = '2026-07-06T09:00:00+08:00';
const pupr = 'Dinas Pekerjaan Umum dan Penataan Ruang';

describe('tracking page', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: start });
  });
  afterAll(() => city.stop());

  const staff = async (id: string, route: string, body: object = {}, as = 'officer:PUPR'): Promise<void> => {
    const answer = await city.post(`/v1/complaints/${id}/${route}`, body, { as });
    expect([route, answer.status, answer.body]).toEqual([route, 200, expect.objectContaining({ id })]);
  };
  const see = ({ ticket, receipt }: Schemas['LodgedComplaint'], language = 'id') =>
    city.get(`/v1/tracking/${ticket}`, {
      headers: { 'x-access-code': receipt.accessCode, 'accept-language': language },
    });
  const accepted = async (different: object = {}) => {
    const complaint = await city.lodge(different);
    await city.settle();
    await staff(complaint.id, 'acceptance');
    return complaint;
  };

  test('shows events, the next step with its deadline, and the allowed actions, in the chosen language', async () => {
    const complaint = await accepted();
    await city.settle();
    expect((await see(complaint)).body.explanation).toBe(
      `${pupr} sedang menangani pengaduan Anda. Anda akan menerima tanggapan pertama paling lambat Senin, 13 Juli 2026 pukul 16.00 WITA.`,
    );
    await staff(complaint.id, 'contact', { by: 'phone', note: 'Ibu ini cerewet' });
    await staff(complaint.id, 'internal-notes', { text: 'Anggaran belum ada' });
    await staff(complaint.id, 'response', { text: 'Kami meninjau besok, Bu.', isPublic: false });
    await city.settle();

    const [indonesian, english] = [(await see(complaint)).body, (await see(complaint, 'en')).body];
    expect(indonesian).toMatchObject({
      explanation: `${pupr} sedang menangani pengaduan Anda. Anda akan menerima keputusannya paling lambat Jumat, 24 Juli 2026 pukul 16.30 WITA.`,
      until: '2026-07-24T08:30:00.000Z',
      untilInWords: 'Jumat, 24 Juli 2026 pukul 16.30 WITA',
      office: pupr,
      allowedActions: ['withdrawal', 'referral'],
    });
    expect(english).toMatchObject({
      explanation: `${pupr} is working on your complaint. You will receive the decision by Friday 24 July 2026 at 16:30 WITA.`,
      until: '2026-07-24T08:30:00.000Z',
      untilInWords: 'Friday 24 July 2026 at 16:30 WITA',
    });
    const words = ({ statusLabel, remedies, timeline, actions }: Schemas['Tracking']): string[] => [
      statusLabel,
      ...remedies,
      ...timeline.flatMap(({ what, on }) => [what, on]),
      ...actions.map(({ what }) => what),
    ];
    expect(words(indonesian).filter(word => words(english).includes(word))).toEqual([]);
    expect(indonesian.timeline.map(({ what, on, text }) => [on, what, text])).toEqual([
      ['Senin, 6 Juli 2026', 'Pengaduan Anda kami terima.', null],
      ['Senin, 6 Juli 2026', `Pengaduan Anda kami teruskan ke ${pupr}.`, null],
      ['Senin, 6 Juli 2026', `${pupr} mulai menangani pengaduan Anda.`, null],
      ['Senin, 6 Juli 2026', `Petugas dari ${pupr} menghubungi Anda. Jika ini keliru, beri tahu kami.`, null],
      ['Senin, 6 Juli 2026', `${pupr} memberi tanggapan.`, 'Kami meninjau besok, Bu.'],
    ]);
    expect(indonesian.actions.map(({ action }) => action)).toEqual(indonesian.allowedActions);
    expect(indonesian.remedies.join(' ')).toMatch(/Ombudsman.*137/);
    expect(JSON.stringify([indonesian, english])).not.toMatch(/cerewet|Anggaran|Siti/);
  });

  test('is Indonesian by default, and is not cacheable', async () => {
    const { ticket, receipt } = await city.lodge();
    const headers = { 'x-access-code': receipt.accessCode };
    for (const [options, language, first] of [
      [{}, 'id', 'Pengaduan Anda kami terima.'],
      [{ 'accept-language': 'fr, en;q=0.5' }, 'en', 'We received your complaint.'],
      [{ 'accept-language': 'fr' }, 'id', 'Pengaduan Anda kami terima.'],
    ] as const) {
      const answer = await city.get(`/v1/tracking/${ticket}`, { headers: { ...headers, ...options } });
      expect([
        answer.body.timeline[0]!.what,
        answer.headers.get('content-language'),
        answer.headers.get('cache-control'),
      ]).toEqual([first, language, 'private, no-store']);
    }
  });

  test('shows all texts for the citizen: missing information, questions, the decision, other bodies', async () => {
    const complaint = await accepted();
    const shown = async () => (await see(complaint)).body.timeline.at(-1)!.text;
    await staff(
      complaint.id,
      'verification',
      {
        complete: false,
        missing: [
          { field: 'location', note: 'Di depan rumah nomor berapa, Bu?' },
          { field: 'location', note: 'Patokannya apa?' },
          { field: 'incidentAt', note: 'Sejak kapan?' },
        ],
        note: 'Pelapor kurang jelas',
      },
      'coordinator',
    );
    expect(await shown()).toBe('Di depan rumah nomor berapa, Bu?\n\nPatokannya apa?\n\nSejak kapan?');
    const citizen = (route: string, body: object) =>
      city.post(`/v1/tracking/${complaint.ticket}/${route}`, body, {
        headers: { 'x-access-code': complaint.receipt.accessCode },
      });
    await citizen('completion', { note: 'Nomor 12' });
    await staff(complaint.id, 'information-request', { question: 'Lajur kiri atau kanan?' });
    expect(await shown()).toBe('Lajur kiri atau kanan?');
    await citizen('answer', { text: 'Kiri' });
    await staff(complaint.id, 'resolution', {
      decision: 'denied',
      explanation: 'Ini jalan provinsi.',
      remedy: 'Ombudsman atau PUPR provinsi.',
      compensation: 'Tidak ada',
    });
    expect(await shown()).toBe('Ini jalan provinsi.\n\nOmbudsman atau PUPR provinsi.\n\nTidak ada');
    await citizen('objection', { reason: 'Bukan, ini jalan kota' });
    await staff(
      complaint.id,
      'referral-out',
      { name: 'Dinas PUPR Provinsi', channel: 'Telepon 0511-123', reason: 'Jalan provinsi' },
      'coordinator',
    );
    expect(await shown()).toBe('Dinas PUPR Provinsi\n\nTelepon 0511-123\n\nJalan provinsi');
    expect((await see(complaint)).text).not.toMatch(/kurang jelas/);
  });

  test('apologises for a late duty without blame, and offers the Ombudsman when a referral is possible', async () => {
    const complaint = await accepted({ consentToOmbudsman: false });
    await city.advance('P60D');
    const { body } = await see(complaint);
    expect(body).toMatchObject({
      referralOffered: true,
      escalationLevel: 2,
      untilInWords: 'Jumat, 4 September 2026 pukul 24.00 WITA',
    });
    expect(body.explanation).toMatch(
      /^.*Mohon maaf, .* dikawal koordinator kota\. .*4 September 2026 pukul 24\.00 WITA\. Jika Anda setuju, kami teruskan pengaduan ini ke Ombudsman/,
    );
  });

  test('requires ticket and access code for every act, and throttles guessing', async () => {
    const { ticket } = await city.lodge();
    const acts: readonly (readonly [string, object])[] = [
      ['completion', { note: 'x' }],
      ['answer', { text: 'x' }],
      ['confirmation', {}],
      ['objection', { reason: 'x' }],
      ['reopening', { reason: 'x' }],
      ['withdrawal', { reason: 'x' }],
      ['referral', { consent: true }],
    ];
    const headers = { 'x-access-code': 'AAAA-AAAA' };
    for (const [route, body] of acts) {
      const answer = await city.post(`/v1/tracking/${ticket}/${route}`, body, { headers });
      expect([route, answer.status, answer.problem.code]).toEqual([route, 404, 'tracking.unknown']);
    }
    for (let n = acts.length; n < 10; n += 1) await city.get(`/v1/tracking/${ticket}`, { headers });
    const throttled = await city.post(`/v1/tracking/${ticket}/referral`, { consent: true }, { headers });
    expect([throttled.status, Number(throttled.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
  });
});
