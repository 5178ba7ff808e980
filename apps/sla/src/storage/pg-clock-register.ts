import { Injectable } from '@nestjs/common';
import { rolesThatReadTexts } from '@tuntas/complaint';
import { clockOf, percentUsedOf, shownHolder, storedHolder, type ClockRow } from '@tuntas/complaint/view';
import { Database } from '@tuntas/database';
import { DomainError, rolesOf, type Actor } from '@tuntas/kernel';
import {
  ClockRegister,
  type ClockFilter,
  type ClockOrder,
  type ClockCursor,
  type ListedClock,
} from '../use-cases/clock-register.js';

type ListedComplaint = ListedClock['complaint'];
interface RegisterRow extends ClockRow {
  readonly [column: string]: unknown;
  readonly complaint_id: string;
  readonly ticket: string;
  readonly office: string | null;
  readonly office_name: string | null;
  readonly warned_percent: number | null;
  readonly budget_ms: number;
  readonly met_at: Date | null;
  readonly updated_at: Date;
  readonly runs_for: string;
  readonly complaint_status: ListedComplaint['status'];
  readonly category: ListedComplaint['category'];
  readonly complaint_class: ListedComplaint['classification'];
  readonly region_code: ListedComplaint['regionCode'];
  readonly escalation_level: ListedComplaint['escalationLevel'];
  readonly vulnerable_groups: ListedComplaint['vulnerableGroups'];
  readonly subject: ListedComplaint['subject'];
}

/**
 * The condition that one of the roles may reach the complaint with the reader's office ($2): `mayReach` in SQL. The
 * planner removes the branches of absent roles, because the values are bound.
 */
const reachedBy = (roles: string): string => `(
    ${roles}::text[] && '{coordinator,sla_operator,auditor}'
    OR (${roles}::text[] && '{officer,office_head}' AND c.office = $2::text))`;
/**
 * The clocks that the reader may reach with any of the roles ($1). The join is an outer join so that the planner can
 * remove it if no condition uses the complaint.
 */
const reached = `
  FROM sla.clocks k LEFT JOIN complaints.published_complaints c ON c.id = k.complaint_id
  WHERE ${reachedBy('$1')}`;
/** The filters. An absent filter is null; the planner removes it. */
const filtered = `${reached}
    AND ($3::text[] IS NULL OR k.status = ANY ($3))
    AND ($4::text[] IS NULL OR k.name = ANY ($4))
    AND ($5::text[] IS NULL OR k.office = ANY ($5))
    AND ($6::timestamptz IS NULL OR coalesce(k.due_at, 'infinity'::timestamptz) < $6)
    AND ($7::integer IS NULL OR k.warned_percent >= $7)
    AND ($8::timestamptz IS NULL OR k.due_at >= $8)
    AND ($9::text[] IS NULL OR k.runs_for = ANY ($9))
    AND ($10::timestamptz IS NULL OR k.updated_at >= $10)`;

const filterValues = (
  reader: Actor,
  { status, name, office, dueBefore, warned, dueFrom, runsFor, updatedSince }: ClockFilter,
): unknown[] => [
  rolesOf(reader),
  reader.office,
  status,
  name,
  office,
  dueBefore,
  warned,
  dueFrom,
  runsFor?.map(storedHolder),
  updatedSince,
];

/** The sort keys; they match the expressions of the indexes. */
const keys: Readonly<Record<ClockOrder, string>> = {
  dueAt: `coalesce(k.due_at, 'infinity'::timestamptz)`,
  '-dueAt': `coalesce(k.due_at, '-infinity'::timestamptz)`,
};

/**
 * Selects the visible columns of the clocks `k` of a statement. The remaining time, escalation level and subject are
 * computed only for these clocks.
 * @param textRoles the parameter with the reader's roles that may read texts
 */
const shown = (found: string, textRoles: string): string => `
    SELECT k.id, k.name, k.cycle, k.status, k.started_at, k.due_at, k.paused_at,
      k.policy_version, k.calendar_version, k.provisional, k.basis,
      sla.remaining_ms(k.status, k.unit, k.due_at, k.calendar_code, k.calendar_version, k.remaining_ms) AS remaining_ms,
      k.complaint_id, k.ticket, k.office, o.name AS office_name, k.warned_percent, k.runs_for, k.budget_ms, k.met_at,
      coalesce(k.updated_at, k.started_at) AS updated_at,
      k.complaint_status, k.category, k.complaint_class, k.region_code, k.vulnerable_groups,
      (SELECT coalesce(max(e.level), 0)
       FROM escalation.published_escalations e
       WHERE e.complaint_id = k.complaint_id AND e.cycle = k.complaint_cycle) AS escalation_level,
      CASE WHEN k.shows_texts THEN (
        SELECT t.body
        FROM complaints.published_subjects t
        WHERE t.complaint_id = k.complaint_id
        ORDER BY t.id DESC LIMIT 1
      ) END AS subject
    FROM (
      SELECT k.*, c.ticket, c.status AS complaint_status, c.category, c.classification AS complaint_class,
        c.region_code, c.vulnerable_groups, c.cycle AS complaint_cycle, ${reachedBy(textRoles)} AS shows_texts
      ${found}
    ) k
    LEFT JOIN reference.offices o ON o.code = k.office`;
const one = shown(`${reached} AND k.id = $3`, '$4');
const page = (sort: ClockOrder): string => {
  const [direction, beyond] = sort.startsWith('-') ? ['DESC', '<'] : ['ASC', '>'];
  const order = `ORDER BY ${keys[sort]} ${direction}, k.id ${direction}`;
  const found = `${filtered}
    AND ($11::timestamptz IS NULL OR (${keys[sort]}, k.id) ${beyond} ($11, $12::uuid))
    ${order}
    LIMIT $13`;
  return `${shown(found, '$14')} ${order}`;
};
const pages: Readonly<Record<ClockOrder, string>> = { dueAt: page('dueAt'), '-dueAt': page('-dueAt') };

/** The register on PostgreSQL. Each call is one statement on the current rows. */
@Injectable()
export class PgClockRegister extends ClockRegister {
  constructor(private readonly database: Database) {
    super();
  }

  async list(
    reader: Actor,
    filter: ClockFilter,
    sort: ClockOrder,
    after: ClockCursor | undefined,
    limit: number,
  ): Promise<readonly ListedClock[]> {
    const rows = await this.database.sql<RegisterRow>(pages[sort], [
      ...filterValues(reader, filter),
      after?.key,
      after?.id,
      limit,
      rolesThatReadTexts(reader),
    ]);
    return rows.map(listed);
  }

  async one(reader: Actor, id: string): Promise<ListedClock> {
    const [row] = await this.database.sql<RegisterRow>(one, [
      rolesOf(reader),
      reader.office,
      id,
      rolesThatReadTexts(reader),
    ]);
    if (!row) throw new DomainError('not-found', 'sla-clock.unknown', 'no such clock, or out of reach');
    return listed(row);
  }

  async count(reader: Actor, filter: ClockFilter): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>(
      `SELECT count(*) AS count ${filtered}`,
      filterValues(reader, filter),
    );
    return row!.count;
  }
}

const listed = (row: RegisterRow): ListedClock => ({
  ...clockOf(row),
  complaintId: row.complaint_id,
  ticket: row.ticket,
  office: row.office === null ? null : { code: row.office, name: row.office_name ?? row.office },
  warnedPercent: row.warned_percent,
  percentUsed: percentUsedOf(row),
  runsFor: shownHolder(row.runs_for),
  metAt: row.met_at?.toISOString() ?? null,
  complaint: {
    status: row.complaint_status,
    category: row.category,
    classification: row.complaint_class,
    regionCode: row.region_code,
    escalationLevel: row.escalation_level,
    vulnerableGroups: row.vulnerable_groups,
    subject: row.subject,
  },
  updatedAt: row.updated_at.toISOString(),
});
