import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The office resolves the complaint. */
export const resolve: Act = {
  name: 'resolve',
  fact: 'resolve',
  event: 'complaint.resolved.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'resolve',
      lodged =>
        client.act({
          act: 'resolve',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/resolution`,
          as: `officer:${lodged.office}`,
          body: key => ({
            decision: client.random.pick(['granted', 'denied']),
            explanation: `Sudah diperiksa. ${key}`,
            remedy: `Ombudsman RI. ${key}`,
          }),
        }),
      lodged => {
        const next = client.random.between(1, 10);
        if (next <= 5) enqueue(client, 'confirm', lodged, 'complainant_reply');
        else if (next === 6) enqueue(client, 'withdraw', lodged, 'complainant_reply');
        else if (next <= 8) enqueue(client, 'object', lodged, 'complainant_reply');
        else if (next === 9) enqueue(client, 'refer', lodged, 'complainant_reply');
      },
    ),
};
