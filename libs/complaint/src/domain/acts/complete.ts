import { DomainError } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import { activeStatuses, defineAct, event } from '../define-act.js';
import { requirePast } from '../preconditions.js';
import { onBehalf } from './by-citizen.js';

/**
 * The fields that a completion may set, in addition to texts. A reference to the identity takes effect only if the
 * complaint has none.
 */
export type CompletedFields = Partial<
  Pick<Complaint, 'category' | 'regionCode' | 'location' | 'incidentAt' | 'complainantRef'>
>;

/** The request body of a completion, without the identity of the citizen. */
export interface CompletionBody {
  readonly description: string | null;
  readonly fields: {
    readonly subject: string | null;
    readonly category: string | null;
    readonly requestedSettlement: string | null;
    readonly location: { readonly regionCode: string | null; readonly address: string | null } | null;
  } | null;
  readonly note: string;
}

/**
 * Completes the complaint, which returns to its previous status. An existing category cannot be changed: staff or the
 * citizen has chosen it.
 * @throws DomainError invalid `complaint.category-known` for a different category, `complaint.incident-ahead`
 */
export const complete = defineAct({
  name: 'complete',
  path: 'completion',
  transitions: [{ who: ['citizen'], from: ['awaiting_completion'], to: activeStatuses }],
  meets: ['completion'],
  wakesEscalation: true,
  texts: ({ description, fields, note }: CompletionBody) => ({
    description,
    subject: fields?.subject,
    requestedSettlement: fields?.requestedSettlement,
    address: fields?.location?.address,
    'completion.note': note,
  }),
  references: ({ fields }) => [
    { table: 'categories', code: fields?.category, pointer: '/fields/category' },
    { table: 'regions', code: fields?.location?.regionCode, pointer: '/fields/location/regionCode' },
  ],
  apply: (complaint, command: { readonly filled?: CompletedFields }, context) => {
    const { category, incidentAt, complainantRef } = command.filled ?? {};
    requirePast(incidentAt, context.now, '/fields/incidentAt');
    if (category != null && complaint.category !== null && category !== complaint.category) {
      throw new DomainError('invalid', 'complaint.category-known', `its category is ${complaint.category}`, {
        errors: [{ pointer: '/fields/category', code: 'category_known' }],
      });
    }
    return {
      change: {
        ...command.filled,
        complainantRef: complaint.complainantRef ?? complainantRef ?? null,
        status: complaint.interruptedStatus ?? 'received',
        interruptedStatus: null,
      },
      events: [event('complaint.completed.v1', onBehalf(context))],
    };
  },
  notify: {
    'complaint.completed.v1': 'the citizen sent it just now, and the complaint returns to its previous status',
  },
});
