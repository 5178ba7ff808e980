import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The citizen answers the office's question. */
export const answer: Act = {
  name: 'answer',
  fact: 'answer',
  event: 'complaint.information-provided.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'answer',
      ({ id, ticket, accessCode }) =>
        client.act({
          act: 'answer',
          complaintId: id,
          path: `/v1/tracking/${ticket}/answer`,
          as: null,
          headers: { 'x-access-code': accessCode },
          body: key => ({ text: `Lajur kiri, dekat pohon asam. ${key}` }),
        }),
      lodged => {
        enqueue(client, 'resolve', lodged, 'resolution');
      },
    ),
};
