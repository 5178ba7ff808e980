import type { SchemaStep } from './schema-step.js';

/** The audit log. It is append-only: the service lacks the right to change rows, and a trigger rejects all others. */
export const audit: SchemaStep = {
  name: 'Audit1763770000009',
  schema: 'audit',
  sql: ({ to }) => `
    CREATE TABLE audit.entries (
      position bigint PRIMARY KEY, -- audit's own order, without gaps
      source text NOT NULL, subject text NOT NULL, sequence bigint NOT NULL, type text NOT NULL,
      leaf text NOT NULL, -- the exact bytes that were hashed: RFC 8785 canonical JSON of {data, envelope}
      leaf_hash text NOT NULL CHECK (leaf_hash ~ '^[0-9a-f]{64}$'),
      UNIQUE (source, subject, sequence)
    );
    CREATE INDEX entries_of_subject ON audit.entries (subject, position);
    CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;
    CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE ON audit.entries FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
    CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON audit.entries FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
    -- ALWAYS: session_replication_role does not switch them off.
    ALTER TABLE audit.entries ENABLE ALWAYS TRIGGER entries_append_only, ENABLE ALWAYS TRIGGER entries_no_truncate;

    -- Subjects of which a sequence is missing: an alarm, normally empty.
    CREATE TABLE audit.gaps (source text, subject text, PRIMARY KEY (source, subject));

    GRANT USAGE ON SCHEMA audit TO ${to('intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries')};
    GRANT SELECT, INSERT ON audit.entries TO ${to('audit')};
    GRANT SELECT, INSERT, DELETE ON audit.gaps TO ${to('audit')};`,
};
