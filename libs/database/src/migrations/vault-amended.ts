import type { SchemaStep } from './schema-sql.js';

/** What a citizen tells later of who they are takes the place of what the vault held. */
export const vaultAmended: SchemaStep = {
  name: 'VaultAmended1763830000001',
  schema: 'vault',
  sql: ({ to }) => `GRANT UPDATE ON vault.identities TO ${to('intake')};`,
};
