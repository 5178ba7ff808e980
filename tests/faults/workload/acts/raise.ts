import { doNext } from '../plan.js';
import type { Act } from './act.js';

/** The coordinator escalates manually; the reason is stored with the escalation. */
export const raise: Act = {
  name: 'raise',
  fact: null,
  event: 'escalation.raised.v1',
  typed: false,
  run: client =>
    doNext(
      client,
      'raise',
      ({ id }) =>
        client.act({
          act: 'raise',
          complaintId: id,
          path: `/v1/complaints/${id}/escalation`,
          as: 'coordinator',
          body: key => ({
            level: client.random.between(1, 2),
            reason: `Warga sudah tiga kali datang ke loket. ${key}`,
          }),
          answered: body => ({ id: body.id, version: 0 }), // escalations have no version
        }),
      () => undefined,
    ),
};
