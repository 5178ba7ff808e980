import type { SchemaStep } from './schema-step.js';

/** The verification deadline for a new receipt, which is printed before any clock of the complaint has started. */
export const slaPromise: SchemaStep = {
  name: 'SlaPromise1763850000022',
  schema: 'sla',
  sql: ({ to }) => `
    -- By when a complaint lodged then is checked: what the clock of the verification will say. Null where the policy is not in working days.
    CREATE FUNCTION sla.checked_by(lodged timestamptz, calendar_code text, utc_offset_minutes integer) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, sla AS $$
      WITH shift AS (
        SELECT closes, (opens AT TIME ZONE 'UTC' + make_interval(mins => utc_offset_minutes))::date AS day
        FROM shifts WHERE calendar = calendar_code AND version = (SELECT max(version) FROM calendars WHERE code = calendar_code)
          AND opens > lodged AND opens < lodged + interval '90 days'
      ), received AS (
        SELECT (lodged AT TIME ZONE 'UTC' + make_interval(mins => utc_offset_minutes))::date AS day
      ), policy AS (
        SELECT body FROM policies, received WHERE name = 'verification' AND valid_from <= received.day ORDER BY valid_from DESC, version DESC LIMIT 1
      )
      SELECT ends.at FROM (
        SELECT max(shift.closes) AS at, row_number() OVER (ORDER BY shift.day) AS n FROM shift, received WHERE shift.day > received.day GROUP BY shift.day) ends
      WHERE to_jsonb(ends.n) = (SELECT body -> 'length' FROM policy WHERE body ->> 'unit' = 'HK')
    $$;
    REVOKE EXECUTE ON FUNCTION sla.checked_by FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION sla.checked_by TO ${to('intake')};`,
};
