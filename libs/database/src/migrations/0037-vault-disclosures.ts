import type { SchemaStep } from './schema-step.js';

/** The recent disclosures of identities per staff member. The hourly limit is checked in the disclosing transaction. */
export const vaultDisclosures: SchemaStep = {
  name: 'VaultDisclosures1763900500002',
  schema: 'vault',
  sql: ({ to }) => `
    CREATE TABLE vault.disclosures (ref text PRIMARY KEY, times timestamptz[] NOT NULL); -- real time; of the last hour, at most as many as the limit
    GRANT SELECT, INSERT, UPDATE ON vault.disclosures TO ${to('intake')};`,
};
