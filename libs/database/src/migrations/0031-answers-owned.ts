import type { SchemaStep } from './schema-step.js';

const services = ['intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];
const answering = ['intake', 'routing', 'casework', 'escalation', 'ombudsman', 'queries'];

/** The roles that store responses, and the paths of each before rows had a role column. */
const writers = {
  queries: '^/v1/admin/',
  escalation: '^/v1/escalations(/|$)|^/v1/complaints/[^/]+/escalation$',
  ombudsman: '^/v1/ombudsman(/|$)',
  routing: '^/v1/complaints/[^/]+/(verification|classification|assignment|referral-out|archiving|reopening)$',
  casework:
    '^/v1/complaints/[^/]+/(acceptance|response|resolution|contact|information-request|transfer|internal-notes)$',
};

/**
 * Assigns each stored response to the role that wrote it, and deletes stored responses with a disclosed identity. Also
 * records the sealing keys and the mode of the database.
 */
export const answersOwned: SchemaStep = {
  name: 'AnswersOwned1763900040001',
  schema: 'eventlog',
  sql: ({ to }) => `
    DELETE FROM eventlog.kept_answers WHERE path LIKE '%/identity-disclosure';
    ALTER TABLE eventlog.kept_answers
      ADD COLUMN role name NOT NULL DEFAULT current_user,
      ADD COLUMN key_id text; -- of the key that sealed it; null: sealed before rows named one
    UPDATE eventlog.kept_answers SET role = CASE ${Object.entries(writers)
      .map(([role, paths]) => `WHEN path ~ '${paths}' THEN ${to(role).replaceAll('"', "'")}`)
      .join(' ')} ELSE ${to('intake').replaceAll('"', "'")} END;
    ALTER TABLE eventlog.kept_answers DROP CONSTRAINT kept_answers_pkey, ADD PRIMARY KEY (role, client, method, path, key);
    ALTER TABLE eventlog.kept_answers ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own_answers ON eventlog.kept_answers TO ${to(...answering)} USING (role = current_user) WITH CHECK (role = current_user);
    CREATE POLICY forgetting ON eventlog.kept_answers FOR ALL TO ${to('relay')} USING (true) WITH CHECK (false);
    REVOKE ALL ON eventlog.kept_answers FROM ${to(...services, 'relay')};
    GRANT SELECT, INSERT, UPDATE ON eventlog.kept_answers TO ${to(...answering)};
    GRANT SELECT (kept_at), DELETE ON eventlog.kept_answers TO ${to('relay')};

    -- One row for each key that seals something here; what is sealed in it opens with that key alone.
    CREATE TABLE eventlog.key_checks (
      role name NOT NULL DEFAULT current_user, purpose text NOT NULL, key_id text NOT NULL,
      sealed bytea NOT NULL,
      PRIMARY KEY (role, purpose, key_id)
    );
    ALTER TABLE eventlog.key_checks ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own_keys ON eventlog.key_checks TO ${to(...answering)} USING (role = current_user) WITH CHECK (role = current_user);
    CREATE POLICY codes_are_checked_by_two ON eventlog.key_checks FOR SELECT TO ${to('queries')} USING (purpose = 'codes');
    GRANT SELECT, INSERT, UPDATE, DELETE ON eventlog.key_checks TO ${to(...answering)};

    CREATE TABLE eventlog.installation (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      mode text NOT NULL CHECK (mode IN ('development', 'production'))
    );
    GRANT SELECT ON eventlog.installation TO ${to(...services, 'relay')};`,
};
