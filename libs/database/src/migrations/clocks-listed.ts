import type { SchemaStep } from './schema-sql.js';

/**
 * Lists of clocks in the order of their due instants; whoever looks for what runs finds it without going through what
 * is long past.
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
