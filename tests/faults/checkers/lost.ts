import type { Attempt, Checker, Evidence, Finding } from '../lab/model.js';
import { actNamed } from '../workload/acts/index.js';
import { streamsOf } from './streams.js';

/** Checks that every acknowledged act is stored: the complaint, the history entry, the submitted text and the event. */
export const lost: Checker = {
  name: 'lost',
  check(evidence) {
    const complaints = new Map(evidence.complaints.map(complaint => [complaint.id, complaint]));
    const missing = (attempt: Attempt): string | null => {
      const { fact, typed } = actNamed(attempt.act);
      const id = attempt.act === 'lodge' ? attempt.answered?.id : attempt.complaintId;
      const complaint = complaints.get(id ?? '');
      if (!complaint) return 'the complaint is missing';
      if (attempt.act === 'lodge' && complaint.key !== attempt.key) return 'the complaint has another key';
      if (fact !== null && !complaint.facts.some(({ act }) => act === fact)) return 'the act is not in the history';
      if (typed && !complaint.keys.includes(attempt.key)) return 'the submitted text is missing';
      if (attempt.answered && fact !== null && attempt.answered.version > complaint.version)
        return `version ${attempt.answered.version} was returned, ${complaint.version} is stored`;
      return fact === null && !isPublished(evidence, attempt) ? 'the event is missing in the log' : null;
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

/** Whether the log has the event of the returned escalation. */
const isPublished = (evidence: Evidence, { act, complaintId, answered }: Attempt): boolean => {
  const { event } = actNamed(act);
  const entries = streamsOf(evidence).of(event.split('.')[0]!, complaintId ?? '')?.entries ?? [];
  return entries.some(({ type, data }) => type === event && data['escalationId'] === answered?.id);
};
