import type { SchemaStep } from './schema-step.js';

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
