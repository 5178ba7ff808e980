import type { SchemaStep } from './schema-step.js';

export const ombudsman: SchemaStep = {
  name: 'Ombudsman1763770000008',
  schema: 'ombudsman',
  sql: ({ to }) => `
    CREATE TABLE ombudsman.heads (complaint_id uuid PRIMARY KEY, sequence bigint NOT NULL DEFAULT 0);
    CREATE TABLE ombudsman.registration_numbers (office text, year integer, last integer NOT NULL, PRIMARY KEY (office, year));
    CREATE TABLE ombudsman.cases (
      id uuid PRIMARY KEY,
      complaint_id uuid NOT NULL UNIQUE REFERENCES ombudsman.heads, -- one case per complaint
      ticket text NOT NULL,
      registration_number text NOT NULL UNIQUE,
      stage text NOT NULL, office text, region text,
      maladministration jsonb NOT NULL, admissibility jsonb NOT NULL, notices jsonb NOT NULL, escalation_ids uuid[] NOT NULL,
      opened_at timestamptz NOT NULL, due_at timestamptz,
      version integer NOT NULL CHECK (version > 0),
      known_sequence bigint NOT NULL -- the complaint's events up to this one were known when the case was opened
    );
    CREATE INDEX cases_register ON ombudsman.cases (opened_at, id);
    CREATE VIEW ombudsman.published_cases AS SELECT id, complaint_id, registration_number, stage, opened_at FROM ombudsman.cases;

    GRANT USAGE ON SCHEMA ombudsman TO ${to('intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries')};
    GRANT SELECT, INSERT, UPDATE ON ombudsman.heads, ombudsman.cases, ombudsman.registration_numbers TO ${to('ombudsman')};
    GRANT SELECT ON ombudsman.published_cases TO ${to('intake', 'routing', 'casework', 'escalation', 'queries')};`,
};
