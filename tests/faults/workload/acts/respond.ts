import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The office responds to the citizen. */
export const respond: Act = {
  name: 'respond',
  fact: 'respond',
  event: 'complaint.responded.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'respond',
      lodged =>
        client.act({
          act: 'respond',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/response`,
          as: `officer:${lodged.office}`,
          body: key => ({
            text: `Tim kami meninjau lokasi hari ini. ${key}`,
            isPublic: client.random.between(1, 2) === 1,
          }),
        }),
      lodged => {
        enqueue(client, client.random.between(1, 6) === 1 ? 'ask' : 'resolve', lodged, 'resolution');
      },
    ),
};
