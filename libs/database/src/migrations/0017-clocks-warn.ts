import type { SchemaStep } from './schema-step.js';

/** The percentage of the last warning of a clock. */
export const clocksWarn: SchemaStep = {
  name: 'ClocksWarn1763850000001',
  schema: 'sla',
  sql: () => 'ALTER TABLE sla.clocks ADD COLUMN warned_percent integer',
};
