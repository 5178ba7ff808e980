/**
 * What the inspectorate reaches without being escalated to (`mayReach`), as a condition.
 * @param row alias of something with a complaint's classification, category and alleged maladministration
 */
export const concernsInspectorate = (row: string): string =>
  `(${row}.classification = 'supervisory_complaint' OR ${row}.category = 'conduct.illegal_levy' OR 'demand_for_payment' = ANY (${row}.alleged_maladministration))`;
