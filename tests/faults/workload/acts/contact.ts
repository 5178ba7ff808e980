import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** An officer contacts the citizen. */
export const contact: Act = {
  name: 'contact',
  fact: 'contact',
  event: 'complaint.contacted.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'contact',
      lodged =>
        client.act({
          act: 'contact',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/contact`,
          as: `officer:${lodged.office}`,
          body: key => ({ by: 'phone', note: `Kami sepakat meninjau besok pagi. ${key}` }),
        }),
      lodged => {
        enqueue(client, 'respond', lodged, 'first_response');
      },
    ),
};
