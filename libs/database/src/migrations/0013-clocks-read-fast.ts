import type { SchemaStep } from './schema-step.js';

/**
 * Computes the remaining time of a clock only on request: PostgreSQL computes a volatile column of a view for every row
 * that is read, even if the query does not use it.
 */
export const clocksReadFast: SchemaStep = {
  name: 'ClocksReadFast1763820000001',
  schema: 'sla',
  sql: () => `
    CREATE FUNCTION sla.remaining_ms(status text, unit text, due_at timestamptz, calendar_code text, calendar_version integer, left_ms bigint)
    RETURNS bigint LANGUAGE sql STABLE AS $$
      SELECT CASE status
        WHEN 'paused' THEN left_ms
        WHEN 'running' THEN greatest(0, CASE unit
          WHEN 'HK' THEN sla.worked_ms(calendar_code, calendar_version, due_at) - sla.worked_ms(calendar_code, calendar_version, clock.now())
          ELSE (extract(epoch FROM due_at - clock.now()) * 1000)::bigint END)
      END
    $$;
    CREATE OR REPLACE VIEW sla.published_clocks AS
      SELECT id, complaint_id, name, cycle, n, escalation_id, status, runs_for, office, classification, max_level, started_at, due_at,
             paused_at, met_at, breached_at, stopped_at, ended_at, policy_version, calendar_version, provisional, basis,
             sla.remaining_ms(status, unit, due_at, calendar_code, calendar_version, remaining_ms) AS remaining_ms
      FROM sla.clocks;`,
};
