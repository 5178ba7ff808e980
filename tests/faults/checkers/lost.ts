import type { Attempt, Checker, Evidence, Finding } from '../lab/model.js';
import { actNamed } from '../workload/acts/index.js';
import { storiesOf } from './stories.js';

/** What was answered with success is there: the complaint, the act in its history, what was typed, the event. */
export const lost: Checker = {
  name: 'lost',
  check(evidence) {
    const complaints = new Map(evidence.complaints.map(complaint => [complaint.id, complaint]));
    const missing = (attempt: Attempt): string | null => {
      const { fact, typed } = actNamed(attempt.act);
      const id = attempt.act === 'lodge' ? attempt.answered?.id : attempt.complaintId;
      const complaint = complaints.get(id ?? '');
      if (!complaint) return 'the complaint is not there';
      if (attempt.act === 'lodge' && complaint.key !== attempt.key) return 'the complaint is not what was lodged';
      if (fact !== null && !complaint.facts.some(({ act }) => act === fact)) return 'the act is not in the history';
      if (typed && !complaint.keys.includes(attempt.key)) return 'what was typed is not there';
      if (attempt.answered && fact !== null && attempt.answered.version > complaint.version)
        return `version ${attempt.answered.version} was answered, ${complaint.version} is there`;
      return fact === null && !isTold(evidence, attempt) ? 'the event is not on the log' : null;
    };
    return evidence.attempts
      .filter(({ outcome }) => outcome === 'ok')
      .flatMap((attempt): Finding[] => {
        const what = missing(attempt);
        return what === null
          ? []
          : [
              {
                checker: 'lost',
                subject: attempt.complaintId ?? attempt.answered?.id ?? attempt.key,
                what: `${attempt.act} ${attempt.key}: ${what}`,
              },
            ];
      });
  },
};

/** Whether the event speaks of the escalation that was answered. */
const isTold = (evidence: Evidence, { act, complaintId, answered }: Attempt): boolean => {
  const { event } = actNamed(act);
  const entries = storiesOf(evidence).of(event.split('.')[0]!, complaintId ?? '')?.entries ?? [];
  return entries.some(({ type, data }) => type === event && data['escalationId'] === answered?.id);
};
