import type { SchemaStep } from './schema-step.js';

/** The texts that people type at an escalation. */
export const escalationTexts: SchemaStep = {
  name: 'EscalationTexts1763840000002',
  schema: 'escalation',
  sql: ({ to }) => `
    CREATE TABLE escalation.texts (
      id uuid PRIMARY KEY,
      escalation_id uuid NOT NULL REFERENCES escalation.escalations,
      field text NOT NULL,
      salt bytea NOT NULL,
      body text NOT NULL,
      typed_at timestamptz NOT NULL
    );
    CREATE INDEX texts_of_escalation ON escalation.texts (escalation_id, field);
    GRANT SELECT, INSERT ON escalation.texts TO ${to('escalation')};`,
};
