import type { SchemaStep } from './schema-step.js';

const groupings = ['office', 'category', 'region', 'classification', 'period'];

/**
 * Adds the holder to each clock and tally, so that the summary separates the duties of offices from those of others.
 */
export const summaryRunsFor: SchemaStep = {
  name: 'SummaryRunsFor1763900200001',
  schema: 'queries',
  sql: () => `
    ALTER TABLE queries.clocks ADD COLUMN runs_for text;
    -- Until now every policy of this name ran for the same.
    UPDATE queries.clocks SET runs_for = CASE
      WHEN name IN ('verification', 'completeness_reply') THEN 'coordinator'
      WHEN name IN ('completion', 'complainant_answer', 'complainant_reply', 'reopening') THEN 'citizen'
      WHEN name = 'ladder' THEN 'holder' ELSE 'office' END;
    ALTER TABLE queries.clocks ALTER COLUMN runs_for SET NOT NULL;

    DELETE FROM queries.clock_tallies;
    ALTER TABLE queries.clock_tallies ADD COLUMN runs_for text NOT NULL;
    ALTER TABLE queries.clock_tallies DROP CONSTRAINT clock_tallies_grouping_key_period_status_worked_hours_key;
    ALTER TABLE queries.clock_tallies ADD CONSTRAINT clock_tallies_kind UNIQUE NULLS NOT DISTINCT (grouping, key, period, status, runs_for, worked_hours);
    INSERT INTO queries.clock_tallies (grouping, key, period, status, runs_for, worked_hours, clocks)
      SELECT g.grouping, g.key, k.period, k.status, k.runs_for, k.worked_minutes / 60, count(*)
      FROM queries.clocks k CROSS JOIN LATERAL (VALUES ${groupings.map(column => `('${column}', k.${column})`).join(', ')}) AS g (grouping, key)
      GROUP BY 1, 2, 3, 4, 5, 6;`,
};
