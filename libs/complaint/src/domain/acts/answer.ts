import { defineAct, event } from '../define-act.js';
import { onBehalf } from './by-citizen.js';

/** Answers the office's question. */
export const answer = defineAct({
  name: 'answer',
  path: 'answer',
  transitions: [{ who: ['citizen'], from: ['awaiting_complainant'], to: ['in_progress'] }],
  meets: ['complainant_answer'],
  wakesEscalation: true,
  texts: ({ text }: { readonly text: string }) => ({ answer: text }),
  apply: (_complaint, _command, context) => ({
    change: { status: 'in_progress' },
    events: [event('complaint.information-provided.v1', onBehalf(context))],
  }),
  notify: {
    'complaint.information-provided.v1':
      'the citizen answered just now, and the complaint returns to its previous status',
  },
});
