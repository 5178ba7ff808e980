import { doors, everyService, oneOf, type SchemaStep } from './schema-sql.js';

export const sla: SchemaStep = {
  name: 'Sla1763770000006',
  schema: 'sla',
  sql: ({ to }) => `
    CREATE TABLE sla.policies (name text, version integer, valid_from date NOT NULL, body jsonb NOT NULL, PRIMARY KEY (name, version));
    CREATE TABLE sla.calendars (code text, version integer, valid_from date NOT NULL, body jsonb NOT NULL, PRIMARY KEY (code, version));
    CREATE TABLE sla.heads (
      complaint_id uuid PRIMARY KEY,
      sequence bigint NOT NULL DEFAULT 0,
      settled_until timestamptz NOT NULL DEFAULT '-infinity',
      next_due timestamptz,
      postponed_until timestamptz, -- real time: the complaint was being decided when the sweep came by
      seen_version integer NOT NULL DEFAULT 0,
      seen_escalation bigint NOT NULL DEFAULT 0,
      reconciled_at timestamptz
    );
    CREATE INDEX heads_next_due ON sla.heads (next_due) WHERE next_due IS NOT NULL;
    CREATE TABLE sla.clocks (
      id uuid PRIMARY KEY,
      complaint_id uuid NOT NULL REFERENCES sla.heads,
      name text NOT NULL, cycle integer NOT NULL, n integer NOT NULL, escalation_id uuid,
      status text NOT NULL ${oneOf('status', ['running', 'paused', 'met', 'breached', 'lapsed', 'cancelled'])},
      runs_for text NOT NULL, office text, classification text NOT NULL, max_level integer NOT NULL,
      started_at timestamptz NOT NULL, due_at timestamptz, paused_at timestamptz, remaining_ms bigint,
      met_at timestamptz, breached_at timestamptz, stopped_at timestamptz,
      policy_version integer NOT NULL, calendar_version integer NOT NULL, provisional boolean NOT NULL, basis text NOT NULL,
      told integer NOT NULL, -- how many of its transitions have been told as events
      UNIQUE NULLS NOT DISTINCT (complaint_id, name, cycle, n, escalation_id)
    );
    CREATE INDEX clocks_due ON sla.clocks (due_at) WHERE status = 'running';

    CREATE VIEW sla.published_clocks AS
      SELECT id, complaint_id, name, cycle, n, escalation_id, status, runs_for, office, classification, max_level, started_at, due_at,
             paused_at, remaining_ms, met_at, breached_at, stopped_at, policy_version, calendar_version, provisional, basis
      FROM sla.clocks;
    CREATE VIEW sla.published_heads AS SELECT complaint_id, sequence, reconciled_at FROM sla.heads;

    GRANT USAGE ON SCHEMA sla TO ${to(...everyService)};
    GRANT SELECT, INSERT, UPDATE ON sla.heads, sla.clocks, sla.policies, sla.calendars TO ${to('sla')};
    GRANT SELECT ON sla.published_clocks, sla.published_heads TO ${to(...doors, 'escalation', 'ombudsman', 'queries')};`,
};
