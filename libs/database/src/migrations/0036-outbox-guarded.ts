import type { SchemaStep } from './schema-step.js';

/**
 * Lets each service publish events of its own source only, and adds a table for rejected rows, which would stop the
 * relay or break an order (docs/decisions/0024-set-aside-invalid-outbox-rows.md).
 */
export const outboxGuarded: SchemaStep = {
  name: 'OutboxGuarded1763900500001',
  schema: 'eventlog',
  sql: ({ to }) => `
    ALTER TABLE eventlog.outbox ENABLE ROW LEVEL SECURITY;
    CREATE POLICY doors_speak ON eventlog.outbox FOR INSERT TO ${to('intake', 'routing', 'casework')} WITH CHECK (source = 'complaints');
    CREATE POLICY sla_speaks ON eventlog.outbox FOR INSERT TO ${to('sla')} WITH CHECK (source = 'sla');
    CREATE POLICY escalation_speaks ON eventlog.outbox FOR INSERT TO ${to('escalation')} WITH CHECK (source = 'escalation');
    CREATE POLICY ombudsman_speaks ON eventlog.outbox FOR INSERT TO ${to('ombudsman')} WITH CHECK (source = 'ombudsman');
    CREATE POLICY sla_counts ON eventlog.outbox FOR SELECT TO ${to('sla')} USING (true);
    CREATE POLICY relay_moves ON eventlog.outbox TO ${to('relay')} USING (true) WITH CHECK (true);

    CREATE TABLE eventlog.outbox_rejected (
      id bigint PRIMARY KEY, -- of the outbox
      event_id uuid NOT NULL, source text NOT NULL, subject text NOT NULL, sequence bigint NOT NULL, type text NOT NULL,
      envelope text NOT NULL, data text NOT NULL,
      reason text NOT NULL,
      rejected_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      settled_at timestamptz, settled_how text -- set by an operator who has looked at it
    );
    CREATE INDEX outbox_rejected_open ON eventlog.outbox_rejected (reason) WHERE settled_at IS NULL;

    -- The highest sequence that was told on Kafka, or that an operator declared void; in PostgreSQL the log itself says what was told.
    CREATE TABLE eventlog.told (source text, subject text, sequence bigint NOT NULL, PRIMARY KEY (source, subject));

    GRANT INSERT ON eventlog.outbox TO ${to('relay')};
    GRANT USAGE ON SEQUENCE eventlog.outbox_ids TO ${to('relay')};
    GRANT SELECT, INSERT, DELETE ON eventlog.outbox_rejected TO ${to('relay')};
    GRANT SELECT ON eventlog.outbox_rejected TO ${to('sla')};
    GRANT SELECT, INSERT, UPDATE ON eventlog.told TO ${to('relay')};

    -- Where the log lies on Kafka already, what was told is what was decided but for what waits.
    LOCK TABLE eventlog.outbox IN SHARE ROW EXCLUSIVE MODE;
    RESET ROLE;
    INSERT INTO eventlog.told
      SELECT source, subject, least(sequence, (SELECT min(o.sequence) - 1 FROM eventlog.outbox o WHERE o.source = heads.source AND o.subject = heads.subject))
      FROM (SELECT 'complaints' AS source, id::text AS subject, sequence FROM complaints.complaints
        UNION ALL SELECT 'sla', complaint_id::text, sequence FROM sla.heads
        UNION ALL SELECT 'escalation', complaint_id::text, sequence FROM escalation.heads
        UNION ALL SELECT 'ombudsman', complaint_id::text, sequence FROM ombudsman.heads) AS heads
      WHERE sequence > 0 AND EXISTS (SELECT FROM eventlog.kafka_ends);`,
};
