import type { ComplaintEvent } from '@tuntas/contracts';
import { complaintActs } from './acts/index.js';
import type { Complaint } from './complaint.js';
import type { ComplaintEventType } from './define-act.js';
import type { DueMessage } from './message.js';
import type { NotificationRule } from './message-draft.js';

type Owned = {
  [A in keyof typeof complaintActs]: keyof (typeof complaintActs)[A]['notify'];
}[keyof typeof complaintActs];
/** Does not compile while an event has no act that owns it. */
type EveryEventOwned = [Exclude<ComplaintEventType, Owned | 'message.handed-over.v1'>] extends [never]
  ? unknown
  : never;

type AnyRule = NotificationRule<never>;
const ownedRules: object & EveryEventOwned = Object.assign({}, ...Object.values(complaintActs).map(act => act.notify));

/** For every event: the message to the citizen, or the reason why none is needed. */
export const messageRules = {
  ...ownedRules,
  'message.handed-over.v1': 'the citizen was present',
} as Readonly<Record<ComplaintEventType, AnyRule>>;

/** The messages due after a decision, once per version of the complaint. @param state the state after the decision */
export const messagesOf = (state: Complaint, events: readonly ComplaintEvent[]): readonly DueMessage[] =>
  events.flatMap((event): readonly DueMessage[] => {
    const rule = messageRules[event.type];
    const due = typeof rule === 'string' ? rule : rule(event.data as never, state, events);
    if (typeof due === 'string') return [];
    return [
      {
        template: due.template,
        occasion: `${due.template}:${state.version}`,
        facts: due.facts,
        textIds: due.texts.map(({ textId }) => textId),
      },
    ];
  });
