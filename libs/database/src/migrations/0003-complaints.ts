import type { SchemaStep } from './schema-step.js';

const services = ['intake', 'routing', 'casework', 'sla', 'escalation', 'ombudsman', 'audit', 'queries'];
const writers = ['intake', 'routing', 'casework'];
const statuses = `'received', 'awaiting_completion', 'assigned', 'in_progress', 'awaiting_complainant', 'resolved', 'closed', 'archived'`;

const published = `id, ticket, version, sequence, decided_at, status, interrupted_status, outcome, cycle, rounds, bounces, verified,
  reopening_lapsed, channel, counter, classification, category, region_code, vulnerable_groups, is_anonymous, is_confidential,
  consent_to_ombudsman, alleged_maladministration, incident_at, office_hint, complainant_ref, lodged_by_ref, lodged_by_role,
  office, officer, suggested_office, lodged_at, assigned_at, resolved_at, closed_at, history`;

/** The authoritative row of a complaint, its texts in a separate table, and the views for other services. */
export const complaints: SchemaStep = {
  name: 'Complaints1763770000003',
  schema: 'complaints',
  sql: ({ to }) => `
    CREATE SEQUENCE complaints.ticket_numbers;
    CREATE TABLE complaints.complaints (
      id uuid PRIMARY KEY,
      ticket text NOT NULL UNIQUE,
      version integer NOT NULL CHECK (version > 0),
      sequence bigint NOT NULL CHECK (sequence > 0),
      decided_at timestamptz NOT NULL,
      status text NOT NULL CHECK (status IN (${statuses})),
      interrupted_status text CHECK (interrupted_status IN (${statuses})),
      outcome text CHECK (outcome IN ('confirmed', 'closed_by_silence', 'withdrawn', 'deemed_withdrawn', 'heard', 'referred_out', 'contested')),
      cycle integer NOT NULL CHECK (cycle > 0),
      rounds integer NOT NULL CHECK (rounds BETWEEN 0 AND 2),
      bounces integer NOT NULL CHECK (bounces >= 0),
      verified boolean NOT NULL,
      reopening_lapsed boolean NOT NULL,
      channel text NOT NULL,
      counter text,
      classification text NOT NULL CHECK (classification IN ('information_request', 'aspiration', 'ordinary_complaint', 'supervisory_complaint')),
      category text,
      region_code text,
      latitude double precision CHECK (latitude BETWEEN -90 AND 90),
      longitude double precision CHECK (longitude BETWEEN -180 AND 180),
      vulnerable_groups text[] NOT NULL,
      is_anonymous boolean NOT NULL,
      is_confidential boolean NOT NULL,
      consent_to_ombudsman boolean NOT NULL,
      alleged_maladministration text[] NOT NULL,
      incident_at timestamptz,
      office_hint text,
      complainant_ref uuid,
      lodged_by_ref text NOT NULL,
      lodged_by_role text NOT NULL,
      office text,
      officer text,
      suggested_office text,
      lodged_at timestamptz NOT NULL,
      assigned_at timestamptz,
      resolved_at timestamptz,
      closed_at timestamptz,
      history jsonb NOT NULL,
      CHECK ((status = 'closed') = (outcome IS NOT NULL)),
      CHECK ((status = 'awaiting_completion') = (interrupted_status IS NOT NULL)),
      CHECK (status NOT IN ('assigned', 'in_progress', 'awaiting_complainant') OR office IS NOT NULL)
    );
    CREATE INDEX complaints_decided_at ON complaints.complaints (decided_at);
    CREATE INDEX complaints_asking_for_referral ON complaints.complaints (id) WHERE history @> '[{"act": "request_referral"}]';
    CREATE TABLE complaints.texts (
      id uuid PRIMARY KEY,
      complaint_id uuid NOT NULL REFERENCES complaints.complaints,
      field text NOT NULL,
      salt bytea NOT NULL,
      body text NOT NULL,
      typed_at timestamptz NOT NULL
    );
    CREATE INDEX texts_of_complaint ON complaints.texts (complaint_id, field);
    CREATE INDEX texts_external_reference ON complaints.texts (body) WHERE field = 'externalReference';

    CREATE VIEW complaints.published_complaints AS SELECT ${published} FROM complaints.complaints;
    CREATE VIEW complaints.published_places AS SELECT id AS complaint_id, latitude, longitude FROM complaints.complaints WHERE latitude IS NOT NULL;
    CREATE VIEW complaints.published_texts AS SELECT id, complaint_id, field, body, typed_at FROM complaints.texts;

    -- Rows without a decision in flight, shared so that none can change them before the caller commits (docs/consistency.md#sweep).
    -- VOLATILE: row locks and a fresh snapshot. DEFINER: sharing a row needs rights that a reader lacks.
    CREATE FUNCTION complaints.settled_history(ids uuid[]) RETURNS SETOF complaints.published_complaints
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, complaints AS $$
      SELECT ${published} FROM complaints.complaints WHERE id = ANY(ids) ORDER BY id FOR SHARE SKIP LOCKED
    $$;
    REVOKE EXECUTE ON FUNCTION complaints.settled_history FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION complaints.settled_history TO ${to('sla')};

    GRANT USAGE ON SCHEMA complaints TO ${to(...services)};
    GRANT USAGE ON SEQUENCE complaints.ticket_numbers TO ${to('intake')};
    GRANT SELECT, UPDATE ON complaints.complaints TO ${to(...writers)};
    GRANT INSERT ON complaints.complaints TO ${to('intake')};
    GRANT SELECT, INSERT ON complaints.texts TO ${to(...writers)};
    GRANT SELECT ON complaints.published_complaints TO ${to(...services)};
    GRANT SELECT ON complaints.published_texts, complaints.published_places TO ${to(...writers, 'queries', 'ombudsman')};`,
};
