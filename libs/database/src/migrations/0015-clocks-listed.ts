import type { SchemaStep } from './schema-step.js';

/**
 * Indexes for lists of clocks in the order of their due instants. A query for running clocks does not scan past ones.
 */
export const clocksListed: SchemaStep = {
  name: 'ClocksListed1763840000001',
  schema: 'sla',
  sql: () => `
    CREATE INDEX clocks_due_first ON sla.clocks (coalesce(due_at, 'infinity'::timestamptz), id);
    CREATE INDEX clocks_due_last ON sla.clocks (coalesce(due_at, '-infinity'::timestamptz), id);
    CREATE INDEX clocks_running_due_first ON sla.clocks (coalesce(due_at, 'infinity'::timestamptz), id) WHERE status = 'running';
    DROP INDEX sla.clocks_due; -- the one before serves what this one did`,
};
