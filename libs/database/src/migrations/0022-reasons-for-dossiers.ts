import type { SchemaStep } from './schema-step.js';

/** The reasons of escalations, for dossiers. Readable by the Ombudsman only. */
export const reasonsForDossiers: SchemaStep = {
  name: 'ReasonsForDossiers1763860000003',
  schema: 'escalation',
  sql: ({ to }) => `
    CREATE VIEW escalation.published_texts AS SELECT id, escalation_id, field, salt, body, typed_at FROM escalation.texts;
    GRANT SELECT ON escalation.published_texts TO ${to('ombudsman')};`,
};
