import type { SchemaStep } from './schema-step.js';

const finalStages = `('closed', 'not_admissible', 'deemed_withdrawn', 'withdrawn')`;

/** The stages of a case with the note of each, and a view of what other services may read. */
export const caseStages: SchemaStep = {
  name: 'CaseStages1763860000001',
  schema: 'ombudsman',
  sql: ({ to }) => `
    ALTER TABLE ombudsman.cases ADD COLUMN ground text, ADD COLUMN finding text, ADD COLUMN ended_at timestamptz, ADD COLUMN stages jsonb;
    -- Until now no case could leave the stage at which it was opened.
    UPDATE ombudsman.cases SET stages = jsonb_build_array(
      jsonb_build_object('stage', stage, 'at', opened_at, 'ground', NULL, 'finding', NULL, 'noteId', NULL));
    ALTER TABLE ombudsman.cases ALTER COLUMN stages SET NOT NULL,
      ADD CHECK ((stage = 'not_admissible') = (ground IS NOT NULL)),
      ADD CHECK ((stage IN ${finalStages}) = (ended_at IS NOT NULL));
    
    CREATE TABLE ombudsman.texts (
      id uuid PRIMARY KEY,
      case_id uuid NOT NULL REFERENCES ombudsman.cases,
      field text NOT NULL,
      salt bytea NOT NULL,
      body text NOT NULL,
      typed_at timestamptz NOT NULL
    );
    CREATE INDEX texts_of_case ON ombudsman.texts (case_id, field);
    GRANT SELECT, INSERT ON ombudsman.texts TO ${to('ombudsman')};
    CREATE OR REPLACE VIEW ombudsman.published_cases AS
      SELECT id, complaint_id, registration_number, stage, opened_at, ground,
        -- every time that it ended: an escalation to the Ombudsman ends with the first one after it was raised
        ARRAY(SELECT (reached->>'at')::timestamptz FROM jsonb_array_elements(stages) AS reached
              WHERE reached->>'stage' IN ${finalStages} ORDER BY 1) AS ends
      FROM ombudsman.cases;`,
};
