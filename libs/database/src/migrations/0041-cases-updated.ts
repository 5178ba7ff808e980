import type { SchemaStep } from './schema-step.js';

/** The time of a case's last change. */
export const casesUpdated: SchemaStep = {
  name: 'CasesUpdated1763900800003',
  schema: 'ombudsman',
  sql: () => `
    ALTER TABLE ombudsman.cases ADD COLUMN updated_at timestamptz;
    UPDATE ombudsman.cases c SET updated_at = greatest(c.opened_at, c.ended_at, (SELECT max((reached->>'at')::timestamptz) FROM jsonb_array_elements(c.stages) AS reached),
      (SELECT max((told->>'at')::timestamptz) FROM jsonb_array_elements(c.notices) AS told));
    CREATE INDEX cases_updated ON ombudsman.cases (updated_at);`,
};
