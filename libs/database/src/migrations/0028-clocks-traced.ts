import type { SchemaStep } from './schema-step.js';

/**
 * Stores the traceparent of the event that started a clock, so that a timer continues its trace (docs/decisions, the
 * trace of a timer).
 */
export const clocksTraced: SchemaStep = {
  name: 'ClocksTraced1763870000016',
  schema: 'sla',
  sql: () => 'ALTER TABLE sla.clocks ADD COLUMN traceparent text',
};
