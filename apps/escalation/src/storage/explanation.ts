/** What a person gave as the reason for raising the escalation `e`, as a column. */
export const explanation = `(SELECT t.body FROM escalation.texts t WHERE t.escalation_id = e.id AND t.field = 'escalation.reason') AS explanation`;
