import type { SchemaStep } from './schema-step.js';

/**
 * Messages to citizens. The act that causes a message inserts it; intake delivers it, since only intake knows
 * addresses.
 */
export const messages: SchemaStep = {
  name: 'Messages1763870000012',
  schema: 'complaints',
  sql: ({ to }) => `
    -- How the citizen is reached, no address: those without phone and mail are told on paper, at a counter.
    ALTER TABLE complaints.complaints
      ADD COLUMN language text NOT NULL DEFAULT 'id' CHECK (language IN ('id', 'en')),
      ADD COLUMN told_by text NOT NULL DEFAULT 'print' CHECK (told_by IN ('email', 'sms', 'print'));

    CREATE TABLE complaints.messages (
      id uuid PRIMARY KEY,
      complaint_id uuid NOT NULL REFERENCES complaints.complaints,
      template text NOT NULL,
      occasion text NOT NULL, -- what made it due: nobody is told the same thing twice
      language text NOT NULL CHECK (language IN ('id', 'en')),
      channel text NOT NULL CHECK (channel IN ('email', 'sms', 'print')),
      counter text,
      facts jsonb NOT NULL, -- codes, instants and numbers that the text names; no identity, nothing typed
      text_ids uuid[] NOT NULL, -- what somebody typed and the message quotes
      decided_at timestamptz NOT NULL, -- business time
      status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed', 'handed_over')),
      attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- real time; a lease while it is being sent
      problem text, -- why the last attempt failed, as a code
      settled_at timestamptz, -- business time of delivery, failure or handing over
      handed_over_by text,
      UNIQUE (complaint_id, occasion),
      CHECK ((status = 'pending') = (settled_at IS NULL)),
      CHECK ((status = 'handed_over') = (handed_over_by IS NOT NULL))
    );
    CREATE INDEX messages_listed ON complaints.messages (decided_at, id);
    CREATE INDEX messages_to_send ON complaints.messages (next_attempt_at) WHERE status = 'pending' AND channel <> 'print';
    CREATE INDEX messages_to_print ON complaints.messages (counter, decided_at, id) WHERE status = 'pending' AND channel = 'print';
    -- Only what waits or was given up: what was delivered nobody counts twice a minute.
    CREATE INDEX messages_counted ON complaints.messages (channel, status, decided_at) WHERE status IN ('pending', 'failed');

    GRANT INSERT ON complaints.messages TO ${to('intake', 'routing', 'casework')};
    GRANT SELECT, UPDATE ON complaints.messages TO ${to('intake')};`,
};
