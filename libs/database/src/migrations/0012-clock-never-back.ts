import type { SchemaStep } from './schema-step.js';

const services = ['intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];

/** Makes business time monotonic: it stays constant while the server's clock is behind. */
export const clockNeverBack: SchemaStep = {
  name: 'ClockNeverBack1763810000001',
  schema: 'clock',
  sql: ({ to }) => `
    -- What business time has reached, in milliseconds since 1970. A sequence, since nobody waits for it, and no rollback undoes it.
    CREATE SEQUENCE clock.reached MINVALUE 0 START 0;

    CREATE FUNCTION clock.reading() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL RESTRICTED AS $$
      SELECT date_trunc('milliseconds', coalesce(
        (SELECT business_anchor + rate * (clock_timestamp() - real_anchor) FROM clock.anchor), clock_timestamp()))
    $$;
    -- For whoever only looks: writes nothing.
    CREATE OR REPLACE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL RESTRICTED AS $$
      SELECT greatest(clock.reading(), (SELECT timestamptz 'epoch' + last_value * interval '1 millisecond' FROM clock.reached))
    $$;
    -- For whoever records the instant.
    CREATE FUNCTION clock.advance() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL UNSAFE SECURITY DEFINER SET search_path = pg_catalog, clock AS $$
      SELECT timestamptz 'epoch' + (CASE WHEN ms > last_value THEN setval('clock.reached', ms) ELSE last_value END) * interval '1 millisecond'
      FROM (SELECT (extract(epoch FROM clock.reading()) * 1000)::bigint AS ms) AS reading, clock.reached
    $$;
    CREATE FUNCTION clock.behind() RETURNS interval LANGUAGE sql VOLATILE PARALLEL RESTRICTED AS $$
      SELECT greatest(interval '0', (SELECT timestamptz 'epoch' + last_value * interval '1 millisecond' FROM clock.reached) - clock.reading())
    $$;
    -- Before the first complaint a developer may set the clock back; where time cannot be bent this does nothing.
    CREATE FUNCTION clock.forget() RETURNS void LANGUAGE sql VOLATILE PARALLEL UNSAFE SECURITY DEFINER SET search_path = pg_catalog, clock AS $$
      SELECT setval('clock.reached', 0, false) FROM clock.anchor
    $$;
    REVOKE EXECUTE ON FUNCTION clock.advance, clock.forget FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION clock.advance TO ${to(...services)};
    GRANT EXECUTE ON FUNCTION clock.forget TO ${to('sla')};
    GRANT SELECT ON SEQUENCE clock.reached TO ${to(...services, 'relay')};`,
};
