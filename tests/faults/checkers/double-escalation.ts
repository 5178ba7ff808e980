import type { Checker, Evidence, Finding } from '../lab/model.js';
import { eventsOf } from './streams.js';

/** Checks for one escalation per (complaint, key, level) and one case per complaint, in the tables and in the log. */
export const doubleEscalation: Checker = {
  name: 'double-escalation',
  check: evidence => [
    ...repeated(evidence.escalations.map(({ complaintId, key, level }) => [complaintId, `level ${level} of ${key}`])),
    ...repeated(raised(evidence)),
    ...repeated(evidence.cases.map(({ complaintId }) => [complaintId, 'case'])),
    ...repeated(eventsOf(evidence, 'case.opened.v1').map(({ subject }) => [subject, 'opening of a case'])),
  ],
};

type Thing = readonly [complaintId: string, what: string];

const raised = (evidence: Evidence): Thing[] =>
  eventsOf(evidence, 'escalation.raised.v1').map(({ subject, data }) => [
    subject,
    `raising of level ${String(data['level'])} of ${String(data['clockId'] ?? `manual:${String(data['cycle'])}`)}`,
  ]);

const repeated = (things: readonly Thing[]): Finding[] => {
  const known = new Set<string>();
  return things.flatMap(([subject, what]): Finding[] => {
    const name = `${subject} ${what}`;
    if (known.has(name)) return [{ checker: 'double-escalation', subject, what: `a second ${what}` }];
    known.add(name);
    return [];
  });
};
