import type { SchemaStep } from './schema-sql.js';

// Views for dossiers, readable by the Ombudsman only: the salts, to verify the text hashes in events, and the entries
// of the audit log.

export const saltsForDossiers: SchemaStep = {
  name: 'SaltsForDossiers1763860000002',
  schema: 'complaints',
  sql: ({ to }) => `
    CREATE VIEW complaints.published_salts AS SELECT id, salt FROM complaints.texts;
    GRANT SELECT ON complaints.published_salts TO ${to('ombudsman')};`,
};

export const reasonsForDossiers: SchemaStep = {
  name: 'ReasonsForDossiers1763860000003',
  schema: 'escalation',
  sql: ({ to }) => `
    CREATE VIEW escalation.published_texts AS SELECT id, escalation_id, field, salt, body, typed_at FROM escalation.texts;
    GRANT SELECT ON escalation.published_texts TO ${to('ombudsman')};`,
};

export const entriesForDossiers: SchemaStep = {
  name: 'EntriesForDossiers1763860000004',
  schema: 'audit',
  sql: ({ to }) => `
    -- Only of what was referred: the Ombudsman has told something of it.
    CREATE VIEW audit.referred_entries AS
      SELECT position, source, subject, sequence, leaf, leaf_hash FROM audit.entries e
      WHERE EXISTS (SELECT FROM audit.entries o WHERE o.source = 'ombudsman' AND o.subject = e.subject AND o.sequence = 1);
    GRANT SELECT ON audit.referred_entries TO ${to('ombudsman')};`,
};
