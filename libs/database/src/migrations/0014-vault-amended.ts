import type { SchemaStep } from './schema-step.js';

/** Lets identity data that a citizen provides later replace the data in the vault. */
export const vaultAmended: SchemaStep = {
  name: 'VaultAmended1763830000001',
  schema: 'vault',
  sql: ({ to }) => `GRANT UPDATE ON vault.identities TO ${to('intake')};`,
};
