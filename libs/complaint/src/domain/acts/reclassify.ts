import { defineAct, event, openStatuses } from '../define-act.js';
import { draft } from '../message-draft.js';
import { categoryReference, classificationAfter, type ClassificationChange } from './classification.js';

/** Changes class or category without changing the office. */
export const reclassify = defineAct({
  name: 'reclassify',
  path: 'classification',
  transitions: [{ who: ['coordinator'], from: openStatuses, to: 'same' }],
  wakesEscalation: true,
  texts: ({ reason }: { readonly category: string | null; readonly reason: string }) => ({
    'classification.reason': reason,
  }),
  references: categoryReference,
  apply: (complaint, command: ClassificationChange) => {
    const kind = classificationAfter(complaint, command);
    return { change: kind, events: [event('complaint.reclassified.v1', kind)] };
  },
  notify: {
    'complaint.reclassified.v1': (_, state, events) => {
      if (events.length > 1) return 'the simultaneous request for completion has its own message';
      const [before, after] = state.history.slice(-2);
      return before?.classification === after?.classification
        ? 'a change of category changes no deadline'
        : draft('reclassified', state, 'resolution', { classification: state.classification });
    },
  },
});
