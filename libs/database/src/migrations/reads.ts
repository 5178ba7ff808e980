import type { SchemaStep } from './schema-sql.js';

/**
 * The time of a clock's last change, for clients that query changes, and the data to compute the used share of its
 * time.
 */
export const clocksUpdated: SchemaStep = {
  name: 'ClocksUpdated1763900800001',
  schema: 'sla',
  sql: () => `
    ALTER TABLE sla.clocks ADD COLUMN updated_at timestamptz; -- business time of the writing transaction
    UPDATE sla.clocks k SET updated_at = coalesce((SELECT h.reconciled_at FROM sla.heads h WHERE h.complaint_id = k.complaint_id), k.started_at);
    CREATE INDEX clocks_updated ON sla.clocks (updated_at);
    CREATE OR REPLACE VIEW sla.published_clocks AS
      SELECT id, complaint_id, name, cycle, n, escalation_id, status, runs_for, office, classification, max_level, started_at, due_at,
             paused_at, met_at, breached_at, stopped_at, ended_at, policy_version, calendar_version, provisional, basis,
             sla.remaining_ms(status, unit, due_at, calendar_code, calendar_version, remaining_ms) AS remaining_ms, worked_ms, budget_ms
      FROM sla.clocks;`,
};

/** The time of an escalation's last change. */
export const escalationsUpdated: SchemaStep = {
  name: 'EscalationsUpdated1763900800002',
  schema: 'escalation',
  sql: () => `
    ALTER TABLE escalation.escalations ADD COLUMN updated_at timestamptz;
    UPDATE escalation.escalations SET updated_at = greatest(raised_at, acknowledged_at, ended_at, referral_offered_at);
    CREATE INDEX escalations_updated ON escalation.escalations (updated_at);`,
};

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

/** The time of the newest event in a card. */
export const cardsUpdated: SchemaStep = {
  name: 'CardsUpdated1763900800004',
  schema: 'queries',
  sql: () => `
    ALTER TABLE queries.cards ADD COLUMN updated_at timestamptz;
    UPDATE queries.cards k SET updated_at = coalesce((SELECT max(t.at) FROM queries.timeline t WHERE t.complaint_id = k.complaint_id), k.lodged_at);
    CREATE INDEX cards_updated ON queries.cards (updated_at);`,
};

/**
 * An index for messages in the order of their last change, and a view with the subject of a complaint for lists of
 * clocks. The view contains no other text.
 */
export const messagesUpdated: SchemaStep = {
  name: 'MessagesUpdated1763900800005',
  schema: 'complaints',
  sql: ({ to }) => `
    CREATE INDEX messages_updated ON complaints.messages ((coalesce(settled_at, decided_at)));
    CREATE VIEW complaints.published_subjects AS SELECT id, complaint_id, body FROM complaints.texts WHERE field = 'subject';
    GRANT SELECT ON complaints.published_subjects TO ${to('sla')};`,
};

/** The contact details of an office, if the city provides them. */
export const officesContact: SchemaStep = {
  name: 'OfficesContact1763900800006',
  schema: 'reference',
  sql: () => 'ALTER TABLE reference.offices ADD COLUMN phone text, ADD COLUMN email text, ADD COLUMN address text',
};
