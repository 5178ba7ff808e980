import type { Actor } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import { openTo, servedRoutes } from './transitions.js';

const ombudsmanLevel = 3;

/**
 * Whether somebody who reaches this complaint could raise it by hand to some level; false where it is not known how far
 * it has climbed.
 */
export const mayRaise = ({ status, office, consentToOmbudsman, escalationLevel }: Complaint, by: Actor): boolean => {
  const isRaiser =
    by.role === 'coordinator' ||
    by.role === 'inspectorate' ||
    (by.role === 'office_head' && office !== null && by.office === office);
  const highest = consentToOmbudsman ? ombudsmanLevel : ombudsmanLevel - 1;
  return (
    isRaiser &&
    status !== 'closed' &&
    status !== 'archived' &&
    escalationLevel !== undefined &&
    escalationLevel < highest
  );
};

/**
 * The last path segments that this caller could POST now with 200, in the order of the table, and raising by hand; a
 * clerk's are `citizen-acts:<act>`. Readers, rules and timers have none. `served` are the routes of the table that
 * exist.
 */
export const allowedActions = (
  complaint: Complaint,
  by: Actor,
  served: readonly string[] = servedRoutes,
): readonly string[] => {
  if (by.role === 'system') return [];
  const routes = openTo(complaint, by).flatMap(row => row.route ?? []);
  const distinct = [...new Set(routes)];
  if (by.role === 'counter_clerk')
    return served.includes('citizen-acts') ? distinct.map(route => `citizen-acts:${route}`) : [];
  return [...distinct.filter(route => served.includes(route)), ...(mayRaise(complaint, by) ? ['escalation'] : [])];
};
