import type { ContactKind } from '@tuntas/contracts';
import { officeOf } from '../complaint.js';
import { defineAct, event, officeStatuses } from '../define-act.js';

/** Records that the office contacted the citizen in person. */
export const contact = defineAct({
  name: 'contact',
  path: 'contact',
  transitions: [{ who: ['office'], from: officeStatuses, to: 'same' }],
  meets: ['human_contact'],
  wakesEscalation: false,
  texts: ({ note }: { readonly note: string }) => ({ 'contact.note': note }),
  apply: (complaint, { by: kind }: { readonly by: ContactKind }) => ({
    events: [event('complaint.contacted.v1', { office: officeOf(complaint), kind })],
  }),
  notify: { 'complaint.contacted.v1': 'the office has just spoken with the citizen' },
});
