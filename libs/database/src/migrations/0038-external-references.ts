import type { SchemaStep } from './schema-step.js';

/**
 * Separates the system and the id of an external reference, since either may contain a colon. The hashed text
 * `system:id` is unchanged; a new column stores the position of the separator. Existing references are split at their
 * first colon, as before.
 */
export const externalReferences: SchemaStep = {
  name: 'ExternalReferences1763900500003',
  schema: 'complaints',
  sql: () => `
    ALTER TABLE complaints.texts ADD split_at smallint;
    UPDATE complaints.texts SET split_at = strpos(body, ':') - 1 WHERE field = 'externalReference' AND strpos(body, ':') > 0;
    ALTER TABLE complaints.texts
      ADD external_system text GENERATED ALWAYS AS (CASE WHEN split_at IS NOT NULL THEN left(body, split_at) END) STORED,
      ADD external_id text GENERATED ALWAYS AS (CASE WHEN split_at IS NOT NULL THEN substr(body, split_at + 2) END) STORED;
    CREATE INDEX texts_external_id ON complaints.texts (external_id) WHERE external_id IS NOT NULL;
    CREATE OR REPLACE VIEW complaints.published_texts AS SELECT id, complaint_id, field, body, typed_at, external_system, external_id FROM complaints.texts;`,
};
