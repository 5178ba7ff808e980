// Real calls by the client that openapi-generator makes for TypeScript (typescript-fetch). Started by
// tests/flows/platform/generated-clients.spec.ts with the address of a running system.
import assert from 'node:assert/strict';
import {
  ComplaintsApi,
  Configuration,
  DevelopmentApi,
  IntakeApi,
  ResponseError,
  RoutingApi,
  SLAApi,
  TrackingApi,
  type DevTokenRequestRoleEnum,
} from './client';

const basePath = process.argv[2]!;
const as = async (role: DevTokenRequestRoleEnum): Promise<Configuration> => {
  const { accessToken } = await new DevelopmentApi(new Configuration({ basePath })).makeDevToken({
    devTokenRequest: { role },
  });
  return new Configuration({ basePath, accessToken });
};

const main = async (): Promise<void> => {
  const [clerk, coordinator] = [await as('counter_clerk'), await as('coordinator')];
  const lodged = await new IntakeApi(clerk).lodgeComplaint({
    idempotencyKey: `typescript-${Date.now()}`,
    lodging: {
      channel: 'counter',
      counter: 'MPP-03',
      subject: 'Jalan berlubang di depan sekolah',
      description: 'Sudah tiga minggu ada lubang besar di depan sekolah.',
      location: { address: 'Jl. Padat Karya' },
      complainant: { name: 'Siti Rahmah', phone: '+6281234567890' },
    },
  });
  const complaints = new ComplaintsApi(coordinator);
  const read = await complaints.getComplaint({ id: lodged.id });
  assert.deepEqual(
    [read.ticket, read.location?.address, read.lodgedAt],
    [lodged.ticket, 'Jl. Padat Karya', lodged.lodgedAt],
  );

  const list = () => complaints.listComplaints({ ticket: [lodged.ticket], breached: false, lodgedFrom: '2026-01-01' });
  let listed = await list();
  for (const deadline = performance.now() + 60_000; listed.items.length === 0 && performance.now() < deadline;)
    listed = await list(); // it follows within milliseconds
  assert.deepEqual(
    listed.items.map(({ id }) => id),
    [lodged.id],
  );

  const tracking = new TrackingApi(clerk);
  assert.equal(
    (await tracking.trackComplaint({ ticket: lodged.ticket, xAccessCode: lodged.receipt.accessCode })).ticket,
    lodged.ticket,
  );

  const verified = await new RoutingApi(coordinator).verifyComplaint({
    id: lodged.id,
    verification: { complete: false, missing: [{ field: 'incidentAt', note: 'Kapan terjadinya?' }] },
  });
  assert.equal(verified.status, 'awaiting_completion');

  const { items } = await new SLAApi(coordinator).listPolicies();
  assert.ok(items.every(({ length }) => length.ordinaryComplaint > 0));
  await new SLAApi(coordinator).summarizeClocks({ from: '2026-01-01' });

  await assert.rejects(
    tracking.trackComplaint({ ticket: lodged.ticket, xAccessCode: 'AAAA-AAAA' }),
    (refused: unknown) => refused instanceof ResponseError && refused.response.status === 404,
  );
  console.log('called');
};
void main();
