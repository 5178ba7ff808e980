import fc from 'fast-check';
import { importJWK, SignJWT, type JWK } from 'jose';
import { developmentIssuer } from '@tuntas/platform';
import { TestApp, testSecrets, type TestResponse } from '../../kit/app.js';
import { casesIn } from '../../kit/cases.js';
import type { Schemas } from '../../kit/response-body.js';

const readers = [
  'coordinator',
  'inspectorate',
  'ombudsman',
  'counter_clerk',
  'integrator::lapor',
  'integrator::other',
  'officer:PUPR',
  'office_head:PUPR',
  'officer:DLH',
  'office_head:INSPEKTORAT',
  'officer',
];
const withoutTexts = ['sla_operator', 'auditor'];

describe('full-text search of complaints', () => {
  let city: TestApp;
  const lodged: Record<string, Schemas['LodgedComplaint']> = {};
  const nameOf = (id: string) => Object.keys(lodged).find(name => lodged[name]!.id === id);
  const { referred, caseOf } = casesIn(() => city);
  const about = (subject: string, different: object = {}): object => ({
    subject,
    description: `${subject}. Ini sudah dilaporkan juga kepada kelompok zamrudan.`,
    ...different,
  });

  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    lodged['road'] = await city.lodge(about('Jalan berlubang di simpang kembar'));
    lodged['waste'] = await city.lodge(
      about('Sampah menumpuk di simpang kembar', { category: 'waste.collection', channel: 'web', counter: null }),
      { as: 'integrator::lapor' },
    );
    lodged['levy'] = await city.lodge(about('Diminta uang di loket perizinan', { category: 'conduct.illegal_levy' }));
    lodged['queue'] = await city.lodge(
      about('Tidak tahu harus melapor ke mana', { category: null, channel: 'phone', counter: null }),
      { as: 'coordinator' },
    );
    lodged['confidential'] = await city.lodge(about('Atasan meminta setoran bulanan', { isConfidential: true }));
    lodged['anonymous'] = await city.lodge(
      about('Trotoar rusak dan tertutup lapak', { isAnonymous: true, complainant: undefined }),
    );
    [lodged['referred']] = await referred(1, about('Jembatan gantung putus talinya'));
    await city.lodge({ subject: 'Lampu taman padam semua', description: 'Lampu taman padam semua sejak minggu lalu.' });
    await city.settle();
  });
  afterAll(() => city.stop());

  const ask = <const Path extends string>(path: Path, q: string, as = 'coordinator', more = '') =>
    city.get(`/v1/${path}?q=${encodeURIComponent(q)}${more}`, { as });
  const found = async (q: string, as = 'coordinator', more = ''): Promise<string[]> => {
    const { status, body, text } = await ask('complaints', q, as, more);
    if (status !== 200) throw new Error(`${q}: ${text}`);
    return body.items.map(({ id }) => nameOf(id) ?? id);
  };
  const counted = async (q: string, as = 'coordinator', more = ''): Promise<number> =>
    (await ask('complaints/count', q, as, more)).body.count;

  describe('within the reach of the caller', () => {
    test.each(readers)('as %s finds exactly the readable complaints, and the count agrees', async as => {
      const within = (await city.get('/v1/complaints?limit=200', { as })).body.items.map(({ id }) => id);
      const expected = Object.keys(lodged)
        .filter(name => within.includes(lodged[name]!.id))
        .sort();
      expect((await found('zamrudan', as)).sort()).toEqual(expected);
      expect(await counted('zamrudan', as)).toBe(expected.length);
      for (const name of expected)
        expect((await city.complaint(lodged[name]!.id, as)).description).toContain('zamrudan');
      for (const name of Object.keys(lodged).filter(each => !expected.includes(each))) {
        const { subject, ticket } = await city.complaint(lodged[name]!.id);
        for (const q of [`"${subject}"`, subject, ticket])
          expect([name, q, await found(q!, as, '&sort=lodgedAt'), await counted(q!, as)]).toEqual([name, q, [], 0]);
      }
    });

    test('returns all, some or no complaints by role', async () => {
      const counts = await Promise.all(readers.map(as => counted('zamrudan', as)));
      expect(counts).toEqual([7, 1, 1, 5, 1, 0, 4, 4, 1, 1, 0]);
    });

    test.each(withoutTexts)(
      'returns 403 to %s, which reads no texts, whether the word exists or not, in lists and counts alike',
      async as => {
        for (const path of [
          'complaints',
          'complaints/count',
          ...(as === 'auditor' ? ['ombudsman/cases', 'ombudsman/cases/count'] : []),
        ])
          for (const q of ['zamrudan', 'nirwujud', '-zamrudan', '!', lodged['road']!.ticket]) {
            const { status, problem } = await ask(path, q, as);
            expect([path, q, status, problem.code, problem.detail]).toEqual([
              path,
              q,
              403,
              'search.without-texts',
              expect.stringContaining('tanpa teksnya'),
            ]);
          }
        expect((await city.get('/v1/complaints?q=%20', { as })).status).toBe(200); // an empty query does not search
      },
    );

    test('uses the first text-reading role of a caller with several roles', async () => {
      const as = async (roles: string[], office: string | null): Promise<{ [name: string]: string }> => ({
        authorization: `Bearer ${await new SignJWT({ name: 'Dua', roles, ...(office && { office }) })
          .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
          .setIssuer(developmentIssuer)
          .setAudience('tuntas')
          .setSubject('dev-two')
          .setIssuedAt()
          .setExpirationTime('1h')
          .sign(await importJWK(testSecrets().signingKey as JWK, 'EdDSA'))}`,
      });
      const request = async <const Path extends string>(path: Path, roles: string[], office: string | null = null) =>
        city.get(`/v1/${path}`, { headers: await as(roles, office) });
      expect((await request('complaints/count', ['auditor', 'officer'], 'DLH')).body.count).toBe(8);
      expect((await request('complaints/count?q=zamrudan', ['auditor', 'officer'], 'DLH')).body.count).toBe(1);
      const { items } = (await request('complaints?q=zamrudan', ['sla_operator', 'auditor', 'officer'], 'DLH')).body;
      expect(items).toMatchObject([{ id: lodged['waste']!.id, subject: 'Sampah menumpuk di simpang kembar' }]);
      expect((await request('complaints?q=zamrudan', ['auditor', 'sla_operator'])).status).toBe(403);
      expect((await request('ombudsman/cases/count?q=zamrudan', ['auditor', 'ombudsman'])).body.count).toBe(1);
    });

    test('finds a complaint by its ticket for a clerk with the access code', async () => {
      const { ticket, receipt } = lodged['waste']!;
      const withCode = (code: string) =>
        city.get(`/v1/complaints/count?q=zamrudan&ticket=${ticket}`, {
          as: 'counter_clerk',
          headers: { 'x-access-code': code },
        });
      expect([(await withCode(receipt.accessCode)).body.count, (await withCode('AAAA-AAAA')).body.count]).toEqual([
        1, 0,
      ]);
    });
  });

  test('combines with all filters', async () => {
    expect(await found('simpang kembar', 'coordinator', '&office=DLH')).toEqual(['waste']);
    expect(await counted('simpang kembar', 'coordinator', '&office=DLH&channel=web')).toBe(1);
    expect(await counted('simpang kembar', 'coordinator', '&channel=sms')).toBe(0);
    expect(await found('zamrudan', 'coordinator', '&category=conduct.illegal_levy&status=assigned')).toEqual(['levy']);
  });

  test('supports words, phrases, exclusion, alternatives and tickets', async () => {
    const cases: [string, string[]][] = [
      ['simpang kembar', ['road', 'waste']],
      ['jln berlobang', ['road']],
      ['"kembar simpang"', []],
      ['"simpang kembar"', ['road', 'waste']],
      ['zamrudan -simpang -loket -"melapor ke mana"', ['anonymous', 'confidential', 'referred']],
      ['yang', []],
      ['juga', ['anonymous', 'confidential', 'levy', 'queue', 'referred', 'road', 'waste']],
      ['!!!', []],
      ['-', []],
      ['""', []],
      [lodged['levy']!.ticket, ['levy']],
      [` ${lodged['levy']!.ticket.toLowerCase()} `, ['levy']],
      ['nirwujud', []],
    ];
    for (const [q, names] of cases)
      expect([q, (await found(q)).sort(), await counted(q)]).toEqual([q, names, names.length]);
  });

  test('ranks a match in the subject before one in the description, also across pages during intake', async () => {
    const extra = {
      subject: 'Kelompok zamrudan meminta perhatian',
      description: 'Mohon datang melihat keadaan di tempat kami ini.',
    };
    lodged['subject'] = await city.lodge(extra);
    await city.settle();
    const whole = await found('zamrudan');
    expect(whole[0]).toBe('subject');
    const paged: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body }: TestResponse<Schemas['ComplaintList']> = await ask(
        'complaints',
        'zamrudan',
        'coordinator',
        `&limit=3${next && `&cursor=${next}`}`,
      );
      paged.push(...body.items.map(({ id }) => nameOf(id) ?? 'another'));
      expect(Object.keys(body.items[0] ?? { id: '', ticket: '' })).not.toContain('fit');
      next = body.next;
      if (paged.length === 3) {
        await city.lodge(extra);
        await city.settle();
      }
    }
    expect(paged).toEqual(whole);
    const { next } = (await ask('complaints', 'zamrudan', 'coordinator', '&limit=2')).body;
    for (const [query, status] of [
      [`?cursor=${next}`, 400],
      [`?q=zamrudan&sort=lodgedAt&cursor=${next}`, 400],
      [`?q=zamrudan&cursor=${next}`, 200],
    ] as const)
      expect([query.slice(0, 20), (await city.get(`/v1/complaints${query}`, { as: 'coordinator' })).status]).toEqual([
        query.slice(0, 20),
        status,
      ]);
  });

  test('rejects a cursor at which no page ended', async () => {
    const id = lodged['road']!.id;
    for (const place of [
      { sort: 'fit', key: 2 ** 31, id },
      { sort: 'fit', key: -1, id },
      { sort: 'lodgedAt', key: '0000-01-01T00:00:00Z', id },
      { sort: '-dueAt', key: '0000-12-31T00:00:00Z', id },
    ]) {
      const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
      expect([
        place,
        (await city.get(`/v1/complaints?q=zamrudan&cursor=${cursor}`, { as: 'coordinator' })).status,
      ]).toEqual([place, 400]);
    }
  });

  test('matches a phrase within the subject or the description, not across both', async () => {
    lodged['seam'] = await city.lodge({
      subject: 'Gerobak cendol terbalik',
      description: 'Parutan kelapa berhamburan ke jalan.',
    });
    await city.settle();
    expect([
      await found('"terbalik parutan"'),
      await found('"cendol terbalik"'),
      await found('"parutan kelapa"'),
      await found('terbalik parutan'),
    ]).toEqual([[], ['seam'], ['seam'], ['seam']]);
  });

  test.each(['lodgedAt', '-lodgedAt', 'dueAt', '-dueAt'])('sorts by %s on request, also across pages', async sort => {
    const [searched, listed] = [
      await ask('complaints', 'simpang kembar', 'coordinator', `&sort=${sort}`),
      await city.get(`/v1/complaints?limit=200&sort=${sort}`, { as: 'coordinator' }),
    ];
    const ids = searched.body.items.map(({ id }) => id);
    expect(ids).toEqual(listed.body.items.map(({ id }) => id).filter(id => ids.includes(id)));
    const first = (await ask('complaints', 'simpang kembar', 'coordinator', `&sort=${sort}&limit=1`)).body;
    const second = (await ask('complaints', 'simpang kembar', 'coordinator', `&limit=1&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  });

  test('does not search notes, responses, reasons or identities', async () => {
    const { id } = lodged['road']!;
    const post = async (path: string, body: object) =>
      expect((await city.post(`/v1/complaints/${id}/${path}`, body, { as: 'officer:PUPR' })).status).toBe(200);
    await post('acceptance', {});
    await post('internal-notes', { text: 'Catatan nirwujud dari petugas' });
    await post('response', { text: 'Jawaban nirwujud untuk pelapor', isPublic: true });
    await city.settle();
    for (const q of ['nirwujud', 'rahmah', '6371046505800001', '081234567890', 'ditambal'])
      expect([q, await found(q)]).toEqual([q, []]);
  });

  test('follows a completion: the new description is found, the old one is not', async () => {
    const complaint = await city.lodge({
      subject: 'Pipa induk meledak di pertigaan',
      description: 'Semula saya menulis kerangkeng di sini.',
      category: null,
    });
    expect(
      (
        await city.post(
          `/v1/complaints/${complaint.id}/verification`,
          { complete: false, missing: [{ field: 'description', note: 'Di mana?' }] },
          { as: 'coordinator' },
        )
      ).status,
    ).toBe(200);
    expect([await counted('kerangkeng'), await counted('gelondongan')]).toEqual([1, 0]);
    const answer = await city.post(
      `/v1/tracking/${complaint.ticket}/completion`,
      { description: 'Letaknya di samping tumpukan gelondongan kayu.', note: 'Sudah' },
      { headers: { 'x-access-code': complaint.receipt.accessCode } },
    );
    expect(answer.status).toBe(200);
    await city.settle();
    expect([
      await counted('kerangkeng'),
      await counted('gelondongan'),
      await counted('pipa meledak gelondongan'),
    ]).toEqual([0, 1, 1]);
  });

  test('does not find an erased text, and removes it from the index', async () => {
    const complaint = await city.lodge({
      subject: 'Kandang babirusa berbau menyengat',
      description: 'Kandang babirusa itu dekat sumur kami.',
    });
    await city.settle();
    expect(await counted('babirusa')).toBe(1);
    await city.sql(`UPDATE complaints.texts SET body = '' WHERE complaint_id = $1 AND field = 'description'`, [
      complaint.id,
    ]);
    expect([await counted('sumur'), await counted('babirusa')]).toEqual([0, 1]);
    await city.sql('DELETE FROM complaints.texts WHERE complaint_id = $1', [complaint.id]);
    expect(await counted('babirusa')).toBe(0);
    expect(await city.sql('SELECT FROM complaints.full_text WHERE complaint_id = $1', [complaint.id])).toEqual([]);
  });

  test('has an index that always agrees with the visible texts', async () => {
    expect(
      await city.sql(
        `SELECT complaint_id
          FROM complaints.full_text f
          FULL JOIN complaints.current_words w USING (complaint_id)
          WHERE f.words IS DISTINCT FROM w.words`,
      ),
    ).toEqual([]);
  });

  test('accepts any query without an error, and the count agrees with the list', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '"',
        '-',
        "'",
        '\\',
        ' ',
        '&',
        '|',
        '!',
        ':*',
        '<->',
        '(',
        ')',
        '<2>',
        'zamrudan',
        'simpang',
        'jln',
        'e-ktp',
        'tidak ada',
        '%',
        '\t',
        '\u202e',
        '😀',
        'ا',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 14 }),
        fc.constantFrom('coordinator', 'officer:DLH'),
        async (pieces, as) => {
          const q = pieces.join('').replaceAll('\0', '');
          const [list, count] = [await ask('complaints', q, as, '&limit=200'), await ask('complaints/count', q, as)];
          expect([q, list.status, count.status]).toEqual([q, 200, 200]);
          expect([q, count.body.count]).toEqual([q, list.body.items.length]);
        },
      ),
      { numRuns: 60 },
    );
    expect((await ask('complaints', 'a'.repeat(301))).status).toBe(400);
  });

  test('finds cases by words and tickets of their complaints, combined with filters, for the Ombudsman', async () => {
    const { id, ticket } = await caseOf(lodged['referred']!);
    const cases = async (q: string, more = '') => {
      const { items } = (await ask('ombudsman/cases', q, 'ombudsman', more)).body;
      expect((await ask('ombudsman/cases/count', q, 'ombudsman', more)).body.count).toBe(items.length);
      return items.map(each => each.id);
    };
    expect([
      await cases('zamrudan'),
      await cases('jmbtn gantung'),
      await cases(ticket),
      await cases('gantung', '&stage=intake_formal'),
    ]).toEqual([[id], [id], [id], [id]]);
    expect([
      await cases('simpang'),
      await cases('gantung -putus'),
      await cases('!!!'),
      await cases(lodged['road']!.ticket),
      await cases('gantung', '&stage=closed'),
    ]).toEqual([[], [], [], [], []]);
  });
});
