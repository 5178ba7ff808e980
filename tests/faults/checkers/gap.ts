import type { Checker, Evidence, Finding } from '../lab/model.js';
import { streamsOf } from './streams.js';

/**
 * Checks that each stream in the log is complete, from 1 to the sequence of the complaint's row, and that audit found
 * no gaps.
 */
export const gap: Checker = {
  name: 'gap',
  check: evidence => [...broken(evidence), ...truncated(evidence), ...auditGaps(evidence)],
};

const broken = (evidence: Evidence): Finding[] =>
  streamsOf(evidence).all.flatMap(({ source, subject, entries }) => {
    const last = entries.reduce((highest, { sequence }) => Math.max(highest, sequence), 0);
    return last === entries.length
      ? []
      : [{ checker: 'gap', subject, what: `${source} has ${entries.length} events up to sequence ${last}` }];
  });

const truncated = (evidence: Evidence): Finding[] =>
  evidence.complaints.flatMap(({ id, sequence }) => {
    const published = streamsOf(evidence).of('complaints', id)?.entries.length ?? 0;
    return published >= sequence
      ? []
      : [{ checker: 'gap', subject: id, what: `${sequence} events were decided and ${published} published` }];
  });

const auditGaps = ({ gaps, poisoned }: Evidence): Finding[] =>
  gaps
    .filter(({ subject }) => !poisoned.includes(subject))
    .map(({ source, subject }) => ({ checker: 'gap', subject, what: `audit reports a gap in ${source}` }));
