import type { SchemaStep } from './schema-step.js';

export const escalation: SchemaStep = {
  name: 'Escalation1763770000007',
  schema: 'escalation',
  sql: ({ to }) => `
    CREATE TABLE escalation.ladders (version integer PRIMARY KEY, valid_from date NOT NULL, body jsonb NOT NULL);
    CREATE TABLE escalation.heads (
      complaint_id uuid PRIMARY KEY,
      sequence bigint NOT NULL DEFAULT 0,
      seen_version integer NOT NULL DEFAULT 0,
      seen_sla bigint NOT NULL DEFAULT 0
    );
    CREATE TABLE escalation.escalations (
      id uuid PRIMARY KEY,
      complaint_id uuid NOT NULL REFERENCES escalation.heads,
      key text NOT NULL, -- the clock's id, or manual:<cycle>
      clock_id uuid, clock text, level integer NOT NULL CHECK (level BETWEEN 1 AND 3), cycle integer NOT NULL,
      target text NOT NULL CHECK (target IN ('office_head', 'coordinator', 'inspectorate', 'ombudsman')),
      office text, reason text NOT NULL, target_missing boolean NOT NULL,
      next_level integer, next_after_working_days integer,
      status text NOT NULL CHECK (status IN ('open', 'acknowledged', 'ended')),
      raised_at timestamptz NOT NULL, acknowledged_at timestamptz, acknowledged_by text,
      ended_at timestamptz, end_reason text, referral_offered_at timestamptz,
      UNIQUE (complaint_id, key, level),
      CHECK ((status = 'ended') = (ended_at IS NOT NULL))
    );
    CREATE INDEX escalations_register ON escalation.escalations (raised_at, id);
    CREATE INDEX escalations_to_ombudsman ON escalation.escalations (complaint_id) WHERE level = 3;

    CREATE VIEW escalation.published_escalations AS
      SELECT id, complaint_id, clock_id, clock, level, cycle, target, office, reason, target_missing, next_level, next_after_working_days,
             status, raised_at, acknowledged_at, ended_at, end_reason, referral_offered_at
      FROM escalation.escalations;
    CREATE VIEW escalation.published_heads AS SELECT complaint_id, sequence FROM escalation.heads;

    GRANT USAGE ON SCHEMA escalation TO ${to('intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries')};
    GRANT SELECT, INSERT, UPDATE ON escalation.heads, escalation.escalations, escalation.ladders TO ${to('escalation')};
    GRANT SELECT ON escalation.published_escalations, escalation.published_heads TO ${to('intake', 'routing', 'casework', 'sla', 'ombudsman', 'queries', 'audit')};`,
};
