import type { Complaint } from './complaint.js';

/**
 * Whether the complaint alleges an illegal levy (pungli). Such a complaint is supervisory by default, and the
 * inspectorate may read it.
 */
export const isAllegedLevy = (complaint: Pick<Complaint, 'category' | 'allegedMaladministration'>): boolean =>
  complaint.category === 'conduct.illegal_levy' || complaint.allegedMaladministration.includes('demand_for_payment');
