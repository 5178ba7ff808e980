import type { SchemaStep } from './schema-sql.js';

/**
 * The trace of what started a clock, which goes on when time brings something about (docs/decisions, the trace of a
 * timer).
 */
export const clocksTraced: SchemaStep = {
  name: 'ClocksTraced1763870000016',
  schema: 'sla',
  sql: () => 'ALTER TABLE sla.clocks ADD COLUMN traceparent text',
};
