import type { EscalationTarget } from '@tuntas/contracts';
import { holds, inEachRole, type Actor } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import { isAllegedLevy } from './illegal-levy.js';

/**
 * Whether this caller may see that the complaint exists; if not, the answer is 404. Texts and identity have narrower
 * rules. `escalatedTo` are the targets of all its escalations so far. A clerk reaches what clerks lodged, of
 * confidential complaints only those that they lodged themselves; who shows the citizen's access code reaches any
 * complaint: that is checked where the code is.
 */
export const mayReach = (actor: Actor, complaint: Reached, escalatedTo: readonly EscalationTarget[]): boolean =>
  inEachRole(actor).some(each => reachesInRole(each, complaint, escalatedTo));

type Reached = Pick<
  Complaint,
  'office' | 'classification' | 'category' | 'allegedMaladministration' | 'lodgedBy' | 'isConfidential'
>;

const reachesInRole = (actor: Actor, complaint: Reached, escalatedTo: readonly EscalationTarget[]): boolean => {
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
 * Whether this role reads by what other systems know an anonymous complaint, which may lead to the person there: the
 * system that lodged it, the counter where the citizen stood, and the Ombudsman, who may read the identity too. No
 * office and nobody above one.
 */
export const readsReferencesOfAnonymous = ({ role }: Actor): boolean =>
  role === 'integrator' || role === 'counter_clerk' || role === 'ombudsman';

/**
 * Whether this clerk lodged the complaint, or stands at the counter where it was lodged: a clerk's token names the
 * counter as its office.
 */
export const isOfCounter = (actor: Actor, { lodgedBy, counter }: Pick<Complaint, 'lodgedBy' | 'counter'>): boolean =>
  holds(actor, 'counter_clerk') &&
  lodgedBy.role === 'counter_clerk' &&
  (lodgedBy.ref === actor.ref || (counter !== null && counter === actor.office));

/**
 * Roles that watch and prove see everything but what people wrote; a person with several roles reads texts if one of
 * them does.
 */
export const readsTexts = (actor: Actor): boolean =>
  inEachRole(actor).some(({ role }) => role !== 'sla_operator' && role !== 'auditor');

/** Those of the person's roles that read texts. */
export const rolesThatReadTexts = (actor: Actor): readonly Actor['role'][] =>
  inEachRole(actor)
    .filter(readsTexts)
    .map(({ role }) => role);
