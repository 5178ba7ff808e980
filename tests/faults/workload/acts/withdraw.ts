import { doNext } from '../plan.js';
import type { Act } from './act.js';

/** The citizen withdraws the complaint. */
export const withdraw: Act = {
  name: 'withdraw',
  fact: 'withdraw',
  event: 'complaint.withdrawn.v1',
  typed: true,
  run: client =>
    doNext(
      client,
      'withdraw',
      ({ id, ticket, accessCode }) =>
        client.act({
          act: 'withdraw',
          complaintId: id,
          path: `/v1/tracking/${ticket}/withdrawal`,
          as: null,
          headers: { 'x-access-code': accessCode },
          body: key => ({ reason: `Sudah tidak perlu lagi. ${key}` }),
        }),
      () => undefined,
    ),
};
