import { closed } from '../closing-message.js';
import { defineAct, event, openStatuses } from '../define-act.js';
import { closing } from '../state-change.js';
import { onBehalf } from './by-citizen.js';

/** The citizen withdraws the complaint. */
export const withdraw = defineAct({
  name: 'withdraw',
  path: 'withdrawal',
  transitions: [{ who: ['citizen'], from: openStatuses, to: ['closed'] }],
  wakesEscalation: true,
  texts: ({ reason }: { readonly reason: string }) => ({ 'withdrawal.reason': reason }),
  apply: (_complaint, _command, context) => ({
    change: closing('withdrawn', context.now),
    events: [event('complaint.withdrawn.v1', onBehalf(context))],
  }),
  notify: { 'complaint.withdrawn.v1': (_, state) => closed(state, 'withdrawn') },
});
