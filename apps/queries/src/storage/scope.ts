import { concernsInspectorate } from '@tuntas/complaint/storage';
import { inEachRole, type Actor } from '@tuntas/kernel';

/**
 * Builds `mayReach` of @tuntas/complaint as an SQL condition on a card `k`. A test compares both for every role and
 * kind of complaint.
 */
export const withinReach = (reader: Actor, bind: (value: unknown) => string): string => {
  const conditions = inEachRole(reader).map(each => withinReachInRole(each, bind));
  return conditions.length === 1 ? conditions[0]! : `(${conditions.join(' OR ')})`;
};

const withinReachInRole = (reader: Actor, bind: (value: unknown) => string): string => {
  switch (reader.role) {
    case 'citizen':
    case 'system':
    case 'coordinator':
    case 'sla_operator':
    case 'auditor':
      return 'true';
    case 'integrator':
      return `(k.lodged_by_role = 'integrator' AND k.lodged_by_ref = ${bind(reader.ref)})`;
    case 'counter_clerk':
      return `(k.lodged_by_role = 'counter_clerk' AND (k.lodged_by_ref = ${bind(reader.ref)}
      OR NOT EXISTS (
        SELECT FROM complaints.published_complaints c WHERE c.id = k.complaint_id AND c.is_confidential)))`;
    case 'officer':
    case 'office_head':
      return `k.office = ${bind(reader.office)}::text`;
    case 'inspectorate':
      return `(${concernsInspectorate('k')} OR k.escalated_to @> '{inspectorate}')`;
    case 'ombudsman':
      return `k.escalated_to @> '{ombudsman}'`;
    case 'admin':
      return 'false';
  }
};
