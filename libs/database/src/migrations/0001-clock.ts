import type { SchemaStep } from './schema-step.js';

const services = ['intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];

/** Business time. Only sla can shift it, and only in development. */
export const clock: SchemaStep = {
  name: 'Clock1763770000001',
  schema: 'clock',
  sql: ({ owner, to }) => `
    CREATE TABLE clock.anchor (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      business_anchor timestamptz NOT NULL,
      real_anchor timestamptz NOT NULL,
      rate double precision NOT NULL CHECK (rate >= 0)
    );
    -- Cut to milliseconds here, since the driver cuts microseconds and "met < due" must be the same everywhere.
    CREATE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL RESTRICTED AS $$
      SELECT date_trunc('milliseconds', coalesce(
        (SELECT business_anchor + rate * (clock_timestamp() - real_anchor) FROM clock.anchor), clock_timestamp()))
    $$;
    GRANT USAGE ON SCHEMA clock TO ${owner('sla')}, ${to(...services, 'relay')};
    GRANT SELECT ON clock.anchor TO ${to(...services, 'relay')};
    GRANT INSERT, UPDATE ON clock.anchor TO ${to('sla')};`,
};
