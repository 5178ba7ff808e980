import type { SchemaStep } from './schema-step.js';

const services = ['intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];
const writers = ['intake', 'routing', 'casework'];
const consumers = ['intake', 'routing', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];

/** Outbox, log, inboxes, positions, parked events, and stored responses for retries. */
export const eventlog: SchemaStep = {
  name: 'Eventlog1763770000005',
  schema: 'eventlog',
  sql: ({ to }) => `
    CREATE SEQUENCE eventlog.outbox_ids CACHE 1; -- cached ids would leave a session's rows out of order
    CREATE TABLE eventlog.outbox (
      id bigint PRIMARY KEY DEFAULT nextval('eventlog.outbox_ids'),
      event_id uuid NOT NULL, source text NOT NULL, subject text NOT NULL, sequence bigint NOT NULL, type text NOT NULL,
      envelope text NOT NULL, data text NOT NULL
    );
    CREATE TABLE eventlog.log (
      position bigint PRIMARY KEY,
      event_id uuid NOT NULL, source text NOT NULL, subject text NOT NULL, sequence bigint NOT NULL, type text NOT NULL,
      envelope text NOT NULL, data text NOT NULL,
      UNIQUE (source, subject, sequence)
    );
    CREATE TABLE eventlog.positions (consumer text PRIMARY KEY, position bigint NOT NULL);
    CREATE TABLE eventlog.inbox (consumer text, event_id uuid, PRIMARY KEY (consumer, event_id));
    CREATE TABLE eventlog.parked (
      consumer text, event_id uuid,
      position bigint NOT NULL, subject text NOT NULL, type text NOT NULL, envelope text NOT NULL, data text NOT NULL,
      reason text NOT NULL, attempts integer NOT NULL DEFAULT 0,
      parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      retry_at timestamptz, -- real time; null: given up, waits for a replay
      PRIMARY KEY (consumer, event_id)
    );
    CREATE INDEX parked_by_subject ON eventlog.parked (consumer, subject, position);
    CREATE TABLE eventlog.kept_answers (
      client text, method text, path text, key text,
      print bytea NOT NULL, answer bytea NOT NULL,
      kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (client, method, path, key)
    );
    CREATE INDEX kept_answers_kept_at ON eventlog.kept_answers (kept_at);

    GRANT USAGE ON SCHEMA eventlog TO ${to(...services, 'relay')};
    GRANT USAGE ON SEQUENCE eventlog.outbox_ids TO ${to(...writers, 'sla', 'escalation', 'ombudsman')};
    GRANT INSERT ON eventlog.outbox TO ${to(...writers, 'sla', 'escalation', 'ombudsman')};
    GRANT SELECT ON eventlog.outbox TO ${to('sla')};
    GRANT SELECT, DELETE ON eventlog.outbox TO ${to('relay')};
    GRANT SELECT, INSERT ON eventlog.log TO ${to('relay')};
    GRANT SELECT ON eventlog.log TO ${to(...consumers)};
    GRANT SELECT, INSERT, UPDATE ON eventlog.positions TO ${to(...consumers)};
    GRANT SELECT, INSERT ON eventlog.inbox TO ${to(...consumers)};
    GRANT SELECT, INSERT, UPDATE, DELETE ON eventlog.parked TO ${to(...consumers)};
    GRANT SELECT, INSERT, UPDATE ON eventlog.kept_answers TO ${to(...services)};
    GRANT SELECT, DELETE ON eventlog.kept_answers TO ${to('relay')};`,
};
