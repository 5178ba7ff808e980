import type { SchemaStep } from './schema-sql.js';

/**
 * A clerk reads a complaint with the citizen's code, which is checked where complaints are read: that needs one number
 * of the vault, and gets no more.
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
