import type { Checker, Evidence, Finding } from '../lab/model.js';
import { storiesOf } from './stories.js';

/** Each story on the log is whole, from 1 to what the complaint's row counts; and audit misses nothing. */
export const gap: Checker = {
  name: 'gap',
  check: evidence => [...broken(evidence), ...cutOff(evidence), ...missed(evidence)],
};

const broken = (evidence: Evidence): Finding[] =>
  storiesOf(evidence).all.flatMap(({ source, subject, entries }) => {
    const last = entries.reduce((highest, { sequence }) => Math.max(highest, sequence), 0);
    return last === entries.length
      ? []
      : [{ checker: 'gap', subject, what: `${source} counts to ${last} and tells ${entries.length}` }];
  });

const cutOff = (evidence: Evidence): Finding[] =>
  evidence.complaints.flatMap(({ id, sequence }) => {
    const told = storiesOf(evidence).of('complaints', id)?.entries.length ?? 0;
    return told >= sequence
      ? []
      : [{ checker: 'gap', subject: id, what: `${sequence} events were decided and ${told} told` }];
  });

const missed = ({ gaps, poisoned }: Evidence): Finding[] =>
  gaps
    .filter(({ subject }) => !poisoned.includes(subject))
    .map(({ source, subject }) => ({ checker: 'gap', subject, what: `audit misses something of ${source}` }));
