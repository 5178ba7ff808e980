// Run with `node --import ./tests/kit/typescript.mjs tests/client/stories.ts http://127.0.0.1:3000`. A client that is
// generated from the OpenAPI document alone plays two stories: a complaint that is settled, and one that is neglected.
// `client.spec.ts` generates `tuntas.js`, checks the types against it and runs this program.
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from './tuntas.js';

type Role = components['schemas']['DevTokenRequest']['role'];

const baseUrl = process.argv[2]!;
const api = createClient<paths, `application/${string}`>({ baseUrl });

/**
 * Returns the body of a successful response.
 * @throws Error with the problem of a refusal
 */
const done = async <Body>(request: Promise<{ data?: Body; error?: unknown; response: Response }>): Promise<Body> => {
  const { data, error, response } = await request;
  if (data === undefined) throw new Error(`${response.status} ${response.url} ${JSON.stringify(error)}`);
  return data;
};

const as = async (role: Role, office?: string) => {
  const { accessToken } = await done(api.POST('/dev/token', { body: { role, ...(office && { office }) } }));
  return createClient<paths, `application/${string}`>({ baseUrl, headers: { authorization: `Bearer ${accessToken}` } });
};
const advance = (duration: string) => done(api.POST('/dev/clock', { body: { advance: duration } }));

const clerk = await as('counter_clerk');
const coordinator = await as('coordinator');
const officer = await as('officer', 'PUPR');

const lodge = (category: string | null) =>
  done(
    clerk.POST('/v1/complaints', {
      body: {
        channel: 'counter',
        counter: 'MPP-03',
        category,
        consentToOmbudsman: true,
        subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
        description: 'Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.',
        location: { regionCode: '63.71.04.1010', address: 'Jl. Padat Karya' },
        complainant: { name: 'Siti Rahmah', phone: '+6281234567890' },
      },
    }),
  );

/**
 * No routing rule matches, so the coordinator assigns the complaint. The office accepts it, asks a question, answers
 * and decides; the citizen confirms.
 */
const settled = async () => {
  const { id, version, receipt } = await lodge(null);
  const complaint = { params: { path: { id } } };
  const citizen = { params: { path: { ticket: receipt.ticket }, header: { 'X-Access-Code': receipt.accessCode } } };

  const assigned = await done(
    coordinator.POST('/v1/complaints/{id}/assignment', {
      params: { ...complaint.params, header: { 'If-Match': `"${version}"`, 'Idempotency-Key': `assignment of ${id}` } },
      body: { office: 'PUPR', reason: 'Jalan kota, kewenangan PUPR' },
    }),
  );
  assert.deepEqual([assigned.status, assigned.office?.code], ['assigned', 'PUPR']);
  const late = await coordinator.POST('/v1/complaints/{id}/assignment', {
    params: { ...complaint.params, header: { 'If-Match': `"${version}"` } },
    body: { office: 'DLH', reason: 'Pohonnya yang tumbang' },
  });
  assert.deepEqual([late.response.status, late.error?.code], [412, 'complaint.version-changed']);

  await done(officer.POST('/v1/complaints/{id}/acceptance', { ...complaint, body: {} }));
  await done(
    officer.POST('/v1/complaints/{id}/response', {
      ...complaint,
      body: { text: 'Tim kami meninjau lokasi hari ini, Bu.', isPublic: true },
    }),
  );
  await done(
    officer.POST('/v1/complaints/{id}/information-request', {
      ...complaint,
      body: { question: 'Lajur kiri atau kanan, Bu?', dueInWorkingDays: 5 },
    }),
  );
  const tracking = await done(api.GET('/v1/tracking/{ticket}', citizen));
  assert.deepEqual(
    [tracking.status, tracking.timeline.at(-1)?.text],
    ['awaiting_complainant', 'Lajur kiri atau kanan, Bu?'],
  );
  await done(api.POST('/v1/tracking/{ticket}/answer', { ...citizen, body: { text: 'Lajur kiri' } }));
  const resolved = await done(
    officer.POST('/v1/complaints/{id}/resolution', {
      ...complaint,
      body: { decision: 'granted', explanation: 'Lubang sudah ditambal hari Selasa.' },
    }),
  );
  assert.equal(resolved.status, 'resolved');

  const { actions } = await done(api.GET('/v1/tracking/{ticket}', citizen));
  assert.ok(actions.some(({ action }) => action === 'confirmation'));
  const confirmed = await done(
    api.POST('/v1/tracking/{ticket}/confirmation', {
      ...citizen,
      body: { rating: { attitude: 5, attention: 5, action: 4 } },
    }),
  );
  assert.deepEqual([confirmed.status, confirmed.outcome], ['closed', 'confirmed']);

  await advance('PT1M');
  const { clocks } = await done(coordinator.GET('/v1/complaints/{id}', complaint));
  assert.deepEqual(
    clocks.filter(({ name }) => name === 'resolution').map(({ status, basis }) => ({ status, basis })),
    [{ status: 'met', basis: 'PermenPANRB 62/2018' }],
  );
  const listed = await done(
    coordinator.GET('/v1/complaints', {
      params: { query: { status: ['closed'], ticket: [receipt.ticket], sort: '-lodgedAt' } },
    }),
  );
  assert.deepEqual(
    listed.items.map(item => item.id),
    [id],
  );
};

/**
 * A rule assigns the complaint to an office that never acts. The complaint climbs the ladder and reaches the Ombudsman.
 */
const neglected = async () => {
  const { id, ticket } = await lodge('roads.pothole');
  await advance('P45D');

  const ofIt = { params: { query: { complaintId: [id] } } };
  const { items } = await done(coordinator.GET('/v1/escalations', ofIt));
  assert.deepEqual(
    items.filter(({ clock }) => clock === 'resolution').map(({ level, target }) => ({ level, target })),
    [
      { level: 1, target: 'office_head' },
      { level: 2, target: 'coordinator' },
      { level: 3, target: 'ombudsman' },
    ],
  );
  assert.equal((await done(coordinator.GET('/v1/escalations/count', ofIt))).count, items.length);

  const ombudsman = await as('ombudsman');
  const [found] = (await done(ombudsman.GET('/v1/ombudsman/cases', ofIt))).items;
  const opened = await done(ombudsman.GET('/v1/ombudsman/cases/{id}', { params: { path: { id: found!.id } } }));
  assert.deepEqual(
    { ticket: opened.ticket, stage: opened.stage, office: opened.office },
    { ticket, stage: 'intake_formal', office: 'PUPR' },
  );
  assert.match(opened.registrationNumber, /^\d{4}\/LM\/[IVX]+\/\d{4}\/BJM$/);
  assert.ok(opened.admissibility.some(({ check, passed }) => check === 'agency_asked_first' && passed));
};

await settled();
await neglected();
console.log('settled and neglected');
