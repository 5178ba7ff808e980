import type { SchemaStep } from './schema-sql.js';

/** The read side: a card per complaint for lists, and its timeline. No texts. */
export const queries: SchemaStep = {
  name: 'Queries1763770000010',
  schema: 'queries',
  sql: ({ to }) => `
    CREATE TABLE queries.cards (
      complaint_id uuid PRIMARY KEY,
      ticket text NOT NULL, version integer NOT NULL, status text NOT NULL, outcome text, cycle integer NOT NULL,
      classification text NOT NULL, category text, channel text NOT NULL, region_code text, office text,
      vulnerable_groups text[] NOT NULL, alleged_maladministration text[] NOT NULL,
      lodged_by_ref text NOT NULL, lodged_by_role text NOT NULL,
      lodged_at timestamptz NOT NULL, due_at timestamptz, breached boolean NOT NULL,
      escalation_level integer NOT NULL, escalated_to text[] NOT NULL
    );
    CREATE INDEX cards_lodged_at ON queries.cards (lodged_at, complaint_id);
    CREATE INDEX cards_due_at ON queries.cards (due_at, complaint_id);
    CREATE INDEX cards_office ON queries.cards (office, due_at, complaint_id);
    CREATE TABLE queries.timeline (
      source text NOT NULL, complaint_id uuid NOT NULL, sequence bigint NOT NULL, position bigint NOT NULL,
      type text NOT NULL, at timestamptz NOT NULL, actor_role text NOT NULL, actor_office text, data jsonb NOT NULL,
      PRIMARY KEY (source, complaint_id, sequence)
    );
    CREATE INDEX timeline_of_complaint ON queries.timeline (complaint_id, position);

    GRANT USAGE ON SCHEMA queries TO ${to('queries')};
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA queries TO ${to('queries')};`,
};
