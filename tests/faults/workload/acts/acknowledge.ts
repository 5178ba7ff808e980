import type { Act } from './act.js';

const heads = ['PUPR', 'DLH', 'DISHUB', 'DISDIK', 'DISDUKCAPIL', 'DINKES', 'PAM'];
const recentMs = 2 * 86_400_000;

/** The recipient acknowledges an escalation: the head of the office at level 1, the coordinator at level 2. */
export const acknowledge: Act = {
  name: 'acknowledge',
  fact: null,
  event: 'escalation.acknowledged.v1',
  typed: false,
  async run(client) {
    const { random, time } = client;
    const now = time.now();
    if (!now) return false;
    const office = random.between(1, 2) === 1 ? random.pick(heads) : null;
    const as = office ? `office_head:${office}` : 'coordinator';
    const since = new Date(now.getTime() - recentMs).toISOString();
    const found = await client.read(
      `/v1/escalations?status=open&level=${office ? 1 : 2}&limit=50&raisedFrom=${since}`,
      as,
    );
    const mine = (found?.items ?? []).filter(one => !office || (one.target === 'office_head' && one.office === office));
    if (mine.length === 0) return false;
    const { id, complaintId } = random.pick(mine);
    await client.act({
      act: 'acknowledge',
      complaintId,
      path: `/v1/escalations/${id}/acknowledgement`,
      as,
      body: () => ({}),
      answered: body => ({ id: body.id, version: 0 }), // escalations have no version
    });
    return true;
  },
};
