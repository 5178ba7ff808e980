import type { LodgingField } from '@tuntas/contracts';
import { activeStatuses, defineAct, event } from '../define-act.js';
import { draft } from '../message-draft.js';
import { categoryReference, classificationAfter, type ClassificationChange } from './classification.js';

/** A field of the lodging body that is missing, with the request to the citizen. */
export interface MissingField {
  readonly field: LodgingField;
  readonly note: string;
}

/** Requests missing information from the citizen. It may also reclassify. */
export const requestCompletion = defineAct({
  name: 'request_completion',
  path: 'verification',
  transitions: [{ who: ['coordinator'], from: activeStatuses, to: ['awaiting_completion'] }],
  meets: ['completeness_reply'],
  wakesEscalation: true,
  texts: (body: {
    readonly category: string | null;
    readonly note: string | null;
    readonly missing: readonly MissingField[];
  }) => [
    ...body.missing.map(({ field, note }) => ({ [`missing.${field}`]: note })),
    { 'verification.note': body.note },
  ],
  references: categoryReference,
  apply: (complaint, command: ClassificationChange & { readonly missing: readonly MissingField[] }) => {
    const kind = classificationAfter(complaint, command);
    const isReclassified = kind.classification !== complaint.classification || kind.category !== complaint.category;
    return {
      change: { status: 'awaiting_completion', interruptedStatus: complaint.status, ...kind },
      events: [
        ...(isReclassified ? [event('complaint.reclassified.v1', kind)] : []),
        event('complaint.completion-requested.v1', {
          missing: [...new Set(command.missing.map(({ field }) => field))],
        }),
      ],
    };
  },
  notify: {
    'complaint.completion-requested.v1': ({ texts }, state) =>
      draft(
        'completion_requested',
        state,
        'completion',
        {},
        texts.filter(({ field }) => field.startsWith('missing.')),
      ),
  },
});
