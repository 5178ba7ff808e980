import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The citizen sends the missing information, and the complaint returns to its previous status. */
export const complete: Act = {
  name: 'complete',
  fact: 'complete',
  event: 'complaint.completed.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'complete',
      ({ id, ticket, accessCode }) =>
        client.act({
          act: 'complete',
          complaintId: id,
          path: `/v1/tracking/${ticket}/completion`,
          as: null,
          headers: { 'x-access-code': accessCode },
          body: key => ({ note: `Di depan rumah nomor 12, seberang masjid. ${key}` }),
        }),
      lodged => {
        if (lodged.office === null) enqueue(client, 'assign', lodged, 'verification');
        else enqueue(client, 'accept', lodged);
      },
    ),
};
