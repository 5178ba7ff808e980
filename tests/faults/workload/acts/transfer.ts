import { offices } from '../offices.js';
import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The coordinator transfers the complaint to another office before it is accepted. */
export const transfer: Act = {
  name: 'transfer',
  fact: 'transfer',
  event: 'complaint.transferred.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'transfer',
      lodged => {
        lodged.office = client.random.pick(offices.filter(office => office !== lodged.office));
        return client.act({
          act: 'transfer',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/transfer`,
          as: 'coordinator',
          body: key => ({ toOffice: lodged.office, reason: `Kewenangan kantor lain. ${key}` }),
        });
      },
      lodged => {
        enqueue(client, 'accept', lodged, 'first_response');
      },
    ),
};
