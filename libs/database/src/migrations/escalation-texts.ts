import type { SchemaStep } from './schema-sql.js';
import { textsTable } from './texts-table.js';

/** The texts that people type at an escalation. */
export const escalationTexts: SchemaStep = {
  name: 'EscalationTexts1763840000002',
  schema: 'escalation',
  sql: names =>
    textsTable(
      'escalation',
      { column: 'escalation_id', table: 'escalation.escalations', index: 'texts_of_escalation' },
      'escalation',
      names,
    ),
};
