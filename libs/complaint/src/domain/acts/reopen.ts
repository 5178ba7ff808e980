import type { Complaint } from '../complaint.js';
import { defineAct, event, maxRounds } from '../define-act.js';
import { draft } from '../message-draft.js';
import { onBehalf } from './by-citizen.js';

const hasRoundAndWindow = (complaint: Complaint): boolean => !complaint.reopeningLapsed && complaint.rounds < maxRounds;

/** Whether the citizen may reopen the complaint in its current state. */
export const mayReopenAsCitizen = (complaint: Complaint): boolean =>
  complaint.status === 'closed' && hasRoundAndWindow(complaint);

/**
 * Reopens the complaint in a new cycle. A reopening by the citizen counts as a round. A complaint without an office is
 * received and must be verified again.
 */
export const reopen = defineAct({
  name: 'reopen',
  path: 'reopening',
  transitions: [
    { who: ['citizen'], from: ['closed'], to: ['in_progress', 'received'], when: hasRoundAndWindow },
    { who: ['coordinator'], from: ['closed', 'archived'], to: ['in_progress', 'received'] },
  ],
  meets: ['reopening'],
  wakesEscalation: true,
  texts: ({ reason }: { readonly reason: string }) => ({ 'reopening.reason': reason }),
  apply: (complaint, _, context) => {
    const { office, verified, cycle, rounds } = complaint;
    return {
      change: {
        status: office === null ? 'received' : 'in_progress',
        verified: office !== null && verified,
        cycle: cycle + 1,
        rounds: rounds + (context.by.role === 'coordinator' ? 0 : 1),
        outcome: null,
        resolvedAt: null,
        closedAt: null,
        reopeningLapsed: false,
      },
      events: [event('complaint.reopened.v1', { ...onBehalf(context), office })],
    };
  },
  notify: {
    'complaint.reopened.v1': ({ office }, state) =>
      draft('reopened', state, office === null ? 'verification' : 'first_response', { office }),
  },
});
