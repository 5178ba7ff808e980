import type { SchemaStep } from './schema-step.js';

/** An index for the clock metrics, since the table only grows. */
export const clocksCounted: SchemaStep = {
  name: 'ClocksCounted1763870000015',
  schema: 'sla',
  sql: () => 'CREATE INDEX clocks_by_status ON sla.clocks (status)',
};
