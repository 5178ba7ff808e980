import type { ArchiveReason } from '@tuntas/contracts';
import { activeStatuses, defineAct, event } from '../define-act.js';
import { draft } from '../message-draft.js';
import { requireTexts } from '../preconditions.js';

/**
 * Archives a complaint that is not a matter of public service.
 * @throws DomainError invalid `archiving.remedy-required` without explanation and remedy
 */
export const archive = defineAct({
  name: 'archive',
  path: 'archiving',
  transitions: [{ who: ['coordinator'], from: activeStatuses, to: ['archived'] }],
  wakesEscalation: true,
  texts: ({ explanation, remedy }: { readonly explanation: string; readonly remedy: string }) => ({
    explanation,
    remedy,
  }),
  validate: (_, _command: { readonly reasonCode: ArchiveReason }, { texts }) =>
    requireTexts('archiving.remedy-required', texts, ['explanation', 'remedy']),
  apply: (_, { reasonCode }, { now }) => ({
    change: { status: 'archived', closedAt: now },
    details: { archiveReason: reasonCode },
    events: [event('complaint.archived.v1', { reasonCode })],
  }),
  notify: {
    'complaint.archived.v1': ({ reasonCode, texts }, state) => draft('archived', state, null, { reasonCode }, texts),
  },
});
