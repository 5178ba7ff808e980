import type { SchemaStep } from './schema-step.js';

/**
 * The identities of people: sealed with one key per person, readable by intake only. The reference is the only way to
 * look up an identity, and it has no meaning outside this system.
 */
export const vault: SchemaStep = {
  name: 'Vault1763770000004',
  schema: 'vault',
  sql: ({ to }) => `
    CREATE TABLE vault.identities (
      complainant_ref uuid PRIMARY KEY,
      wrapped_key bytea NOT NULL,
      sealed bytea NOT NULL,
      blind_index bytea[] NOT NULL,
      stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX identities_blind_index ON vault.identities USING gin (blind_index);
    CREATE TABLE vault.access_codes (
      complaint_id uuid PRIMARY KEY,
      counter integer NOT NULL CHECK (counter > 0)
    );
    GRANT USAGE ON SCHEMA vault TO ${to('intake')};
    GRANT SELECT, INSERT ON vault.identities TO ${to('intake')};
    GRANT SELECT, INSERT, UPDATE ON vault.access_codes TO ${to('intake')};`,
};
