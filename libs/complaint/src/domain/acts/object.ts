import { closed } from '../closing-message.js';
import { defineAct, event, maxRounds } from '../define-act.js';
import { draft } from '../message-draft.js';
import { closing } from '../state-change.js';
import { onBehalf } from './by-citizen.js';

/** The citizen objects: it starts a new cycle, or closes the complaint as contested if both rounds are used. */
export const object = defineAct({
  name: 'object',
  path: 'objection',
  transitions: [{ who: ['citizen'], from: ['resolved'], to: ['in_progress', 'closed'] }],
  meets: ['complainant_reply'],
  wakesEscalation: true,
  texts: ({ reason }: { readonly reason: string }) => ({ 'objection.reason': reason }),
  apply: (complaint, _, context) => {
    const { cycle, rounds } = complaint;
    const contested = rounds >= maxRounds;
    return {
      change: contested
        ? closing('contested', context.now)
        : { status: 'in_progress', cycle: cycle + 1, rounds: rounds + 1, resolvedAt: null },
      events: [event('complaint.objected.v1', { ...onBehalf(context), contested })],
    };
  },
  notify: {
    'complaint.objected.v1': ({ contested }, state) =>
      contested ? closed(state, 'contested') : draft('objected', state, 'first_response', { office: state.office }),
  },
});
