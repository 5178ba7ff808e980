import type { SchemaStep } from './schema-sql.js';

// What operators see of clocks and messages is counted from an index: the tables only grow.

export const clocksCounted: SchemaStep = {
  name: 'ClocksCounted1763870000015',
  schema: 'sla',
  sql: () => 'CREATE INDEX clocks_by_status ON sla.clocks (status)',
};

/** Only what waits or was given up: what was delivered nobody counts twice a minute. */
export const messagesCounted: SchemaStep = {
  name: 'MessagesCounted1763870000015',
  schema: 'complaints',
  sql: () => `CREATE INDEX messages_by_status ON complaints.messages (channel, status, decided_at) WHERE status IN ('pending', 'failed')`,
};
