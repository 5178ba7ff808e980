import type { Actor } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import { openTo, servedRoutes } from './transitions.js';

/**
 * The last path segments that this caller could POST now with 200, in the order of the table; a clerk's are `citizen-acts:<act>`.
 * Readers, rules and timers have none. `served` are the routes that exist.
 */
export const allowedActions = (complaint: Complaint, by: Actor, served: readonly string[] = servedRoutes): readonly string[] => {
  if (by.role === 'system') return [];
  const routes = openTo(complaint, by).flatMap(row => row.route ?? []);
  const distinct = [...new Set(routes)];
  if (by.role === 'counter_clerk') return served.includes('citizen-acts') ? distinct.map(route => `citizen-acts:${route}`) : [];
  return distinct.filter(route => served.includes(route));
};
