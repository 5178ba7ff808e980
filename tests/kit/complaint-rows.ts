import type { BareDatabase } from './bare-database.js';

const justLodged = {
  version: 1,
  sequence: 1,
  decided_at: '2026-11-02T01:00:00Z',
  status: 'received',
  cycle: 1,
  rounds: 0,
  bounces: 0,
  verified: false,
  reopening_lapsed: false,
  channel: 'web',
  classification: 'ordinary_complaint',
  vulnerable_groups: [],
  is_anonymous: false,
  is_confidential: false,
  consent_to_ombudsman: false,
  alleged_maladministration: [],
  lodged_by_ref: 'one',
  lodged_by_role: 'coordinator',
  lodged_at: '2026-11-02T01:00:00Z',
  history: [],
  language: 'id',
  told_by: 'print',
};

/**
 * Inserts complaint rows without any decisions. Missing columns get the values of a complaint just lodged; the ticket
 * is the id.
 */
export const insertComplaints = async (
  bare: BareDatabase,
  rows: readonly { readonly id: string; readonly [column: string]: unknown }[],
): Promise<void> => {
  await bare.sql(
    'INSERT INTO complaints.complaints SELECT * FROM jsonb_populate_recordset(NULL::complaints.complaints, $1)',
    [JSON.stringify(rows.map(row => ({ ...justLodged, ticket: row.id, ...row })))],
  );
};
