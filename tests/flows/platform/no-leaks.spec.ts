import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { BuiltSystem } from '../../kit/built-system.js';
import { kill, running } from '../../kit/processes.js';
import { searchDatabase } from '../../kit/search-database.js';
import type { Schemas } from '../../kit/response-body.js';

const complaints = 100;
const atOnce = 10;

/** Words and numbers that occur only in the requests of this test. */
const marker = /qzxwvk|99887766\d{8}|6281987650\d{3}|819-8765-0/i;
const nik = (n: number): string => `99887766${String(n).padStart(8, '0')}`;
const phone = (n: number): string =>
  n % 2 ? `+6281987650${String(n).padStart(3, '0')}` : `+62 819-8765-0${String(n).padStart(3, '0')}`;
const person = (n: number, who: string) => ({
  name: `Qzxwvk${who}${n}`,
  nationalId: nik(n),
  phone: phone(n),
  email: `qzxwvk.${who}${n}@contoh.id`,
  address: `Jalan Qzxwvkalamat${who} ${n}`,
});

const lodging = (n: number, more: object = {}) => ({
  channel: n % 3 ? 'counter' : 'letter',
  category: n % 4 ? 'roads.pothole' : null,
  subject: `Qzxwvksubjek nomor ${n}`,
  description: `Qzxwvkuraian nomor ${n}, hubungi saya di ${phone(n)} atau NIK ${nik(n)}`,
  requestedSettlement: `Qzxwvkpermintaan ${n}`,
  location: { regionCode: '63.71.04.1010', address: `Qzxwvktempat ${n}` },
  complainant: person(n, 'pelapor'),
  representative: n % 5 ? null : person(n + 500, 'kuasa'),
  isAnonymous: n % 7 === 0,
  isConfidential: n % 6 === 0,
  consentToOmbudsman: n % 2 === 1,
  externalReferences: [{ system: 'qzxwvksistem', id: `qzxwvkrujukan-${n}` }],
  ...more,
});

describe('confidential data', () => {
  let home: string;
  let system: BuiltSystem;
  const processes: number[] = [];
  const tokens: Record<string, string> = {};
  const codes: string[] = [];
  const statuses = new Set<number>();

  const call = async <Body>(
    method: string,
    path: string,
    body: unknown,
    as: string | null,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Body }> => {
    const answer = await fetch(`${system.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Qzxwvkperamban',
        ...(as && { authorization: `Bearer ${tokens[as]}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    statuses.add(answer.status);
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  };
  const post = <Body>(path: string, body: unknown, as: string | null, headers: Record<string, string> = {}) =>
    call<Body>('POST', path, body, as, headers);
  const done = async <Body>(answer: Promise<{ status: number; body: Body }>, status = 200): Promise<Body> => {
    const { status: given, body } = await answer;
    expect([given, body]).toEqual([status, body]);
    return body;
  };
  const settle = (): Promise<unknown> => post('/dev/clock', { advance: 'PT0S' }, null);
  const inBatches = async (work: (n: number) => Promise<void>): Promise<void> => {
    for (let n = 0; n < complaints; n += atOnce)
      await Promise.all(Array.from({ length: atOnce }, (_, i) => work(n + i)));
  };
  const databaseUrl = (): string => {
    const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8'));
    return `postgresql://postgres:${password}@127.0.0.1:${port}/tuntas`;
  };
  const asSuperuser = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl() });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-leaks-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    system = await BuiltSystem.start({ TUNTAS_HOME: home, LOG_LEVEL: 'trace', DISCLOSURES_PER_HOUR: '999' });
    processes.push(system.pid, ...system.descendants);
    for (const [as, body] of Object.entries({
      clerk: { role: 'counter_clerk', name: 'Qzxwvkpetugas' },
      coordinator: { role: 'coordinator', name: 'Qzxwvkkoordinator' },
      officer: { role: 'officer', office: 'PUPR', name: 'Qzxwvkpejabat' },
      stranger: { role: 'officer', office: 'DISHUB' },
      examiner: { role: 'ombudsman', name: 'Qzxwvkpemeriksa' },
    }))
      tokens[as] = (await post<Schemas['DevToken']>('/dev/token', body, null)).body.accessToken;
  });
  afterAll(() => {
    kill(running(processes));
    rmSync(home, { recursive: true, force: true });
  });

  test('goes through a hundred random lives of complaints', async () => {
    const lodged: Schemas['LodgedComplaint'][] = [];
    await inBatches(async n => {
      const complaint = await done(
        post<Schemas['LodgedComplaint']>('/v1/complaints', lodging(n), 'clerk', {
          'idempotency-key': `Qzxwvkkunci ${n} ${nik(n)}`,
          traceparent: `00-qzxwvk-${n}`,
        }),
        201,
      );
      lodged[n] = complaint;
      codes.push(complaint.receipt.accessCode);
    });
    await settle();
    await inBatches(async n => {
      const {
        id,
        receipt: { ticket, accessCode },
      } = lodged[n]!;
      const act = (name: string, body: object, as = 'officer') =>
        post(`/v1/complaints/${id}/${name}`, body, as, { 'idempotency-key': `Qzxwvkkunci ${name}` });
      const citizen = (name: string, body: object) =>
        post(`/v1/tracking/${ticket}/${name}`, body, null, {
          'x-access-code': accessCode,
          'idempotency-key': `Qzxwvkkunci ${name}`,
        });
      if (n % 4 === 0)
        await done(act('assignment', { office: 'PUPR', reason: `Qzxwvkalasan ${n} ${nik(n)}` }, 'coordinator'));
      if (n % 10 === 1)
        // neglected: climbs to the Ombudsman
        return void (await done(act('escalation', { level: 1, reason: `Qzxwvknaik ${n} ${nik(n)}` }, 'coordinator')));
      if (n % 10 === 2) return void (await done(citizen('withdrawal', { reason: `Qzxwvktarik ${n}` })));
      await done(act('acceptance', {}));
      await done(act('contact', { by: 'phone', note: `Qzxwvkkontak ${n} di ${phone(n)}` }));
      await done(act('internal-notes', { text: `Qzxwvkcatatan ${n} ${nik(n)}` }));
      await done(act('response', { text: `Qzxwvktanggapan ${n} untuk ${phone(n)}`, isPublic: n % 2 === 0 }));
      if (n % 7) await done(act('identity-disclosure', { reason: `Qzxwvkalasan baca ${n} ${nik(n)}` }));
      for (const accept of ['application/json', 'text/html'])
        await done(call('GET', `/v1/complaints/${id}/receipt`, undefined, 'clerk', { accept }));
      if (n % 10 === 3) {
        await done(
          act(
            'verification',
            { complete: false, missing: [{ field: 'complainant.address', note: `Qzxwvkkurang ${n}` }] },
            'coordinator',
          ),
        );
        await done(
          citizen('completion', {
            description: `Qzxwvkuraian baru ${n}`,
            note: `Qzxwvkcatatan ${nik(n)}`,
            fields: {
              complainant: { address: `Qzxwvkalamat baru ${n}`, phone: phone(n) },
              representative: person(n + 700, 'pendamping'),
              location: { address: `Qzxwvktempat baru ${n}` },
            },
          }),
        );
        await done(act('information-request', { question: `Qzxwvktanya ${n}` }));
        return void (await done(citizen('answer', { text: `Qzxwvkjawab ${phone(n)}` })));
      }
      if (n % 10 === 4) {
        await done(
          act(
            'verification',
            {
              complete: false,
              missing: [{ field: 'location', note: `Qzxwvkkurang ${n}` }],
              note: `Qzxwvkperiksa ${n}`,
            },
            'coordinator',
          ),
        );
        return;
      }
      if (n % 10 === 5) {
        await done(act('information-request', { question: `Qzxwvktanya ${n}` }));
        await done(act('transfer', { toOffice: 'DLH', reason: `Qzxwvkalih ${n} ${nik(n)}` }));
        await done(act('classification', { category: 'trees.pruning', reason: `Qzxwvkgolong ${n}` }, 'coordinator'));
        await done(
          act(
            'referral-out',
            { name: `Qzxwvklembaga ${n}`, channel: phone(n), reason: `Qzxwvkwenang ${n}` },
            'coordinator',
          ),
        );
        await done(act('reopening', { reason: `Qzxwvkbuka ${n}` }, 'coordinator'));
        await done(
          act(
            'archiving',
            { reasonCode: 'spam', explanation: `Qzxwvkarsip ${n}`, remedy: `Qzxwvkjalan ${n}` },
            'coordinator',
          ),
        );
        return;
      }
      await done(
        act('resolution', {
          decision: n % 2 ? 'granted' : 'denied',
          explanation: `Qzxwvkpenjelasan ${n}`,
          remedy: `Qzxwvkupaya ${n}`,
          compensation: `Qzxwvkganti ${n}`,
        }),
      );
      if (n % 10 === 4) {
        await done(
          act(
            'citizen-acts',
            { act: 'objection', reason: `Qzxwvkkeberatan ${nik(n)}`, onBehalf: true, documentSeen: 'ktp' },
            'clerk',
          ),
        );
        await done(citizen('referral', { consent: true }));
      }
      if (n % 10 > 4) await done(citizen('confirmation', { rating: { attitude: 5, attention: 5, action: 5 } }));
      await done(call('GET', `/v1/tracking/${ticket}`, undefined, null, { 'x-access-code': accessCode }));
      await done(call('GET', `/v1/complaints/${id}/timeline`, undefined, 'coordinator'));
    });
    await done(post('/dev/clock', { advance: 'P60D' }, null));
    expect(
      (await done(call<Schemas['ListCount']>('GET', '/v1/escalations/count?level=3', undefined, 'coordinator'))).count,
    ).toBeGreaterThan(0);
  });

  test('goes on to the casework of the Ombudsman', async () => {
    const { items } = await done(
      call<Schemas['CaseList']>('GET', '/v1/ombudsman/cases?limit=5', undefined, 'examiner'),
    );
    expect(items).toHaveLength(5);
    for (const [n, { id }] of items.entries()) {
      const to = n % 2 ? { to: 'not_admissible', ground: 'before_court' } : { to: 'intake_material' };
      await done(
        post(`/v1/ombudsman/cases/${id}/transitions`, { ...to, note: `Qzxwvkkasus ${n} ${nik(n)}` }, 'examiner', {
          'idempotency-key': `Qzxwvkkunci kasus ${n}`,
        }),
      );
      await done(call('GET', `/v1/ombudsman/cases/${id}/dossier`, undefined, 'examiner'));
    }
    expect(
      (
        await post(
          `/v1/ombudsman/cases/${items[0]!.id}/transitions`,
          { to: 'Qzxwvktahap', note: `Qzxwvk ${nik(1)}` },
          'examiner',
        )
      ).status,
    ).toBe(422);
    await settle();
  });

  test('goes through every kind of failure', async () => {
    const { id, ticket } = await done(post<Schemas['LodgedComplaint']>('/v1/complaints', lodging(901), 'clerk'), 201);
    await settle();
    const act = (name: string, body: unknown, headers = {}) =>
      post(`/v1/complaints/${id}/${name}`, body, 'officer', headers);
    const faulty: readonly Promise<{ status: number }>[] = [
      post('/v1/complaints', `{"subject": "Qzxwvkrusak ${nik(1)}`, 'clerk'),
      post('/v1/complaints', lodging(919, { Qzxwvkkolom: 'Qzxwvkisi' }), 'clerk'),
      post('/v1/complaints', lodging(902, { category: 'Qzxwvkkategori' }), 'clerk'),
      post(
        '/v1/complaints',
        lodging(903, { location: { regionCode: 'Qzxwvkwilayah' }, counter: 'Qzxwvkloket', officeHint: 'Qzxwvkkantor' }),
        'clerk',
      ),
      post(
        '/v1/complaints',
        lodging(904, {
          complainant: { ...person(904, 'salah'), nationalId: 'Qzxwvk123', phone: 'Qzxwvk', email: 'Qzxwvk' },
        }),
        'clerk',
      ),
      post('/v1/complaints', lodging(905, { channel: 'Qzxwvkkanal', subject: { Qzxwvk: ['Qzxwvk'] } }), 'clerk'),
      post('/v1/complaints', lodging(906, { description: `Qzxwvk\u0000nul ${nik(906)}` }), 'clerk'),
      post('/v1/complaints', lodging(907, { description: `Qzxwvk ${nik(907)} `.repeat(100_000) }), 'clerk'),
      post('/v1/complaints', lodging(908), 'officer'),
      post('/v1/complaints', lodging(909), null),
      post('/v1/complaints', lodging(910), 'clerk', { 'content-type': 'text/plain' }),
      post('/v1/complaints', lodging(911), 'clerk', { 'idempotency-key': `Qzxwvkkunci ${'panjang '.repeat(40)}` }),
      post('/v1/complaints', lodging(912), null, { authorization: 'Bearer Qzxwvktoken.Qzxwvk.Qzxwvk' }),
      act('response', { text: `Qzxwvkterlaluawal ${nik(900)}` }),
      act('response', { text: `Qzxwvk ${nik(900)}` }, { 'if-match': '"99"' }),
      act('response', { text: 7, Qzxwvk: nik(1) }),
      act('assignment', { office: 'Qzxwvkkantor', reason: 'Qzxwvkalasan' }),
      post(`/v1/complaints/${id}/assignment`, { office: 'Qzxwvkkantor', reason: 'Qzxwvkalasan' }, 'coordinator'),
      act('contact', { by: 'Qzxwvkcara', note: 'Qzxwvkkontak' }),
      act('transfer', { toOffice: 'Qzxwvkkantor', reason: 'Qzxwvkalih' }),
      post(
        `/v1/complaints/${id}/verification`,
        { complete: false, missing: [{ field: 'Qzxwvkkolom', note: 'Qzxwvkkurang' }] },
        'coordinator',
      ),
      post(
        `/v1/complaints/${id}/classification`,
        { category: 'Qzxwvkkategori', reason: 'Qzxwvkalasan' },
        'coordinator',
      ),
      post(`/v1/complaints/${id}/response`, { text: 'Qzxwvkoranglain' }, 'stranger'),
      act('Qzxwvktindakan', { text: 'Qzxwvk' }),
      post(`/v1/complaints/${id}/escalation`, { level: 'Qzxwvktingkat', reason: 'Qzxwvknaik' }, 'coordinator'),
      act('identity-disclosure', { reason: 7, Qzxwvk: nik(1) }),
      post(`/v1/complaints/${id}/identity-disclosure`, { reason: 'Qzxwvkalasan' }, 'stranger'),
      post(`/v1/complaints/${id}/citizen-acts`, { act: 'Qzxwvktindakan', reason: 'Qzxwvk', onBehalf: true }, 'clerk', {
        'x-access-code': 'Qzxwvkkode',
      }),
      post(
        `/v1/complaints/${id}/citizen-acts`,
        { act: 'completion', fields: { category: 'Qzxwvkkategori' }, note: 'Qzxwvk', onBehalf: true },
        'clerk',
      ),
      post(`/v1/tracking/${ticket}/withdrawal`, { reason: 'Qzxwvktarik' }, null, { 'x-access-code': 'Qzxwvkkode' }),
      post('/v1/tracking/Qzxwvktiket/withdrawal', { reason: 'Qzxwvktarik' }, null, { 'x-access-code': 'Qzxwvkkode' }),
      ...[
        '/v1/complaints/Qzxwvkjalan',
        '/v1/Qzxwvkjalan?nama=Qzxwvk',
        `/v1/complaints?q=Qzxwvk&nik=${nik(1)}`,
        `/v1/complaints?office=Qzxwvkkantor&ticket=Qzxwvk`,
        '/v1/complaints/%Qzxwvk',
        `/v1/complaints?cursor=Qzxwvk`,
      ].map(path => call('GET', path, undefined, 'coordinator')),
      call('GET', `/v1/escalations?office=Qzxwvkkantor&complaintId=Qzxwvk`, undefined, 'coordinator'),
    ];
    await Promise.all(faulty);
    expect([...statuses].sort()).toEqual([200, 201, 400, 401, 403, 404, 409, 412, 413, 415, 422]);
  });

  test('goes through a database failure whose own message quotes typed text', async () => {
    await asSuperuser(
      `ALTER TABLE complaints.texts ADD CONSTRAINT refuses CHECK (body NOT LIKE 'Qzxwvkditolak%') NOT VALID`,
    );
    expect((await post('/v1/complaints', lodging(920, { subject: `Qzxwvkditolak ${nik(920)}` }), 'clerk')).status).toBe(
      500,
    );
    await asSuperuser('ALTER TABLE complaints.texts DROP CONSTRAINT refuses');
    await done(post('/v1/complaints', lodging(980), 'clerk'), 201);
    await settle();
  });

  test('is in the database only sealed in the vault, in the texts and in their search index', async () => {
    const { found, rowsIn } = await searchDatabase(databaseUrl(), marker);
    const filled = [
      'complaints.messages',
      'eventlog.log',
      'eventlog.kept_answers',
      'audit.entries',
      'queries.cards',
      'queries.timeline',
      'sla.clocks',
      'escalation.escalations',
      'ombudsman.cases',
    ];
    for (const table of filled) expect([table, (rowsIn.get(table) ?? 0) > 0]).toEqual([table, true]);
    expect(rowsIn.get('vault.identities')).toBeGreaterThanOrEqual(complaints);
    expect(found.map(({ table, column }) => `${table}.${column}`)).toEqual([
      'complaints.full_text.words',
      'complaints.full_text.(the whole row)',
      'complaints.texts.body',
      'complaints.texts.external_system',
      'complaints.texts.external_id',
      'complaints.texts.(the whole row)',
      'escalation.texts.body',
      'escalation.texts.(the whole row)',
      'ombudsman.texts.body',
      'ombudsman.texts.(the whole row)',
    ]);
    expect(found.find(({ table }) => table === 'complaints.texts')!.rows).toBeGreaterThan(complaints * 6);
  });

  test('is not in the metrics', async () => {
    const { status, body } = await call<string>('GET', '/metrics', undefined, null);
    expect([status, body.match(marker)]).toEqual([200, null]);
    expect(body).toMatch(/^tuntas_events_decided_total\{service="intake",type="complaint\.lodged\.v1"\} 1\d\d$/m);
    expect([...codes, ...Object.values(tokens)].filter(secret => body.includes(secret))).toEqual([]);
  });

  test('does not include any access code, as text or as bytes', async () => {
    expect(codes).toHaveLength(complaints);
    const any = new RegExp(codes.flatMap(code => [code, code.replace('-', '')]).join('|'));
    expect((await searchDatabase(databaseUrl(), any)).found).toEqual([]);
  });

  test('is in no log of the system or of the database server', async () => {
    const lines = system.output.split('\n');
    const requests = lines.filter(line => line.includes('"msg":"request"'));
    expect(requests.length).toBeGreaterThan(complaints * 5);
    expect(lines.filter(line => line.includes('"msg":"request failed"')).length).toBeGreaterThan(0);
    expect(lines.filter(line => marker.test(line))).toEqual([]);
    expect(
      lines.filter(
        line => codes.some(code => line.includes(code)) || Object.values(tokens).some(token => line.includes(token)),
      ),
    ).toEqual([]);

    const server = readFileSync(join(home, 'postgres.log'), 'utf8').split('\n');
    expect(server.some(line => line.includes('ready to accept connections'))).toBe(true);
    expect(server.filter(line => marker.test(line))).toEqual([]);
  });
});
