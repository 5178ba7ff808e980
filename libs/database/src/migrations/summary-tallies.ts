import type { SchemaStep } from './schema-sql.js';

/** What the summary of the clocks counts: a row for each clock, and how many there are of each kind. */
export const summaryTallies: SchemaStep = {
  name: 'SummaryTallies1763870000011',
  schema: 'queries',
  sql: ({ to }) => {
    const kind = `day date NOT NULL, -- of the start, in the tenant's zone
      worked_minutes integer, -- of a duty that was met
      office text, category text, region_code text, classification text NOT NULL, name text NOT NULL, status text NOT NULL`;
    return `
    CREATE TABLE queries.clocks (
      id uuid PRIMARY KEY, complaint_id uuid NOT NULL,
      started_at timestamptz NOT NULL, due_at timestamptz,
      ${kind}
    );
    CREATE INDEX clocks_of_complaint ON queries.clocks (complaint_id);
    CREATE INDEX clocks_due ON queries.clocks (due_at) WHERE status = 'running';
    CREATE INDEX clocks_started_at ON queries.clocks (started_at);
    CREATE TABLE queries.clock_tallies (
      ${kind},
      clocks bigint NOT NULL,
      UNIQUE NULLS NOT DISTINCT (day, office, category, region_code, classification, name, status, worked_minutes)
    );

    GRANT SELECT, INSERT, UPDATE ON queries.clocks, queries.clock_tallies TO ${to('queries')};
    GRANT DELETE ON queries.clock_tallies TO ${to('queries')};`;
  },
};
