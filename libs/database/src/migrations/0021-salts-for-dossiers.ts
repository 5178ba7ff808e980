import type { SchemaStep } from './schema-step.js';

/** The salts of typed texts, with which a dossier verifies text hashes in events. Readable by the Ombudsman only. */
export const saltsForDossiers: SchemaStep = {
  name: 'SaltsForDossiers1763860000002',
  schema: 'complaints',
  sql: ({ to }) => `
    CREATE VIEW complaints.published_salts AS SELECT id, salt FROM complaints.texts;
    GRANT SELECT ON complaints.published_salts TO ${to('ombudsman')};`,
};
