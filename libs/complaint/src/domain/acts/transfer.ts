import { DomainError } from '@tuntas/kernel';
import { officeOf } from '../complaint.js';
import { defineAct, event, officeStatuses } from '../define-act.js';
import { draft } from '../message-draft.js';

/** From this transfer by an office on, the complaint returns to the coordinator instead. */
const bouncesUntilReturn = 3;

/**
 * Transfers the complaint to another office. Transfers by offices are counted; from the third on, the complaint returns
 * to the coordinator with the requested office as a suggestion. Transfers by the coordinator always go to the requested
 * office.
 * @throws DomainError conflict `complaint.already-there`
 */
export const transfer = defineAct({
  name: 'transfer',
  path: 'transfer',
  transitions: [{ who: ['coordinator', 'office'], from: officeStatuses, to: ['assigned', 'received'] }],
  wakesEscalation: true,
  texts: ({ reason }: { readonly toOffice: string; readonly reason: string }) => ({ 'transfer.reason': reason }),
  references: ({ toOffice }) => [{ table: 'offices', code: toOffice, pointer: '/toOffice' }],
  apply: (complaint, { toOffice }: { readonly toOffice: string }, { by, now, allowedActions }) => {
    const from = officeOf(complaint);
    if (toOffice === from)
      throw new DomainError('conflict', 'complaint.already-there', `already at ${from}`, {
        office: from,
        allowedActions: allowedActions(),
      });

    const byOffice = by.role !== 'coordinator';
    const bounces = complaint.bounces + (byOffice ? 1 : 0);
    if (byOffice && bounces >= bouncesUntilReturn)
      return {
        change: {
          status: 'received',
          office: null,
          officer: null,
          assignedAt: null,
          suggestedOffice: toOffice,
          bounces,
        },
        events: [event('complaint.returned-to-coordinator.v1', { from, suggested: toOffice, bounces })],
      };
    return {
      change: { status: 'assigned', office: toOffice, officer: null, assignedAt: now, bounces },
      events: [event('complaint.transferred.v1', { from, office: toOffice, bounces })],
    };
  },
  notify: {
    'complaint.transferred.v1': ({ office }, state) => draft('transferred', state, 'first_response', { office }),
    'complaint.returned-to-coordinator.v1': (_, state) => draft('returned', state, 'verification'),
  },
});
