import { doNext, enqueue } from '../plan.js';
import type { Act } from './act.js';

/** The citizen objects and the office handles the complaint again, until the rounds are used up. */
export const object: Act = {
  name: 'object',
  fact: 'object',
  event: 'complaint.objected.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'object',
      ({ id, ticket, accessCode }) =>
        client.act({
          act: 'object',
          complaintId: id,
          path: `/v1/tracking/${ticket}/objection`,
          as: null,
          headers: { 'x-access-code': accessCode },
          body: key => ({ reason: `Tambalannya sudah terkelupas lagi. ${key}` }),
        }),
      lodged => {
        enqueue(client, 'resolve', lodged, 'resolution');
      },
    ),
};
