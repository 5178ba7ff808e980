import type { SchemaStep } from './schema-step.js';

/** The working time that a met duty took. */
export const clocksWorked: SchemaStep = {
  name: 'ClocksWorked1763870000021',
  schema: 'sla',
  sql: () => `
    ALTER TABLE sla.clocks ADD COLUMN worked_ms bigint; -- null as well where the duty was met before this column was there
    CREATE OR REPLACE VIEW sla.published_clocks AS
      SELECT id, complaint_id, name, cycle, n, escalation_id, status, runs_for, office, classification, max_level, started_at, due_at,
             paused_at, met_at, breached_at, stopped_at, ended_at, policy_version, calendar_version, provisional, basis,
             sla.remaining_ms(status, unit, due_at, calendar_code, calendar_version, remaining_ms) AS remaining_ms, worked_ms
      FROM sla.clocks;`,
};
