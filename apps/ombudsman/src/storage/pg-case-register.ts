import type { Database } from '@tuntas/database';
import { DomainError } from '@tuntas/kernel';
import { liesIn } from '@tuntas/reference';
import { allowedTransitions } from '../domain/index.js';
import { CaseRegister, type CaseFilter, type ShownCase } from '../use-cases/ports.js';
import { caseOf, type CaseRow } from './case-row.js';

/** Absent filters are null; with their values bound the planner drops them. */
const filtered = `
  FROM ombudsman.cases c
  WHERE ($1::uuid[] IS NULL OR c.complaint_id = ANY ($1)) AND ($2::text[] IS NULL OR c.stage = ANY ($2))
    AND ($3::text[] IS NULL OR c.office = ANY ($3))
    AND ($4::text[] IS NULL OR ${liesIn('c.region', '$4')})
    AND ($5::text[] IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(c.maladministration) AS kind WHERE kind->>'type' = ANY ($5)))
    AND ($6::timestamptz IS NULL OR c.opened_at >= $6)`;

const filterValues = (filter: CaseFilter): unknown[] =>
  [filter.complaintId, filter.stage, filter.office, filter.region, filter.maladministration, filter.openedFrom];

/** The register on PostgreSQL; whoever may read it may read all of it, since every case was referred. */
export class PgCaseRegister extends CaseRegister {
  constructor(private readonly database: Database) { super(); }

  async list(filter: CaseFilter, after: { at: Date; id: string } | undefined, limit: number): Promise<readonly ShownCase[]> {
    const rows = await this.database.sql<CaseRow>(
      `SELECT c.* ${filtered} AND ($7::timestamptz IS NULL OR (c.opened_at, c.id) > ($7, $8::uuid)) ORDER BY c.opened_at, c.id LIMIT $9`,
      [...filterValues(filter), after?.at, after?.id, limit]);
    return rows.map(shown);
  }

  async count(filter: CaseFilter): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>(`SELECT count(*) AS count ${filtered}`, filterValues(filter));
    return row!.count;
  }

  async one(id: string): Promise<ShownCase> {
    const [row] = await this.database.sql<CaseRow>('SELECT * FROM ombudsman.cases WHERE id = $1', [id]);
    if (!row) throw new DomainError('not-found', 'case.unknown', 'no such case');
    return shown(row);
  }
}

const shown = (row: CaseRow): ShownCase => {
  const { escalationIds: _referrals, admissibility, notices, ...kept } = caseOf(row);
  return {
    ...kept,
    admissibility: admissibility.map(({ check, passed }) => ({ check, passed, note: null })),
    notices: notices.map(({ kind, at }) => ({ kind, at })),
    allowedTransitions: allowedTransitions(kept.stage),
  };
};
