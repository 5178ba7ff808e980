import type { ComplaintEvent, Events } from '@tuntas/contracts';
import type { Complaint } from '../complaint.js';
import type { Ruling } from '../define-act.js';

/**
 * Records that a printed message was handed over to the citizen. It emits an event for the audit but does not change
 * version or history, and the transition table does not limit it. The caller checks that the message was waiting.
 */
export const handOver = (
  complaint: Complaint,
  message: Omit<Events['message.handed-over.v1'], 'cycle' | 'texts'>,
): Ruling => {
  const event: ComplaintEvent = {
    type: 'message.handed-over.v1',
    data: { cycle: complaint.cycle, texts: [], ...message },
  };
  return { state: complaint, events: [event] };
};
