import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The citizen confirms the resolution; the act has no text and can occur only once. */
export const confirm: Act = {
  name: 'confirm',
  fact: 'confirm',
  event: 'complaint.confirmed.v1',
  typed: false,
  run: client =>
    doNext(
      client,
      'confirm',
      ({ id, ticket, accessCode }) =>
        client.act({
          act: 'confirm',
          complaintId: id,
          path: `/v1/tracking/${ticket}/confirmation`,
          as: null,
          headers: { 'x-access-code': accessCode },
          body: () => ({ rating: { attitude: 5, attention: 4, action: 4 } }),
        }),
      lodged => {
        if (client.random.between(1, 6) === 1) enqueue(client, 'reopen', lodged, 'reopening');
      },
    ),
};
