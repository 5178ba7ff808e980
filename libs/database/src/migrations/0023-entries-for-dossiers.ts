import type { SchemaStep } from './schema-step.js';

/** The audit entries of referred complaints, for dossiers. Readable by the Ombudsman only. */
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
