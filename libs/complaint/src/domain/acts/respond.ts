import { officeOf } from '../complaint.js';
import { defineAct, event } from '../define-act.js';
import { draft } from '../message-draft.js';

/** Responds to the complainant. `isPublic` states whether others may read the response. */
export const respond = defineAct({
  name: 'respond',
  path: 'response',
  transitions: [{ who: ['office'], from: ['in_progress', 'awaiting_complainant'], to: 'same' }],
  meets: ['first_response'],
  wakesEscalation: true,
  texts: ({ text }: { readonly text: string }) => ({ response: text }),
  apply: (complaint, { isPublic }: { readonly isPublic: boolean }) => ({
    events: [event('complaint.responded.v1', { office: officeOf(complaint), isPublic })],
  }),
  notify: {
    'complaint.responded.v1': ({ office, texts }, state) => draft('response', state, 'resolution', { office }, texts),
  },
});
