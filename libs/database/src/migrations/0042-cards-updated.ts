import type { SchemaStep } from './schema-step.js';

/** The time of the newest event in a card. */
export const cardsUpdated: SchemaStep = {
  name: 'CardsUpdated1763900800004',
  schema: 'queries',
  sql: () => `
    ALTER TABLE queries.cards ADD COLUMN updated_at timestamptz;
    UPDATE queries.cards k SET updated_at = coalesce((SELECT max(t.at) FROM queries.timeline t WHERE t.complaint_id = k.complaint_id), k.lodged_at);
    CREATE INDEX cards_updated ON queries.cards (updated_at);`,
};
