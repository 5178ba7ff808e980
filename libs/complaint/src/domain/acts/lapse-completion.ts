import { event } from '../define-act.js';
import { closed } from '../closing-message.js';
import { closing } from '../state-change.js';
import { defineLapse } from './define-lapse.js';

/** Closes the complaint after the citizen has not completed it in time. */
export const lapseCompletion = defineLapse({
  name: 'lapse_completion',
  clock: 'completion',
  transition: { from: ['awaiting_completion'], to: ['closed'] },
  wakesEscalation: true,
  apply: (_, { clockId }, now) => ({
    change: closing('deemed_withdrawn', now),
    events: [event('complaint.deemed-withdrawn.v1', { clockId })],
  }),
  notify: { 'complaint.deemed-withdrawn.v1': (_, state) => closed(state, 'deemed_withdrawn') },
});
