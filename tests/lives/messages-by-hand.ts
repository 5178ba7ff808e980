import type { StoredState } from './snapshot.js';
import type { StoredClock } from './stored-rows.js';

/** The message of each event; null if it depends on more data, absent if there is none. */
const templates: Readonly<Record<string, string | null>> = {
  'complaint.lodged.v1': 'received',
  'complaint.verified.v1': null,
  'complaint.completion-requested.v1': 'completion_requested',
  'complaint.deemed-withdrawn.v1': 'closed',
  'complaint.reclassified.v1': null,
  'complaint.assigned.v1': 'assigned',
  'complaint.responded.v1': 'response',
  'complaint.information-requested.v1': 'question',
  'complaint.answer-lapsed.v1': 'answer_lapsed',
  'complaint.resolved.v1': 'decision',
  'complaint.transferred.v1': 'transferred',
  'complaint.returned-to-coordinator.v1': 'returned',
  'complaint.referred-out.v1': 'referred_out',
  'complaint.confirmed.v1': 'closed',
  'complaint.objected.v1': null,
  'complaint.closed-by-silence.v1': 'closed',
  'complaint.withdrawn.v1': 'closed',
  'complaint.archived.v1': 'archived',
  'complaint.reopened.v1': 'reopened',
  'case.opened.v1': 'case_opened',
};
const duties: Readonly<Record<string, string>> = {
  verification: 'check',
  completeness_reply: 'check',
  first_response: 'response',
  resolution: 'decision',
  decision: 'decision',
};
const otherTemplates = ['delay', 'referral_offered'];
const tally = (words: readonly string[]): string => words.toSorted().join(', ');

/**
 * Every event with a message has exactly one, in the order of the events, and every overdue open duty has one delay
 * message.
 */
export const messagesByHand = ({ row, clocks, events, messages }: StoredState): string[] => {
  const classes: string[] = [];
  const due = events.flatMap(({ type, data, cause }, i): string[] => {
    const before = classes.at(-1);
    if (typeof data.classification === 'string') classes.push(data.classification);
    const next = events[i + 1];
    const isWith = (other: string): boolean => next?.type === other && next.cause === cause;
    if (type === 'complaint.verified.v1') return isWith('complaint.assigned.v1') ? [] : ['complete'];
    if (type === 'complaint.reclassified.v1')
      return isWith('complaint.completion-requested.v1') || before === data.classification ? [] : ['reclassified'];
    if (type === 'complaint.objected.v1') return [data.contested ? 'closed' : 'objected'];
    if (type === 'case.stage-changed.v1')
      return ['closed', 'not_admissible', 'deemed_withdrawn', 'withdrawn'].includes(data.stage!) ? ['case_ended'] : [];
    return templates[type] ? [templates[type]] : [];
  });
  const sent = messages.filter(({ template }) => !otherTemplates.includes(template)).map(({ template }) => template);
  const delays = messages
    .filter(({ template }) => template === 'delay')
    .map(({ occasion, facts }) => [facts.duty, String(occasion).split(':')[2]!.split('.')[0]].join(' of cycle '));
  const late = (clock: StoredClock): string => `${duties[clock.name]} of cycle ${clock.cycle}`;
  const owed = clocks.filter(
    ({ name, cycle, status, met_at: met, ended_at: ended }) =>
      name in duties && cycle === row.cycle && status === 'breached' && !met && !ended,
  );
  const isWorkedOn = ['received', 'assigned', 'in_progress'].includes(row.status);
  return [
    ...(tally(sent) === tally(due) ? [] : [`sent: ${tally(sent)}; expected: ${tally(due)}`]),
    ...delays
      .filter(delay => !clocks.some(clock => clock.status === 'breached' && late(clock) === delay))
      .map(delay => `delay message for ${delay}, which is not late`),
    ...(isWorkedOn
      ? owed
          .filter(clock => !delays.includes(late(clock)))
          .map(clock => `${clock.name} of cycle ${clock.cycle} is late without a delay message`)
      : []),
  ];
};
