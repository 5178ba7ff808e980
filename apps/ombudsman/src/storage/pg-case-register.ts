import { Injectable } from '@nestjs/common';
import { readsTexts } from '@tuntas/complaint';
import { queryOf, SearchWords } from '@tuntas/complaint/storage';
import { Database, type StoredRow } from '@tuntas/database';
import { DomainError, type Actor } from '@tuntas/kernel';
import { isInRegions } from '@tuntas/reference';
import { allowedTransitions } from '../domain/index.js';
import { CaseRegister, type CaseFilter, type CaseView } from '../use-cases/ports.js';
import { cases, storedCaseOf } from './case-table.js';

interface RegisterRow extends StoredRow {
  readonly notes: Readonly<Record<string, string>> | null;
  readonly updated_at: Date | null;
  readonly opened_at: Date;
}
const columns = `${cases.columns('c')},
  (SELECT jsonb_object_agg(t.id, t.body) FROM ombudsman.texts t WHERE t.case_id = c.id) AS notes`;

/** An absent filter is null. The planner removes its condition because the values are bound. */
const filtered = `
  FROM ombudsman.cases c
  WHERE ($1::uuid[] IS NULL OR c.complaint_id = ANY ($1)) AND ($2::text[] IS NULL OR c.stage = ANY ($2))
    AND ($3::text[] IS NULL OR c.office = ANY ($3))
    AND ($4::text[] IS NULL OR ${isInRegions('c.region', '$4')})
    AND ($5::text[] IS NULL
      OR EXISTS (SELECT FROM jsonb_array_elements(c.maladministration) AS kind WHERE kind->>'type' = ANY ($5)))
    AND ($6::timestamptz IS NULL OR c.opened_at >= $6)
    AND ($7::text[] IS NULL
      OR EXISTS (SELECT FROM jsonb_array_elements(c.notices) AS notice WHERE notice->>'kind' = ANY ($7)))
    AND ($8::text IS NULL OR c.ticket = $8)
    AND ($9::text IS NULL OR c.complaint_id = ANY (ARRAY(
      SELECT t.complaint_id FROM complaints.published_words t WHERE t.words @@ ${queryOf('$9')})))
    AND ($10::timestamptz IS NULL OR c.updated_at >= $10)`;

/**
 * PostgreSQL implementation of `CaseRegister`. Cases are not filtered by reader: every case was referred, so each
 * permitted role may read all of them.
 */
@Injectable()
export class PgCaseRegister extends CaseRegister {
  constructor(
    private readonly database: Database,
    private readonly words: SearchWords,
  ) {
    super();
  }

  async list(
    reader: Actor,
    filter: CaseFilter,
    after: { at: Date; id: string } | undefined,
    limit: number,
  ): Promise<readonly CaseView[]> {
    const rows = await this.database.sql<RegisterRow>(
      `SELECT ${columns} ${filtered}
         AND ($11::timestamptz IS NULL OR (c.opened_at, c.id) > ($11, $12::uuid))
       ORDER BY c.opened_at, c.id LIMIT $13`,
      [...(await this.filterValues(reader, filter)), after?.at, after?.id, limit],
    );
    return rows.map(row => caseViewOf(row, reader));
  }

  async count(reader: Actor, filter: CaseFilter): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>(
      `SELECT count(*) AS count ${filtered}`,
      await this.filterValues(reader, filter),
    );
    return row!.count;
  }

  async one(reader: Actor, id: string): Promise<CaseView> {
    const [row] = await this.database.sql<RegisterRow>(`SELECT ${columns} FROM ombudsman.cases c WHERE c.id = $1`, [
      id,
    ]);
    if (!row) throw unknownCase();
    return caseViewOf(row, reader);
  }

  private async filterValues(reader: Actor, filter: CaseFilter): Promise<unknown[]> {
    const values = [
      filter.complaintId,
      filter.stage,
      filter.office,
      filter.region,
      filter.maladministration,
      filter.openedFrom,
      filter.notice,
    ];
    if (filter.q === undefined) return [...values, null, null, filter.updatedSince];
    if (!readsTexts(reader)) throw new DomainError('forbidden', 'search.without-texts', 'this role reads no texts');
    const { ticket, words } = await this.words.read(filter.q);
    // An empty query matches no case.
    return [...values, ticket, ticket === null ? (words ?? '') : null, filter.updatedSince];
  }
}

export const unknownCase = (): DomainError => new DomainError('not-found', 'case.unknown', 'no such case');

const caseViewOf = (row: RegisterRow, reader: Actor): CaseView => {
  const { escalationIds: _referrals, admissibility, notices, stages, ...facts } = storedCaseOf(row).state;
  const notes = readsTexts(reader) ? (row.notes ?? {}) : {};
  return {
    ...facts,
    stages: stages.map(({ noteId, ...reached }) => ({
      ...reached,
      note: noteId === null ? null : (notes[noteId] ?? null),
    })),
    admissibility: admissibility.map(({ check, passed }) => ({ check, passed, note: null })),
    notices: notices.map(({ kind, at }) => ({ kind, at })),
    allowedTransitions: allowedTransitions(facts),
    updatedAt: row.updated_at ?? row.opened_at,
  };
};
