import type { SchemaStep } from './schema-step.js';

/**
 * The time of a clock's last change, for clients that query changes, and the data to compute the used share of its
 * time.
 */
export const clocksUpdated: SchemaStep = {
  name: 'ClocksUpdated1763900800001',
  schema: 'sla',
  sql: () => `
    ALTER TABLE sla.clocks ADD COLUMN updated_at timestamptz; -- business time of the writing transaction
    UPDATE sla.clocks k SET updated_at = coalesce((SELECT h.reconciled_at FROM sla.heads h WHERE h.complaint_id = k.complaint_id), k.started_at);
    CREATE INDEX clocks_updated ON sla.clocks (updated_at);
    CREATE OR REPLACE VIEW sla.published_clocks AS
      SELECT id, complaint_id, name, cycle, n, escalation_id, status, runs_for, office, classification, max_level, started_at, due_at,
             paused_at, met_at, breached_at, stopped_at, ended_at, policy_version, calendar_version, provisional, basis,
             sla.remaining_ms(status, unit, due_at, calendar_code, calendar_version, remaining_ms) AS remaining_ms, worked_ms, budget_ms
      FROM sla.clocks;`,
};
