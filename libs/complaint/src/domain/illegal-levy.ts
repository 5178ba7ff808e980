import type { Complaint } from './complaint.js';

/**
 * Whether money was demanded (pungli): such a complaint is supervisory unless said otherwise, and the inspectorate may
 * read it.
 */
export const isAllegedLevy = (complaint: Pick<Complaint, 'category' | 'allegedMaladministration'>): boolean =>
  complaint.category === 'conduct.illegal_levy' || complaint.allegedMaladministration.includes('demand_for_payment');
