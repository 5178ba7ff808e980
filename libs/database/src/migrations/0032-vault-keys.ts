import type { SchemaStep } from './schema-step.js';

/**
 * Adds the key id to the rows of the vault. Also hides from readers of the tables that an anonymous and a named
 * complaint are by the same person.
 */
export const vaultKeys: SchemaStep = {
  name: 'VaultKeys1763900040002',
  schema: 'vault',
  sql: ({ owner, to }) => `
    ALTER TABLE vault.identities ADD COLUMN key_id text; -- null: sealed before rows named a key, and not bound to this row
    ALTER TABLE vault.access_codes ADD COLUMN key_id text; -- null: made with the key of that time

    DROP FUNCTION vault.counter_of_code(uuid);
    CREATE FUNCTION vault.code_of(complaint uuid) RETURNS TABLE (counter integer, key_id text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault AS $$
      SELECT c.counter, c.key_id FROM access_codes c WHERE c.complaint_id = complaint
    $$;
    REVOKE EXECUTE ON FUNCTION vault.code_of FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION vault.code_of TO ${to('queries')};

    RESET ROLE; -- what is anonymous only the owner of complaints knows
    UPDATE vault.identities SET blind_index = '{}' WHERE complainant_ref IN (SELECT complainant_ref FROM complaints.complaints WHERE is_anonymous);
    SET LOCAL ROLE ${owner('vault')};`,
};
