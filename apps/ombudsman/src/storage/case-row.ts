import type { OmbudsmanCase } from '../domain/index.js';
import type { KeptCase } from '../use-cases/ports.js';

/** A row of `ombudsman.cases`. */
export interface CaseRow {
  readonly [column: string]: unknown;
  readonly complaint_id: string;
  readonly known_sequence: number;
  readonly notices: readonly (Omit<OmbudsmanCase['notices'][number], 'at'> & { readonly at: string })[];
}

export const caseOf = (row: CaseRow): OmbudsmanCase => ({
  id: row['id'], complaintId: row.complaint_id, ticket: row['ticket'], registrationNumber: row['registration_number'], stage: row['stage'],
  office: row['office'], region: row['region'], maladministration: row['maladministration'], admissibility: row['admissibility'],
  notices: row.notices.map(notice => ({ ...notice, at: new Date(notice.at) })), escalationIds: row['escalation_ids'],
  openedAt: row['opened_at'], dueAt: row['due_at'], version: row['version'],
} as OmbudsmanCase);

export const rowOf = ({ state, knownSequence }: KeptCase): object => ({
  id: state.id, complaint_id: state.complaintId, ticket: state.ticket, registration_number: state.registrationNumber, stage: state.stage,
  office: state.office, region: state.region, maladministration: state.maladministration, admissibility: state.admissibility,
  notices: state.notices, escalation_ids: state.escalationIds, opened_at: state.openedAt, due_at: state.dueAt, version: state.version,
  known_sequence: knownSequence,
});
