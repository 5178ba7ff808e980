import type { SchemaStep } from './schema-step.js';

/**
 * Lets the service that reads complaints check a citizen's access code for a clerk. It needs one number of the vault
 * and gets no other data.
 */
export const vaultCodeCounter: SchemaStep = {
  name: 'VaultCodeCounter1763850000021',
  schema: 'vault',
  sql: ({ to }) => `
    CREATE FUNCTION vault.counter_of_code(complaint uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault AS $$
      SELECT counter FROM access_codes WHERE complaint_id = complaint
    $$;
    REVOKE EXECUTE ON FUNCTION vault.counter_of_code FROM PUBLIC;
    GRANT USAGE ON SCHEMA vault TO ${to('queries')};
    GRANT EXECUTE ON FUNCTION vault.counter_of_code TO ${to('queries')};`,
};
