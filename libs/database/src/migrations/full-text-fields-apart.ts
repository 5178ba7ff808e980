import type { SchemaStep } from './schema-sql.js';

/** A phrase lies within one field: between the last word of the subject and the first of the description there is room for one that nobody typed. */
export const fullTextFieldsApart: SchemaStep = {
  name: 'FullTextFieldsApart1763870000041',
  schema: 'complaints',
  sql: () => `
    CREATE OR REPLACE VIEW complaints.current_words AS
      SELECT complaint_id, ts_delete(setweight(to_tsvector('pg_catalog.indonesian', coalesce(complaints.plain_words(subject), '')), 'A') || '''.'':1'::tsvector
        || setweight(to_tsvector('pg_catalog.indonesian', coalesce(complaints.plain_words(description), '')), 'D'), '.') AS words
      FROM (
        SELECT complaint_id, (array_agg(body ORDER BY id DESC) FILTER (WHERE field = 'subject'))[1] AS subject,
          (array_agg(body ORDER BY id DESC) FILTER (WHERE field = 'description'))[1] AS description
        FROM complaints.texts WHERE field IN ('subject', 'description') GROUP BY complaint_id) AS current;
    UPDATE complaints.full_text AS f SET words = current.words FROM complaints.current_words AS current WHERE current.complaint_id = f.complaint_id;`,
};
