import type { ClockName, ComplaintEvent, MessageTemplate, Outcome, TextRef } from '@tuntas/contracts';
import type { Complaint } from './complaint.js';
import type { DueMessage, MessageFacts } from './message.js';
import { referralRequested } from './ruling.js';
import { maxRounds, may } from './transitions.js';

/** The reason why an event needs no message. */
type NoMessageReason = string;
type EventOf<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { readonly type: T }>;
interface MessageDraft {
  readonly template: MessageTemplate;
  readonly facts: MessageFacts;
  readonly texts: readonly TextRef[];
}
type MessageRules = {
  readonly [T in ComplaintEvent['type']]:
    | NoMessageReason
    | ((
        data: EventOf<T>['data'],
        state: Complaint,
        events: readonly ComplaintEvent[],
      ) => MessageDraft | NoMessageReason);
};

const citizen = { role: 'citizen', ref: '', office: null, client: null } as const;

/**
 * Drafts a message with the instant of the act and the clock that bounds what follows. The due instant of that clock is
 * read when the message is sent.
 */
const draft = (
  template: MessageTemplate,
  { cycle, history }: Complaint,
  clock: ClockName | null,
  facts: MessageFacts = {},
  texts: readonly TextRef[] = [],
): MessageDraft => ({ template, facts: { ...facts, at: history.at(-1)!.at.toISOString(), clock, cycle }, texts });

/**
 * Every closing sends a message, even if the citizen requested it: another person may have used the code, and the
 * remaining options have deadlines.
 */
const closed = (state: Complaint, outcome: Outcome): MessageDraft => {
  const mayReopen = may('reopen', state, citizen);
  return draft('closed', state, mayReopen ? 'reopening' : null, {
    outcome,
    mayReopen,
    isReferred: referralRequested(state),
  });
};

const wasVerified = (events: readonly ComplaintEvent[]): boolean =>
  events.some(({ type }) => type === 'complaint.verified.v1');

/** For every event: the message to the citizen, or the reason why none is needed. */
export const messageRules: MessageRules = {
  'complaint.lodged.v1': ({ counter, texts }, state) =>
    draft(
      'received',
      state,
      'verification',
      { counter },
      texts.filter(({ field }) => field === 'subject'),
    ),
  // UU 25/2009 Art. 44(3): the reply states whether the file is complete.
  'complaint.verified.v1': (_, state, events) =>
    events.length > 1
      ? 'the message about the simultaneous assignment states it'
      : draft('complete', state, 'resolution'),
  'complaint.completion-requested.v1': ({ texts }, state) =>
    draft(
      'completion_requested',
      state,
      'completion',
      {},
      texts.filter(({ field }) => field.startsWith('missing.')),
    ),
  'complaint.completed.v1': 'the citizen sent it just now, and the complaint returns to its previous status',
  'complaint.deemed-withdrawn.v1': (_, state) => closed(state, 'deemed_withdrawn'),
  'complaint.reclassified.v1': (_, state, events) => {
    if (events.length > 1) return 'the simultaneous request for completion has its own message';
    const [before, after] = state.history.slice(-2);
    return before?.classification === after?.classification
      ? 'a change of category changes no deadline'
      : draft('reclassified', state, 'resolution', { classification: state.classification });
  },
  'complaint.assigned.v1': ({ office }, state, events) =>
    draft('assigned', state, 'first_response', { office, isNowComplete: wasVerified(events) }),
  'complaint.accepted.v1': 'the message about the assignment named the office',
  'complaint.contacted.v1': 'the office has just spoken with the citizen',
  'complaint.responded.v1': ({ office, texts }, state) => draft('response', state, 'resolution', { office }, texts),
  'complaint.information-requested.v1': ({ office, texts }, state) =>
    draft('question', state, 'complainant_answer', { office }, texts),
  'complaint.information-provided.v1':
    'the citizen answered just now, and the complaint returns to its previous status',
  'complaint.answer-lapsed.v1': (_, state) => draft('answer_lapsed', state, 'resolution', { office: state.office }),
  'complaint.resolved.v1': ({ office, decision, texts }, state) =>
    draft('decision', state, 'complainant_reply', { office, decision, isLastRound: state.rounds >= maxRounds }, texts),
  'complaint.transferred.v1': ({ office }, state) => draft('transferred', state, 'first_response', { office }),
  'complaint.returned-to-coordinator.v1': (_, state) => draft('returned', state, 'verification'),
  'complaint.referred-out.v1': ({ texts }, state) =>
    draft('referred_out', state, may('reopen', state, citizen) ? 'reopening' : null, {}, texts),
  'complaint.confirmed.v1': (_, state) => closed(state, state.outcome!),
  'complaint.objected.v1': ({ contested }, state) =>
    contested ? closed(state, 'contested') : draft('objected', state, 'first_response', { office: state.office }),
  'complaint.closed-by-silence.v1': (_, state) => closed(state, state.outcome!),
  'complaint.withdrawn.v1': (_, state) => closed(state, 'withdrawn'),
  'complaint.archived.v1': ({ reasonCode, texts }, state) => draft('archived', state, null, { reasonCode }, texts),
  'complaint.reopened.v1': ({ office }, state) =>
    draft('reopened', state, office === null ? 'verification' : 'first_response', { office }),
  'complaint.reopening-lapsed.v1': 'the message about the closing stated the deadline for reopening',
  'complaint.consent-given.v1': 'the citizen consented just now; the opened case has its own message',
  'complaint.referral-requested.v1': 'the citizen requested it just now; the opened case has its own message',
  'complaint.note-added.v1': 'a note is internal to staff',
  'identity.disclosed.v1': 'a disclosure to staff is recorded in the audit only',
  'message.handed-over.v1': 'the citizen was present',
};

/** The messages due after a decision, once per version of the complaint. @param state the state after the decision */
export const messagesOf = (state: Complaint, events: readonly ComplaintEvent[]): readonly DueMessage[] =>
  events.flatMap((event): readonly DueMessage[] => {
    const rule = messageRules[event.type] as
      | NoMessageReason
      | ((data: unknown, state: Complaint, events: readonly ComplaintEvent[]) => MessageDraft | NoMessageReason);
    const due = typeof rule === 'string' ? rule : rule(event.data, state, events);
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
