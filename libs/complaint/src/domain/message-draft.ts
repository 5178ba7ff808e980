import type { ClockName, ComplaintEvent, MessageTemplate, TextRef } from '@tuntas/contracts';
import type { Complaint } from './complaint.js';
import type { MessageFacts } from './message.js';

type EventOf<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { readonly type: T }>;

export interface MessageDraft {
  readonly template: MessageTemplate;
  readonly facts: MessageFacts;
  readonly texts: readonly TextRef[];
}

/** The message to the citizen about an event, or the reason why none is needed. */
export type NotificationRule<T extends ComplaintEvent['type']> =
  string | ((data: EventOf<T>['data'], state: Complaint, events: readonly ComplaintEvent[]) => MessageDraft | string);

/**
 * Drafts a message with the instant of the act and the clock that bounds what follows. The due instant of that clock is
 * read when the message is sent.
 */
export const draft = (
  template: MessageTemplate,
  { cycle, history }: Complaint,
  clock: ClockName | null,
  facts: MessageFacts = {},
  texts: readonly TextRef[] = [],
): MessageDraft => ({ template, facts: { ...facts, at: history.at(-1)!.at.toISOString(), clock, cycle }, texts });
