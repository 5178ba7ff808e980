import type { SchemaStep } from './schema-step.js';

const services = ['intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];

export const reference: SchemaStep = {
  name: 'Reference1763770000002',
  schema: 'reference',
  sql: ({ to }) => `
    CREATE TABLE reference.offices (
      code text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, parent text REFERENCES reference.offices,
      calendar text NOT NULL, head text, deputy text
    );
    CREATE TABLE reference.categories (
      code text PRIMARY KEY, label_id text NOT NULL, label_en text NOT NULL, office text REFERENCES reference.offices
    );
    CREATE TABLE reference.regions (
      code text PRIMARY KEY, kind text NOT NULL, parent text NOT NULL, name text NOT NULL
    );
    CREATE TABLE reference.counters (
      code text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, office text REFERENCES reference.offices,
      region text REFERENCES reference.regions
    );
    CREATE TABLE reference.versions (subject text PRIMARY KEY, version integer NOT NULL CHECK (version > 0));
    GRANT USAGE ON SCHEMA reference TO ${to(...services)};
    GRANT SELECT ON ALL TABLES IN SCHEMA reference TO ${to(...services)};`,
};
