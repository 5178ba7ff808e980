import { activeStatuses, defineAct, event } from '../define-act.js';
import { draft } from '../message-draft.js';
import { closing } from '../state-change.js';
import { mayReopenAsCitizen } from './reopen.js';

/** Refers the complaint to a body outside the city. Its name, its channel and the reason are texts. */
export const referOut = defineAct({
  name: 'refer_out',
  path: 'referral-out',
  transitions: [{ who: ['coordinator'], from: activeStatuses, to: ['closed'] }],
  wakesEscalation: true,
  texts: (body: { readonly name: string; readonly channel: string; readonly reason: string }) => ({
    'referral-out.name': body.name,
    'referral-out.channel': body.channel,
    'referral-out.reason': body.reason,
  }),
  apply: (_complaint, _command, { now }) => ({
    change: closing('referred_out', now),
    events: [event('complaint.referred-out.v1', {})],
  }),
  notify: {
    'complaint.referred-out.v1': ({ texts }, state) =>
      draft('referred_out', state, mayReopenAsCitizen(state) ? 'reopening' : null, {}, texts),
  },
});
