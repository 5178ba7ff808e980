import type { SchemaStep } from './schema-step.js';

/**
 * Counts wrong access codes over all processes. An attempt is counted before its code is checked, in the statement that
 * checks the limit, so that concurrent attempts cannot exceed the limit. A correct code removes its count. The table is
 * UNLOGGED: its rows expire after one hour at the latest, and an attempt does not wait for the disk.
 */
export const codeAttempts: SchemaStep = {
  name: 'CodeAttempts1763900300001',
  schema: 'eventlog',
  sql: ({ to }) => `
    CREATE UNLOGGED TABLE eventlog.code_attempts (
      key text PRIMARY KEY,
      failures integer NOT NULL,
      ends_at timestamptz NOT NULL
    );
    CREATE INDEX code_attempts_ends_at ON eventlog.code_attempts (ends_at);
    COMMENT ON COLUMN eventlog.code_attempts.key IS 'a: address (as an HMAC); c: complaint, or a ticket that does not exist; p: both';
    GRANT SELECT, DELETE ON eventlog.code_attempts TO ${to('relay')};

    -- Counts one attempt. Null: counted; otherwise the seconds until the window ends.
    CREATE FUNCTION eventlog.count_code_attempt(wanted text, most integer, lasts interval) RETURNS integer
    LANGUAGE plpgsql SET search_path = pg_catalog, eventlog AS $$
    BEGIN
      INSERT INTO code_attempts AS a VALUES (wanted, 1, clock_timestamp() + lasts)
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN a.ends_at <= clock_timestamp() THEN 1 ELSE a.failures + 1 END,
        ends_at = CASE WHEN a.ends_at <= clock_timestamp() THEN clock_timestamp() + lasts ELSE a.ends_at END
      WHERE a.ends_at <= clock_timestamp() OR a.failures < most;
      IF FOUND THEN RETURN NULL; END IF;
      RETURN (SELECT greatest(1, ceil(extract(epoch FROM ends_at - clock_timestamp())))::integer FROM code_attempts WHERE key = wanted);
    END $$;
    REVOKE EXECUTE ON FUNCTION eventlog.count_code_attempt FROM PUBLIC;

    -- Rows are locked in the order address, address and complaint, complaint, here and below.
    CREATE FUNCTION eventlog.begin_code_attempt(complaint text, address text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, eventlog AS $$
    DECLARE
      wait integer;
      attacked boolean := EXISTS (SELECT FROM code_attempts WHERE key = 'c:' || complaint AND failures >= 100 AND ends_at > clock_timestamp());
    BEGIN
      wait := count_code_attempt('a:' || address, 100, interval '1 minute');
      IF wait IS NOT NULL THEN RETURN wait; END IF;
      wait := count_code_attempt('p:' || address || ' ' || complaint, CASE WHEN attacked THEN 1 ELSE 10 END, interval '1 minute');
      IF wait IS NOT NULL THEN
        UPDATE code_attempts SET failures = failures - 1 WHERE key = 'a:' || address AND failures > 0;
        RETURN wait;
      END IF;
      PERFORM count_code_attempt('c:' || complaint, 1000000, interval '1 hour');
      RETURN NULL;
    END $$;
    REVOKE EXECUTE ON FUNCTION eventlog.begin_code_attempt FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION eventlog.begin_code_attempt TO ${to('intake', 'queries')};

    CREATE FUNCTION eventlog.take_back_code_attempt(complaint text, address text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, eventlog AS $$
    BEGIN
      UPDATE code_attempts SET failures = failures - 1 WHERE key = 'a:' || address AND failures > 0;
      UPDATE code_attempts SET failures = failures - 1 WHERE key = 'p:' || address || ' ' || complaint AND failures > 0;
      UPDATE code_attempts SET failures = failures - 1 WHERE key = 'c:' || complaint AND failures > 0;
    END $$;
    REVOKE EXECUTE ON FUNCTION eventlog.take_back_code_attempt FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION eventlog.take_back_code_attempt TO ${to('intake', 'queries')};`,
};
