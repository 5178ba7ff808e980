import { DomainError } from '@tuntas/kernel';
import { officeOf } from '../complaint.js';
import { defineAct, event } from '../define-act.js';
import { draft } from '../message-draft.js';

/** The maximum and default deadline for the citizen's answer, in working days. */
const maxAnswerDays = 10;

export interface Question {
  /** The deadline; null or undefined: the maximum. */
  readonly dueInWorkingDays?: number | null;
}
const daysOf = ({ dueInWorkingDays }: Question): number => dueInWorkingDays ?? maxAnswerDays;

/** Asks the citizen for information. @throws DomainError invalid `question.days-out-of-range` outside 1..10 */
export const ask = defineAct({
  name: 'ask',
  path: 'information-request',
  transitions: [{ who: ['office'], from: ['in_progress'], to: ['awaiting_complainant'] }],
  meets: ['first_response'],
  wakesEscalation: true,
  texts: ({ question }: { readonly question: string }) => ({ question }),
  validate: (_, command: Question) => {
    const days = daysOf(command);
    if (!Number.isInteger(days) || days < 1 || days > maxAnswerDays)
      throw new DomainError('invalid', 'question.days-out-of-range', `${days} working days`, {
        minimum: 1,
        maximum: maxAnswerDays,
      });
  },
  apply: (complaint, command) => ({
    change: { status: 'awaiting_complainant' },
    details: { workingDays: daysOf(command) },
    events: [
      event('complaint.information-requested.v1', {
        office: officeOf(complaint),
        dueInWorkingDays: daysOf(command),
      }),
    ],
  }),
  notify: {
    'complaint.information-requested.v1': ({ office, texts }, state) =>
      draft('question', state, 'complainant_answer', { office }, texts),
  },
});
