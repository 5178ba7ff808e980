/**
 * The SQL condition for complaints that the inspectorate reaches without an escalation (see `mayReach`).
 * @param row alias of a relation with a complaint's classification, category and alleged maladministration
 */
export const concernsInspectorate = (row: string): string =>
  `(${row}.classification = 'supervisory_complaint'
    OR ${row}.category = 'conduct.illegal_levy'
    OR 'demand_for_payment' = ANY (${row}.alleged_maladministration))`;
