import type { SchemaStep } from './schema-step.js';

export const sla: SchemaStep = {
  name: 'Sla1763770000006',
  schema: 'sla',
  sql: ({ to }) => `
    CREATE TABLE sla.policies (name text, version integer, valid_from date NOT NULL, body jsonb NOT NULL, PRIMARY KEY (name, version));
    CREATE TABLE sla.calendars (code text, version integer, valid_from date NOT NULL, body jsonb NOT NULL, PRIMARY KEY (code, version));
    -- Every shift of a calendar with the working time before it, so that working time is a subtraction.
    CREATE TABLE sla.shifts (
      calendar text, version integer, opens timestamptz, closes timestamptz NOT NULL, worked_before_ms bigint NOT NULL,
      PRIMARY KEY (calendar, version, opens)
    );
    CREATE FUNCTION sla.worked_ms(calendar_code text, calendar_version integer, at timestamptz) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, sla AS $$
      SELECT worked_before_ms + (extract(epoch FROM least(at, closes) - opens) * 1000)::bigint FROM shifts
      WHERE calendar = calendar_code AND version = calendar_version AND opens <= at ORDER BY opens DESC LIMIT 1
    $$;
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
      status text NOT NULL CHECK (status IN ('running', 'paused', 'met', 'breached', 'lapsed', 'cancelled')),
      runs_for text NOT NULL, office text, classification text NOT NULL, max_level integer NOT NULL,
      started_at timestamptz NOT NULL, due_at timestamptz, paused_at timestamptz, remaining_ms bigint,
      met_at timestamptz, breached_at timestamptz, stopped_at timestamptz, ended_at timestamptz,
      unit text NOT NULL, budget_ms bigint NOT NULL, policy_version integer NOT NULL, calendar_code text NOT NULL, calendar_version integer NOT NULL, provisional boolean NOT NULL, basis text NOT NULL,
      told integer NOT NULL, -- how many of its transitions have been told as events
      UNIQUE NULLS NOT DISTINCT (complaint_id, name, cycle, n, escalation_id)
    );
    CREATE INDEX clocks_provisional ON sla.clocks (id) WHERE provisional AND status = 'running';
    CREATE INDEX clocks_due ON sla.clocks (due_at) WHERE status = 'running';
    CREATE INDEX clocks_escalating ON sla.clocks (complaint_id) WHERE status = 'breached' AND max_level > 0;

    CREATE VIEW sla.published_clocks AS
      SELECT id, complaint_id, name, cycle, n, escalation_id, status, runs_for, office, classification, max_level, started_at, due_at,
             paused_at, met_at, breached_at, stopped_at, ended_at, policy_version, calendar_version, provisional, basis,
             CASE status
               WHEN 'paused' THEN remaining_ms
               WHEN 'running' THEN greatest(0, CASE unit
                 WHEN 'HK' THEN sla.worked_ms(calendar_code, calendar_version, due_at) - sla.worked_ms(calendar_code, calendar_version, clock.now())
                 ELSE (extract(epoch FROM due_at - clock.now()) * 1000)::bigint END)
             END AS remaining_ms
      FROM sla.clocks;
    CREATE VIEW sla.published_heads AS SELECT complaint_id, sequence, reconciled_at FROM sla.heads;

    GRANT USAGE ON SCHEMA sla TO ${to('intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries')};
    GRANT SELECT, INSERT, UPDATE ON sla.heads, sla.clocks, sla.policies, sla.calendars, sla.shifts TO ${to('sla')};
    GRANT SELECT ON sla.published_clocks, sla.published_heads TO ${to('intake', 'routing', 'casework', 'escalation', 'ombudsman', 'queries')};`,
};
