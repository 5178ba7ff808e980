import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The citizen reopens a closed complaint. */
export const reopen: Act = {
  name: 'reopen',
  fact: 'reopen',
  event: 'complaint.reopened.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'reopen',
      ({ id, ticket, accessCode }) =>
        client.act({
          act: 'reopen',
          complaintId: id,
          path: `/v1/tracking/${ticket}/reopening`,
          as: null,
          headers: { 'x-access-code': accessCode },
          body: key => ({ reason: `Sesudah hujan semalam lubangnya terbuka lagi. ${key}` }),
        }),
      lodged => {
        enqueue(client, 'respond', lodged, 'first_response');
      },
    ),
};
