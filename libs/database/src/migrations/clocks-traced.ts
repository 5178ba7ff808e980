import type { SchemaStep } from './schema-sql.js';

/**
 * Stores the trace that started a clock; a warning, breach or lapse continues it
 * (docs/decisions/0019-trace-context-of-timer-driven-events.md).
 */
export const clocksTraced: SchemaStep = {
  name: 'ClocksTraced1763870000016',
  schema: 'sla',
  sql: () => 'ALTER TABLE sla.clocks ADD COLUMN traceparent text',
};
