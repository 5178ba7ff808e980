import { doNext } from '../plan.js';
import type { Act } from './act.js';

/** The coordinator raises it by hand; the reason lies with the escalation. */
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
          answered: body => ({ id: body.id, version: 0 }), // an escalation has no version
        }),
      () => undefined,
    ),
};
