import type { Complaint } from '../complaint.js';
import { event } from '../define-act.js';
import { defineLapse } from './define-lapse.js';

const windowIsOpen = (complaint: Complaint): boolean => !complaint.reopeningLapsed;

/** Ends the reopening window; afterwards only the coordinator may reopen. */
export const lapseReopening = defineLapse({
  name: 'lapse_reopening',
  clock: 'reopening',
  transition: { from: ['closed'], to: 'same', when: windowIsOpen },
  wakesEscalation: false,
  apply: (_, { clockId }) => ({
    change: { reopeningLapsed: true },
    events: [event('complaint.reopening-lapsed.v1', { clockId })],
  }),
  notify: { 'complaint.reopening-lapsed.v1': 'the message about the closing stated the deadline for reopening' },
});
