/** A column with the reason that a person gave for raising the escalation `e`. */
export const explanation = `(
    SELECT t.body FROM escalation.texts t
    WHERE t.escalation_id = e.id AND t.field = 'escalation.reason'
  ) AS explanation`;
