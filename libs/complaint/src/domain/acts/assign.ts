import type { Complaint } from '../complaint.js';
import { defineAct, event } from '../define-act.js';
import { draft } from '../message-draft.js';
import { byRuleOrPerson } from './classification.js';

const neverHadOffice = (complaint: Complaint): boolean => complaint.history.every(fact => fact.office === null);

/**
 * Whether a routing rule may assign the complaint: it is received and never had an office. The coordinator assigns all
 * others.
 */
export const mayBeAssignedByRule = (complaint: Complaint): boolean =>
  complaint.status === 'received' && neverHadOffice(complaint);

/** Makes an office responsible, and verifies an unverified complaint. `ruleVersion` is set if a rule assigns. */
export const assign = defineAct({
  name: 'assign',
  path: 'assignment',
  transitions: [
    { who: ['coordinator'], from: ['received'], to: ['assigned'] },
    { who: ['rule'], from: ['received'], to: ['assigned'], when: neverHadOffice, internal: true },
  ],
  meets: ['verification', 'completeness_reply'],
  wakesEscalation: true,
  texts: ({ reason }: { readonly office: string; readonly reason: string }) => ({ 'assignment.reason': reason }),
  references: ({ office }) => [{ table: 'offices', code: office, pointer: '/office' }],
  apply: (complaint, command: { readonly office: string; readonly ruleVersion?: number | null }, { by, now }) => {
    const { office, ruleVersion = null } = command;
    const { verified, classification, category } = complaint;
    return {
      change: {
        status: 'assigned',
        office,
        officer: null,
        suggestedOffice: null,
        assignedAt: now,
        verified: true,
      },
      events: [
        ...(verified ? [] : [event('complaint.verified.v1', { by: byRuleOrPerson(by), classification, category })]),
        event('complaint.assigned.v1', { by: byRuleOrPerson(by), office, ruleVersion }),
      ],
    };
  },
  notify: {
    'complaint.assigned.v1': ({ office }, state, events) =>
      draft('assigned', state, 'first_response', {
        office,
        isNowComplete: events.some(({ type }) => type === 'complaint.verified.v1'),
      }),
  },
});
