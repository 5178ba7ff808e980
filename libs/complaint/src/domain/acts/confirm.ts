import { closed } from '../closing-message.js';
import { defineAct, event } from '../define-act.js';
import { closing } from '../state-change.js';
import { onBehalf } from './by-citizen.js';

export interface Confirmation {
  /** The citizen wanted to be heard and confirms it. */
  readonly heard: boolean;
  readonly rating: { readonly attitude: number; readonly attention: number; readonly action: number } | null;
}

/** The citizen accepts the decision. */
export const confirm = defineAct({
  name: 'confirm',
  path: 'confirmation',
  transitions: [{ who: ['citizen'], from: ['resolved'], to: ['closed'] }],
  meets: ['complainant_reply'],
  wakesEscalation: true,
  apply: (_, { heard, rating }: Confirmation, context) => {
    return {
      change: closing(heard ? 'heard' : 'confirmed', context.now),
      ...(heard && { details: { heard } }),
      events: [event('complaint.confirmed.v1', { ...onBehalf(context), heard, rating })],
    };
  },
  notify: { 'complaint.confirmed.v1': (_, state) => closed(state, state.outcome!) },
});
