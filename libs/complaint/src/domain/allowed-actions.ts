import type { Actor } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import { transitionsOpenTo } from './transitions.js';

const ombudsmanLevel = 3;

/**
 * Whether an actor who reaches this complaint may escalate it manually. Returns false if its escalation level was not
 * read.
 */
export const mayRaise = ({ status, office, consentToOmbudsman, escalationLevel }: Complaint, by: Actor): boolean => {
  const hasRole =
    by.role === 'coordinator' ||
    by.role === 'inspectorate' ||
    (by.role === 'office_head' && office !== null && by.office === office);
  const highest = consentToOmbudsman ? ombudsmanLevel : ombudsmanLevel - 1;
  return (
    hasRole &&
    status !== 'closed' &&
    status !== 'archived' &&
    escalationLevel !== undefined &&
    escalationLevel < highest
  );
};

/**
 * The last path segments that this actor may POST now, in the order of the transition table, plus `escalation`. A clerk
 * gets `citizen-acts:<act>`; readers, rules and timers get none.
 */
export const allowedActions = (complaint: Complaint, by: Actor): readonly string[] => {
  if (by.role === 'system') return [];
  const paths = [...new Set(transitionsOpenTo(complaint, by).flatMap(row => row.route ?? []))];
  if (by.role === 'counter_clerk') return paths.map(path => `citizen-acts:${path}`);
  return [...paths, ...(mayRaise(complaint, by) ? ['escalation'] : [])];
};
