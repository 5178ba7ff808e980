import type { SchemaStep } from './schema-step.js';

const groupings = ['office', 'category', 'region', 'classification', 'period'];

/** The data of the clock summary: a row per clock, and the number of clocks of each kind per month. */
export const summaryTallies: SchemaStep = {
  name: 'SummaryTallies1763870000011',
  schema: 'queries',
  sql: ({ to }) => `
    CREATE TABLE queries.clocks (
      id uuid PRIMARY KEY, complaint_id uuid NOT NULL,
      started_at timestamptz NOT NULL, due_at timestamptz,
      -- What it may be grouped by; empty where it is not known. The period is the month of the start, in the tenant's zone.
      ${groupings.map(column => `${column} text NOT NULL`).join(', ')},
      name text NOT NULL, status text NOT NULL,
      worked_minutes integer -- of a duty that was met
    );
    CREATE INDEX clocks_of_complaint ON queries.clocks (complaint_id);
    CREATE INDEX clocks_due ON queries.clocks (due_at) WHERE status = 'running';
    CREATE INDEX clocks_started_at ON queries.clocks (started_at);
    -- Where a quantile lies is told by the tallies to the hour; these tell the minute.
    ${groupings.map(column => `CREATE INDEX clocks_worked_by_${column} ON queries.clocks (${column}, worked_minutes) WHERE worked_minutes IS NOT NULL;`).join('\n    ')}
    CREATE TABLE queries.clock_tallies (
      grouping text NOT NULL, key text NOT NULL, period text NOT NULL, status text NOT NULL,
      worked_hours integer, -- of duties that were met, full hours
      clocks bigint NOT NULL,
      UNIQUE NULLS NOT DISTINCT (grouping, key, period, status, worked_hours)
    );

    GRANT SELECT, INSERT, UPDATE ON queries.clocks, queries.clock_tallies TO ${to('queries')};
    GRANT DELETE ON queries.clock_tallies TO ${to('queries')};`,
};
