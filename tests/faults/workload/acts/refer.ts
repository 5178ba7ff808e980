import { doNext } from '../plan.js';
import type { Act } from './act.js';

/** The citizen asks for the Ombudsman; nothing is typed, and asking again changes nothing. */
export const refer: Act = {
  name: 'refer',
  fact: 'request_referral',
  event: 'complaint.referral-requested.v1',
  typed: false,
  run: client =>
    doNext(
      client,
      'refer',
      ({ id, ticket, accessCode }) =>
        client.act({
          act: 'refer',
          complaintId: id,
          path: `/v1/tracking/${ticket}/referral`,
          as: null,
          headers: { 'x-access-code': accessCode },
          body: () => ({ consent: true }),
        }),
      () => undefined,
    ),
};
