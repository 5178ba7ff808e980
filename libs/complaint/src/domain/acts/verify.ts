import type { Complaint } from '../complaint.js';
import { defineAct, event } from '../define-act.js';
import { draft } from '../message-draft.js';
import { byRuleOrPerson, categoryReference, classificationAfter, type ClassificationChange } from './classification.js';

const isUnverified = (complaint: Complaint): boolean => !complaint.verified;

/** Confirms that the file is complete. */
export const verify = defineAct({
  name: 'verify',
  path: 'verification',
  transitions: [{ who: ['coordinator', 'rule'], from: ['received'], to: 'same', when: isUnverified }],
  meets: ['verification', 'completeness_reply'],
  wakesEscalation: true,
  texts: ({ note }: { readonly category: string | null; readonly note: string | null }) => ({
    'verification.note': note,
  }),
  references: categoryReference,
  apply: (complaint, command: ClassificationChange, { by }) => {
    const kind = classificationAfter(complaint, command);
    return {
      change: { verified: true, ...kind },
      events: [event('complaint.verified.v1', { by: byRuleOrPerson(by), ...kind })],
    };
  },
  notify: {
    // UU 25/2009 Art. 44(3): the reply states whether the file is complete.
    'complaint.verified.v1': (_, state, events) =>
      events.length > 1
        ? 'the message about the simultaneous assignment states it'
        : draft('complete', state, 'resolution'),
  },
});
