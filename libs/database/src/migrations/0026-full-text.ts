import type { SchemaStep } from './schema-step.js';

const searched = `('subject', 'description')`;

/** A statement-level trigger for one kind of change, with the changed rows as a transition table. */
const keptAfter = (change: string, rows: string): string => `
    CREATE TRIGGER full_text_after_${change} AFTER ${change} ON complaints.texts REFERENCING ${rows} TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION complaints.keep_full_text();`;

/**
 * The search index of a complaint: its current subject and description. Triggers maintain it in the statement that
 * writes the texts, so it is always up to date and no service has to write it.
 */
export const fullText: SchemaStep = {
  name: 'FullText1763870000013',
  schema: 'complaints',
  sql: ({ to }) => `
    -- The same as plainWords of @tuntas/complaint. It leaves the parser nothing to take for a host, a path or a number with a sign.
    CREATE FUNCTION complaints.plain_words(body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
      SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        lower(normalize(body, NFKD) COLLATE "C"),
        '[\\u0300-\\u036f''\`\\u2018\\u2019\\u02bc]', '', 'g'),
        '[^0-9a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u3040-\\ud7ff]+', ' ', 'g'),
        '([a-hj-z])\\1{2,}', '\\1', 'g'),
        '(^| )([a-z]{3,})2(nya|an)?(?= |$)', '\\1\\2\\3', 'g')
    $$;
    REVOKE EXECUTE ON FUNCTION complaints.plain_words FROM PUBLIC;

    CREATE TABLE complaints.full_text (
      complaint_id uuid PRIMARY KEY REFERENCES complaints.complaints,
      words tsvector NOT NULL
    );
    CREATE INDEX full_text_words ON complaints.full_text USING gin (words);

    -- Of a field typed twice the newest counts, as where it is shown; the subject weighs more. A phrase lies within one field: between
    -- the last word of the subject and the first of the description there is room for one that nobody typed.
    CREATE VIEW complaints.current_words AS
      SELECT complaint_id, ts_delete(setweight(to_tsvector('pg_catalog.indonesian', coalesce(complaints.plain_words(subject), '')), 'A') || '''.'':1'::tsvector
        || setweight(to_tsvector('pg_catalog.indonesian', coalesce(complaints.plain_words(description), '')), 'D'), '.') AS words
      FROM (
        SELECT complaint_id, (array_agg(body ORDER BY id DESC) FILTER (WHERE field = 'subject'))[1] AS subject,
          (array_agg(body ORDER BY id DESC) FILTER (WHERE field = 'description'))[1] AS description
        FROM complaints.texts WHERE field IN ${searched} GROUP BY complaint_id) AS current;

    CREATE FUNCTION complaints.keep_full_text() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, complaints AS $$
    DECLARE ids uuid[] := ARRAY(SELECT DISTINCT complaint_id FROM changed WHERE field IN ${searched});
    BEGIN
      IF ids <> '{}' THEN
        INSERT INTO full_text SELECT * FROM current_words WHERE complaint_id = ANY(ids)
        ON CONFLICT (complaint_id) DO UPDATE SET words = excluded.words;
        IF TG_OP = 'DELETE' THEN
          DELETE FROM full_text AS f WHERE complaint_id = ANY(ids)
            AND NOT EXISTS (SELECT FROM texts t WHERE t.complaint_id = f.complaint_id AND t.field IN ${searched});
        END IF;
      END IF;
      RETURN NULL;
    END $$;
    REVOKE EXECUTE ON FUNCTION complaints.keep_full_text FROM PUBLIC;
    ${keptAfter('INSERT', 'NEW')}${keptAfter('UPDATE', 'NEW')}${keptAfter('DELETE', 'OLD')}

    INSERT INTO complaints.full_text SELECT * FROM complaints.current_words;

    CREATE VIEW complaints.published_words AS SELECT complaint_id, words FROM complaints.full_text;
    GRANT SELECT ON complaints.published_words TO ${to('queries', 'ombudsman')};`,
};
