import type { Lodged, Plan } from '../act-queue.js';
import { enqueue } from '../plan.js';
import type { Act } from './act.js';

/** Categories with the offices of their routing rules; null means that the complaint waits for the coordinator. */
const categories: readonly (readonly [category: string | null, office: string | null])[] = [
  ['roads.pothole', 'PUPR'],
  ['roads.drainage', 'PUPR'],
  ['waste.collection', 'DLH'],
  ['parking.illegal', 'DISHUB'],
  ['education.levies', 'DISDIK'],
  ['civil_registry.id_card', 'DISDUKCAPIL'],
  ['health.queue', 'DINKES'],
  ['water.outage', 'PAM'],
  ['conduct.illegal_levy', 'INSPEKTORAT'],
  ['other', null],
  [null, null],
];
const plans: readonly Plan[] = ['neglected', 'neglected', 'early', 'around-due'];
const classes = [null, null, null, 'information_request', 'aspiration', 'supervisory_complaint'] as const;

/** Lodges a complaint at a counter or through a partner system. */
export const lodge: Act = {
  name: 'lodge',
  fact: 'lodge',
  event: 'complaint.lodged.v1',
  typed: true,
  async run(client) {
    const { random } = client;
    const [category, ruled] = random.pick(categories);
    const classification = random.pick(classes);
    const isAnonymous = random.between(1, 7) === 1;
    const atCounter = random.between(1, 2) === 1;
    const done = await client.act({
      act: 'lodge',
      complaintId: null,
      path: '/v1/complaints',
      as: atCounter ? 'counter_clerk' : 'integrator',
      body: key => ({
        ...(atCounter ? { channel: 'counter', counter: 'MPP-03' } : { channel: 'partner' }),
        ...(category && { category }),
        ...(classification && { classification }),
        subject: `Pengaduan ${key}`,
        description: `Sudah tiga minggu belum ada tindakan apa pun, mohon perhatian. ${key}`,
        location: { regionCode: '63.71.04.1010', address: `Jl. Padat Karya ${key}` },
        isAnonymous,
        ...(!isAnonymous && { complainant: { name: 'Siti Rahmah', phone: '+6281234567890' } }),
        consentToOmbudsman: random.between(1, 2) === 1,
      }),
    });
    if (done.outcome !== 'ok') return true;
    const { id, ticket, receipt } = done.body!;
    const office = classification === 'supervisory_complaint' ? 'INSPEKTORAT' : ruled;
    const lodged: Lodged = {
      id,
      ticket,
      accessCode: receipt.accessCode,
      plan: random.pick(plans),
      office,
      refusals: 0,
    };
    const fate = random.between(1, 24);
    if (fate <= 2) enqueue(client, 'withdraw', lodged);
    else if (fate === 3) enqueue(client, 'request completion', lodged);
    else if (fate === 4) enqueue(client, 'archive', lodged);
    else if (fate === 5) enqueue(client, 'refer', lodged);
    else if (fate === 6 && office !== null) enqueue(client, 'transfer', lodged, 'first_response');
    else if (lodged.plan === 'neglected') return true;
    else if (office === null) enqueue(client, 'assign', lodged, 'verification');
    else enqueue(client, 'accept', lodged);
    return true;
  },
};
