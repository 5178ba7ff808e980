import { statuses } from '@tuntas/contracts';
import { referralRequested } from '../complaint.js';
import { defineAct, event } from '../define-act.js';
import { onBehalf } from './by-citizen.js';
import { consented } from './consent.js';

/**
 * The citizen requests a referral to the Ombudsman, in any status. Without an earlier consent the request also gives
 * it: two acts in one decision, each with a fact and an event. A repeated request in the same cycle changes nothing.
 */
export const requestReferral = defineAct({
  name: 'request_referral',
  path: 'referral',
  transitions: [{ who: ['citizen'], from: statuses, to: 'same' }],
  wakesEscalation: true,
  apply: (complaint, _, context) => {
    if (referralRequested(complaint)) return null;
    const requested = event('complaint.referral-requested.v1', onBehalf(context));
    if (complaint.consentToOmbudsman) return { events: [requested] };
    const { change, events } = consented(context);
    return { includes: ['consent'], ...(change && { change }), events: [...events, requested] };
  },
  notify: {
    'complaint.referral-requested.v1': 'the citizen requested it just now; the opened case has its own message',
  },
});
