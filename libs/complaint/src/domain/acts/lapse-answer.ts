import { event } from '../define-act.js';
import { draft } from '../message-draft.js';
import { defineLapse } from './define-lapse.js';

/** Ends the wait for an answer; the office continues without it. */
export const lapseAnswer = defineLapse({
  name: 'lapse_answer',
  clock: 'complainant_answer',
  transition: { from: ['awaiting_complainant'], to: ['in_progress'] },
  wakesEscalation: true,
  apply: (_, { clockId }) => ({
    change: { status: 'in_progress' },
    events: [event('complaint.answer-lapsed.v1', { clockId })],
  }),
  notify: {
    'complaint.answer-lapsed.v1': (_, state) => draft('answer_lapsed', state, 'resolution', { office: state.office }),
  },
});
