import type { SchemaStep } from './schema-sql.js';

/** At which percent of its time a clock has warned last. */
export const clocksWarn: SchemaStep = {
  name: 'ClocksWarn1763850000001',
  schema: 'sla',
  sql: () => 'ALTER TABLE sla.clocks ADD COLUMN warned_percent integer',
};
