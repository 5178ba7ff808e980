import type { SchemaStep } from './schema-step.js';

/** Synonyms: words that people write, and the formal word for each. */
export const synonymList: SchemaStep = {
  name: 'SynonymList1763870000023',
  schema: 'reference',
  sql: ({ to }) => `
    CREATE TABLE reference.synonyms (
      code text PRIMARY KEY, -- the word, or the words
      formal text, -- null: no longer in the list
      kind text
    );
    GRANT SELECT ON reference.synonyms TO ${to('queries', 'ombudsman')};`,
};
