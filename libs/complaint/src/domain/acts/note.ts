import { statuses } from '@tuntas/contracts';
import { defineAct, event } from '../define-act.js';

/**
 * Adds an internal note that the citizen never sees. A coordinator's note has no office, even if their token names one.
 */
export const note = defineAct({
  name: 'note',
  path: 'internal-notes',
  transitions: [{ who: ['coordinator', 'office'], from: statuses, to: 'same' }],
  wakesEscalation: false,
  changesHistory: false,
  texts: ({ text }: { readonly text: string }) => ({ 'internal-note': text }),
  apply: (_complaint, _command, { by }) => ({
    events: [event('complaint.note-added.v1', { office: by.role === 'coordinator' ? null : by.office })],
  }),
  notify: { 'complaint.note-added.v1': 'a note is internal to staff' },
});
