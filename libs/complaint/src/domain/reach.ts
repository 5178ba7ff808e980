import type { EscalationTarget } from '@tuntas/contracts';
import { hasRole, inEachRole, type Actor } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import { isAllegedLevy } from './illegal-levy.js';

/**
 * Whether this actor may know that the complaint exists; otherwise the endpoint returns 404. Texts and identity have
 * narrower rules. A clerk reaches complaints lodged by clerks; a confidential complaint only if they lodged it
 * themselves. A citizen's access code opens any complaint; the caller checks the code.
 * @param escalatedTo the targets of all escalations of the complaint so far
 */
export const mayReach = (
  actor: Actor,
  complaint: ReachedComplaint,
  escalatedTo: readonly EscalationTarget[],
): boolean => inEachRole(actor).some(each => reachesInRole(each, complaint, escalatedTo));

type ReachedComplaint = Pick<
  Complaint,
  'office' | 'classification' | 'category' | 'allegedMaladministration' | 'lodgedBy' | 'isConfidential'
>;

const reachesInRole = (
  actor: Actor,
  complaint: ReachedComplaint,
  escalatedTo: readonly EscalationTarget[],
): boolean => {
  switch (actor.role) {
    case 'citizen':
    case 'system':
    case 'coordinator':
    case 'sla_operator':
    case 'auditor':
      return true;
    case 'integrator':
      return complaint.lodgedBy.role === 'integrator' && complaint.lodgedBy.ref === actor.ref;
    case 'counter_clerk':
      return (
        complaint.lodgedBy.role === 'counter_clerk' &&
        (!complaint.isConfidential || complaint.lodgedBy.ref === actor.ref)
      );
    case 'officer':
    case 'office_head':
      return actor.office !== null && actor.office === complaint.office;
    case 'inspectorate':
      return (
        complaint.classification === 'supervisory_complaint' ||
        isAllegedLevy(complaint) ||
        escalatedTo.includes('inspectorate')
      );
    case 'ombudsman':
      return escalatedTo.includes('ombudsman');
    case 'admin':
      return false;
  }
};

/**
 * Whether this role may read the external references of an anonymous complaint, which could reveal the person: the
 * integrator that lodged it, counter clerks, and the Ombudsman, who may also read the identity. Offices and their
 * superiors may not.
 */
export const readsReferencesOfAnonymous = ({ role }: Actor): boolean =>
  role === 'integrator' || role === 'counter_clerk' || role === 'ombudsman';

/**
 * Whether this clerk lodged the complaint, or works at the counter where it was lodged. The `office` of a clerk's token
 * is the counter.
 */
export const isOfCounter = (actor: Actor, { lodgedBy, counter }: Pick<Complaint, 'lodgedBy' | 'counter'>): boolean =>
  hasRole(actor, 'counter_clerk') &&
  lodgedBy.role === 'counter_clerk' &&
  (lodgedBy.ref === actor.ref || (counter !== null && counter === actor.office));

/**
 * Whether the actor may read typed texts. SLA operators and auditors may not. An actor with several roles may if one of
 * them may.
 */
export const readsTexts = (actor: Actor): boolean =>
  inEachRole(actor).some(({ role }) => role !== 'sla_operator' && role !== 'auditor');

/** The roles of the actor that may read texts. */
export const rolesThatReadTexts = (actor: Actor): readonly Actor['role'][] =>
  inEachRole(actor)
    .filter(readsTexts)
    .map(({ role }) => role);
