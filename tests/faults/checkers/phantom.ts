import type { Checker, ComplaintRow, Evidence, Finding } from '../lab/model.js';
import { actNamed, acts } from '../workload/acts/index.js';
import { streamsOf } from './streams.js';

/** Checks that each complaint, text and act belongs to an attempt that may have succeeded. */
export const phantom: Checker = {
  name: 'phantom',
  check(evidence) {
    const attempts = new Map(evidence.attempts.map(attempt => [attempt.key, attempt]));
    const done = new Set(
      evidence.attempts
        .filter(({ outcome }) => outcome !== 'fail')
        .map(({ act, complaintId }) => `${act} ${complaintId}`),
    );
    const onComplaints = acts.filter(({ name, fact }) => name !== 'lodge' && fact !== null);

    const ofKey = (complaint: ComplaintRow, key: string): string | null => {
      const attempt = attempts.get(key);
      if (!attempt) return `${key}: no such attempt`;
      if (attempt.outcome === 'fail') return `${attempt.act} ${key} was refused (${attempt.status}) and is stored`;
      if (attempt.act !== 'lodge' && attempt.complaintId !== complaint.id)
        return `${attempt.act} ${key} was for ${attempt.complaintId}`;
      if (!actNamed(attempt.act).typed) return `${attempt.act} ${key} submits no text`;
      return null;
    };
    const ofComplaint = (complaint: ComplaintRow): (string | null)[] => [
      complaint.key === null || attempts.get(complaint.key)?.act !== 'lodge' ? 'no attempt lodged it' : null,
      ...[...new Set(complaint.keys)].map(key => ofKey(complaint, key)),
      ...onComplaints.map(({ name, fact }) => {
        const byRule = fact === 'assign' && complaint.ruled;
        return !byRule && complaint.facts.some(({ act }) => act === fact) && !done.has(`${name} ${complaint.id}`)
          ? `${name}: no attempt did it`
          : null;
      }),
    ];
    return [
      ...evidence.complaints.flatMap(complaint =>
        ofComplaint(complaint).flatMap((what): Finding[] =>
          what === null ? [] : [{ checker: 'phantom', subject: complaint.id, what }],
        ),
      ),
      ...unknownSubjects(evidence),
    ];
  },
};

const aboutComplaints = ['complaints', 'sla', 'escalation', 'ombudsman'];

/** Finds subjects in the log that have no complaint. */
const unknownSubjects = (evidence: Evidence): Finding[] => {
  const known = new Set(evidence.complaints.map(({ id }) => id));
  return streamsOf(evidence)
    .all.filter(({ source, subject }) => aboutComplaints.includes(source) && !known.has(subject))
    .map(({ source, subject, entries }) => ({
      checker: 'phantom',
      subject,
      what: `${source} published ${entries[0]!.type} for an unknown complaint`,
    }));
};
