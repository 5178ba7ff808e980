import { closed } from '../closing-message.js';
import { referralRequested } from '../complaint.js';
import { event } from '../define-act.js';
import { closing } from '../state-change.js';
import { defineLapse } from './define-lapse.js';

/** Closes after no reply: as contested if the citizen requested the Ombudsman in this cycle. */
export const lapseReply = defineLapse({
  name: 'lapse_reply',
  clock: 'complainant_reply',
  transition: { from: ['resolved'], to: ['closed'] },
  wakesEscalation: true,
  apply: (complaint, { clockId }, now) => {
    const contested = referralRequested(complaint);
    return {
      change: closing(contested ? 'contested' : 'closed_by_silence', now),
      events: [event('complaint.closed-by-silence.v1', { clockId, contested })],
    };
  },
  notify: { 'complaint.closed-by-silence.v1': (_, state) => closed(state, state.outcome!) },
});
