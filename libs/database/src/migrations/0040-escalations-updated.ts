import type { SchemaStep } from './schema-step.js';

/** The time of an escalation's last change. */
export const escalationsUpdated: SchemaStep = {
  name: 'EscalationsUpdated1763900800002',
  schema: 'escalation',
  sql: () => `
    ALTER TABLE escalation.escalations ADD COLUMN updated_at timestamptz;
    UPDATE escalation.escalations SET updated_at = greatest(raised_at, acknowledged_at, ended_at, referral_offered_at);
    CREATE INDEX escalations_updated ON escalation.escalations (updated_at);`,
};
