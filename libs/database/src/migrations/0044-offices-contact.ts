import type { SchemaStep } from './schema-step.js';

/** The contact details of an office, if the city provides them. */
export const officesContact: SchemaStep = {
  name: 'OfficesContact1763900800006',
  schema: 'reference',
  sql: () => 'ALTER TABLE reference.offices ADD COLUMN phone text, ADD COLUMN email text, ADD COLUMN address text',
};
