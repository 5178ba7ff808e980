import type { DecisionOnComplaint } from '@tuntas/contracts';
import { officeOf } from '../complaint.js';
import { defineAct, event, maxRounds } from '../define-act.js';
import { draft } from '../message-draft.js';
import { requireTexts } from '../preconditions.js';

/**
 * Delivers a decision.
 * @throws DomainError invalid `resolution.remedy-required` if a denial lacks explanation or remedy
 */
export const resolve = defineAct({
  name: 'resolve',
  path: 'resolution',
  transitions: [{ who: ['office'], from: ['in_progress', 'awaiting_complainant'], to: ['resolved'] }],
  meets: ['first_response', 'resolution', 'decision'],
  wakesEscalation: true,
  texts: (body: {
    readonly explanation: string;
    readonly remedy: string | null;
    readonly compensation: string | null;
  }) => ({ explanation: body.explanation, remedy: body.remedy, compensation: body.compensation }),
  validate: (_, { decision }: { readonly decision: DecisionOnComplaint }, { texts }) => {
    if (decision === 'denied') requireTexts('resolution.remedy-required', texts, ['explanation', 'remedy']);
  },
  apply: (complaint, { decision }, { now }) => ({
    change: { status: 'resolved', resolvedAt: now },
    events: [event('complaint.resolved.v1', { office: officeOf(complaint), decision })],
  }),
  notify: {
    'complaint.resolved.v1': ({ office, decision, texts }, state) =>
      draft(
        'decision',
        state,
        'complainant_reply',
        { office, decision, isLastRound: state.rounds >= maxRounds },
        texts,
      ),
  },
});
