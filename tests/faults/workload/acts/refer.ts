import { doNext } from '../plan.js';
import type { Act } from './act.js';

/** The citizen requests a referral to the Ombudsman; the act has no text, and repeating it changes nothing. */
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
