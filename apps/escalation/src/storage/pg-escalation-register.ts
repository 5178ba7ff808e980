import { Injectable } from '@nestjs/common';
import { rolesThatReadTexts } from '@tuntas/complaint';
import { concernsInspectorate } from '@tuntas/complaint/storage';
import { Database, type StoredRow } from '@tuntas/database';
import { DomainError, rolesOf, type Actor } from '@tuntas/kernel';
import type { Escalation } from '../domain/index.js';
import { EscalationRegister, type EscalationFilter, type ShownEscalation } from '../use-cases/ports.js';
import { escalationOf, escalations } from './escalation-table.js';

/** A column with the reason that a person gave for raising the escalation `e`. */
const explanation = `(
    SELECT t.body FROM escalation.texts t
    WHERE t.escalation_id = e.id AND t.field = 'escalation.reason'
  ) AS explanation`;

interface RegisterRow extends StoredRow {
  readonly ticket: string;
  readonly explanation: string | null;
  /** Whether one of the reader's roles that reads texts reaches it. */
  readonly shows_texts: boolean | null;
  readonly updated_at: Date | null;
  readonly raised_at: Date;
}
/**
 * The condition that one of the roles may reach the escalation with the reader's office ($2): `mayReach` of the
 * complaint in SQL, or the reader is the target of the escalation.
 */
const reachedBy = (roles: string): string => `(
    ${roles}::text[] && '{coordinator,sla_operator,auditor}'
    OR (${roles}::text[] && '{officer,office_head}' AND (c.office = $2::text OR (e.level = 1 AND e.office = $2)))
    OR ('inspectorate' = ANY (${roles}::text[]) AND (e.target = 'inspectorate' OR ${concernsInspectorate('c')}))
    OR ('ombudsman' = ANY (${roles}::text[]) AND e.level = 3))`;
/**
 * The selected columns.
 * @param textRoles the parameter with the reader's roles that may read texts
 */
const columns = (textRoles: string): string =>
  `${escalations.columns('e')}, c.ticket, ${explanation}, ${reachedBy(textRoles)} AS shows_texts`;

/** The escalations that the reader may reach with any of the roles ($1). */
const registered = `
  FROM escalation.escalations e
  JOIN complaints.published_complaints c ON c.id = e.complaint_id
  WHERE ${reachedBy('$1')}`;
/** The filters. An absent filter is null; the planner removes it because the values are bound. */
const filtered = `${registered}
    AND ($3::uuid[] IS NULL OR e.complaint_id = ANY ($3))
    AND ($4::boolean IS NULL OR e.target_missing = $4)
    AND ($5::integer[] IS NULL OR e.level = ANY ($5))
    AND ($6::text[] IS NULL OR e.status = ANY ($6))
    AND ($7::text[] IS NULL OR e.office = ANY ($7))
    AND ($8::timestamptz IS NULL OR e.raised_at >= $8)
    AND ($9::timestamptz IS NULL OR e.raised_at < $9)
    AND ($10::timestamptz IS NULL OR e.updated_at >= $10)`;

const filterValues = (reader: Actor, filter: EscalationFilter): unknown[] => [
  rolesOf(reader),
  reader.office,
  filter.complaintId,
  filter.targetMissing,
  filter.level,
  filter.status,
  filter.office,
  filter.raisedFrom,
  filter.raisedTo,
  filter.updatedSince,
];

/** The register on PostgreSQL. Each call is one statement on the current rows. */
@Injectable()
export class PgEscalationRegister extends EscalationRegister {
  constructor(private readonly database: Database) {
    super();
  }

  async list(
    reader: Actor,
    filter: EscalationFilter,
    after: { at: Date; id: string } | undefined,
    limit: number,
  ): Promise<readonly ShownEscalation[]> {
    const rows = await this.database.sql<RegisterRow>(
      `SELECT ${columns('$14')}
       ${filtered}
         AND ($11::timestamptz IS NULL OR (e.raised_at, e.id) > ($11, $12::uuid))
       ORDER BY e.raised_at, e.id LIMIT $13`,
      [...filterValues(reader, filter), after?.at, after?.id, limit, rolesThatReadTexts(reader)],
    );
    return rows.map(shownRow);
  }

  async count(reader: Actor, filter: EscalationFilter): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>(
      `SELECT count(*) AS count ${filtered}`,
      filterValues(reader, filter),
    );
    return row!.count;
  }

  async one(reader: Actor, id: string): Promise<ShownEscalation> {
    return shownRow(await this.reached(reader, id));
  }

  /**
   * Reads the row, for an act on it.
   * @throws DomainError not-found `escalation.unknown` (also when out of reach)
   */
  async reached(reader: Actor, id: string): Promise<RegisterRow> {
    const [row] = await this.database.sql<RegisterRow>(`SELECT ${columns('$4')} ${registered} AND e.id = $3`, [
      rolesOf(reader),
      reader.office,
      id,
      rolesThatReadTexts(reader),
    ]);
    if (!row) throw unknownEscalation();
    return row;
  }
}

export const unknownEscalation = (): DomainError =>
  new DomainError('not-found', 'escalation.unknown', 'no such escalation, or out of reach');

/** Maps an escalation to the form that the API returns. */
export const shown = (
  { key: _key, acknowledgedBy: _by, ...escalation }: Escalation,
  more: Pick<ShownEscalation, 'ticket' | 'explanation' | 'updatedAt'>,
): ShownEscalation => ({ ...escalation, ...more });

const shownRow = (row: RegisterRow): ShownEscalation =>
  shown(escalationOf(row), {
    ticket: row.ticket,
    explanation: row.shows_texts ? row.explanation : null,
    updatedAt: row.updated_at ?? row.raised_at,
  });
