import { DomainError, hasRole } from '@tuntas/kernel';
import { officeOf } from '../complaint.js';
import { defineAct, event } from '../define-act.js';

/**
 * The office accepts the complaint. `officer` is the reference of the officer named for it, by default the caller.
 * @throws DomainError invalid `acceptance.other-officer`: only the head of the office may name another officer
 */
export const accept = defineAct({
  name: 'accept',
  path: 'acceptance',
  transitions: [{ who: ['office'], from: ['assigned'], to: ['in_progress'] }],
  wakesEscalation: true,
  validate: (_, { officer }: { readonly officer: string | null }, { by }) => {
    if (officer !== null && officer !== by.ref && !hasRole(by, 'office_head'))
      throw new DomainError(
        'invalid',
        'acceptance.other-officer',
        'only the head of the office may accept for another officer',
      );
  },
  apply: (complaint, { officer }, { by }) => ({
    change: { status: 'in_progress', officer: officer ?? by.ref },
    events: [event('complaint.accepted.v1', { office: officeOf(complaint) })],
  }),
  notify: { 'complaint.accepted.v1': 'the message about the assignment named the office' },
});
