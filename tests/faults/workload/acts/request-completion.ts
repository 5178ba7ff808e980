import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The coordinator requests missing information; some citizens never send it. */
export const requestCompletion: Act = {
  name: 'request completion',
  fact: 'request_completion',
  event: 'complaint.completion-requested.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'request completion',
      lodged =>
        client.act({
          act: 'request completion',
          complaintId: lodged.id,
          path: `/v1/complaints/${lodged.id}/verification`,
          as: 'coordinator',
          body: key => ({
            complete: false,
            missing: [{ field: 'location', note: `Di depan rumah nomor berapa, Bu? ${key}` }],
          }),
        }),
      lodged => {
        if (client.random.between(1, 5) > 1) enqueue(client, 'complete', lodged, 'completion');
      },
    ),
};
