import type { SchemaStep } from './schema-step.js';

/** The read side: a card per complaint for lists, and its timeline. It contains no texts. */
export const queries: SchemaStep = {
  name: 'Queries1763770000010',
  schema: 'queries',
  sql: ({ to }) => `
    CREATE TABLE queries.cards (
      complaint_id uuid PRIMARY KEY,
      ticket text NOT NULL, status text NOT NULL, outcome text, cycle integer NOT NULL,
      classification text NOT NULL, category text, channel text NOT NULL, region_code text, office text,
      vulnerable_groups text[] NOT NULL, alleged_maladministration text[] NOT NULL,
      lodged_by_ref text NOT NULL, lodged_by_role text NOT NULL,
      lodged_at timestamptz NOT NULL, due_at timestamptz, breached boolean NOT NULL,
      escalation_level integer NOT NULL, escalated_to text[] NOT NULL,
      -- What the card was made from; all three only grow, so an older card is known by any of them.
      version integer NOT NULL, sla_sequence bigint NOT NULL, escalation_sequence bigint NOT NULL
    );
    CREATE INDEX cards_ticket ON queries.cards (ticket);
    CREATE INDEX cards_lodged_at ON queries.cards (lodged_at, complaint_id);
    CREATE INDEX cards_due_first ON queries.cards (coalesce(due_at, 'infinity'::timestamptz), complaint_id);
    CREATE INDEX cards_due_last ON queries.cards (coalesce(due_at, '-infinity'::timestamptz), complaint_id);
    CREATE INDEX cards_office_lodged_at ON queries.cards (office, lodged_at, complaint_id);
    CREATE INDEX cards_office_due_first ON queries.cards (office, coalesce(due_at, 'infinity'::timestamptz), complaint_id);
    CREATE INDEX cards_lodged_by ON queries.cards (lodged_by_ref, lodged_at, complaint_id) WHERE lodged_by_role = 'integrator';
    CREATE INDEX cards_escalated_to ON queries.cards USING gin (escalated_to);
    CREATE TABLE queries.timeline (
      source text NOT NULL, complaint_id uuid NOT NULL, sequence bigint NOT NULL, position bigint NOT NULL,
      type text NOT NULL, at timestamptz NOT NULL, actor_role text NOT NULL, actor_office text, data jsonb NOT NULL,
      PRIMARY KEY (source, complaint_id, sequence)
    );
    CREATE INDEX timeline_of_complaint ON queries.timeline (complaint_id, at, position);
    CREATE TABLE queries.folded (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      until timestamptz NOT NULL -- business time of the newest event that the cards know
    );

    GRANT USAGE ON SCHEMA queries TO ${to('queries')};
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA queries TO ${to('queries')};`,
};
