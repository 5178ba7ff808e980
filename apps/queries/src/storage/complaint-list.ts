import { Injectable } from '@nestjs/common';
import { rolesThatReadTexts, type Search } from '@tuntas/complaint';
import { SearchWords } from '@tuntas/complaint/storage';
import { Database, type StoredRow } from '@tuntas/database';
import type { ClockName, ClockStatus } from '@tuntas/contracts';
import type { Actor, Role } from '@tuntas/kernel';
import { percentUsedOf } from '@tuntas/complaint/view';
import { SqlParameters } from './sql-parameters.js';
import { conditionsOf, type CardFilter } from './card-filter.js';
import { afterCursor, orderBy, type CardCursor, type CardSort } from './card-order.js';
import { Cards, cards } from './cards.js';
import { requireTextAccess, foundBy } from './full-text.js';
import { withinReach } from './scope.js';

/** Complaint in a list. */
export interface CardItem {
  readonly id: string;
  readonly ticket: string;
  readonly version: number;
  readonly status: string;
  readonly outcome: string | null;
  readonly cycle: number;
  readonly escalationLevel: number;
  readonly classification: string;
  readonly category: string | null;
  readonly channel: string;
  readonly subject: string | null;
  readonly regionCode: string | null;
  readonly vulnerableGroups: readonly string[];
  readonly office: { readonly code: string; readonly name: string } | null;
  readonly lodgedAt: string;
  readonly dueAt: string | null;
  readonly breached: boolean;
  /** Duty that is due at `dueAt`. */
  readonly duty: { readonly name: ClockName; readonly percentUsed: number | null } | null;
  readonly updatedAt: string;
}
/** Filters of the list and the full-text query. */
export interface CardQuery extends CardFilter {
  readonly q?: string | undefined;
}
export interface ComplaintListQuery {
  readonly filter: CardQuery;
  readonly sort: CardSort;
  readonly limit: number;
  readonly after: CardCursor | null;
  /** Id of a complaint beyond the reader's reach that an access code opens; by default none. */
  readonly opened?: string | null;
}
export interface ListedCards {
  readonly asOf: Date | null;
  readonly items: readonly ListedCard[];
}

/** Card with its rank in a full-text search; null without a search. */
export interface ListedCard extends CardItem {
  readonly fit: number | null;
}

interface CardRow extends StoredRow {
  readonly office_name: string | null;
  readonly subject: string | null;
  readonly fit: number | null;
  readonly duty: {
    readonly name: ClockName;
    readonly status: ClockStatus;
    readonly remaining_ms: number | null;
    readonly budget_ms: number;
  } | null;
}

/**
 * Selects the duty that determines the due time of a card `k`, with the present state of its clock. If several duties
 * are due at the same time, it selects the one that started first.
 */
const dutyOf = `
  SELECT d.name, d.status, d.remaining_ms, d.budget_ms FROM sla.published_clocks d
  WHERE d.complaint_id = k.complaint_id AND d.cycle = k.cycle AND d.due_at = k.due_at
    AND d.runs_for IN ('office', 'coordinator') AND d.max_level > 0
    AND d.status IN ('running', 'breached') AND d.met_at IS NULL AND d.ended_at IS NULL
  ORDER BY d.started_at, d.id LIMIT 1`;

/** Lists complaints within a reader's reach from the cards, which are usually milliseconds behind the complaints. */
@Injectable()
export class ComplaintList {
  constructor(
    private readonly database: Database,
    private readonly cards: Cards,
    private readonly words: SearchWords,
  ) {}

  /**
   * @returns at most `limit` items
   * @throws DomainError forbidden `search.without-texts` if a reader who may not read texts uses the full-text query
   */
  async page(reader: Actor, { filter, sort, limit, after, opened = null }: ComplaintListQuery): Promise<ListedCards> {
    const search = await this.searchOf(reader, filter);
    const asOf = await this.cards.asOf(); // read before the list, so that the list includes everything up to it
    const { bind, values } = new SqlParameters();
    const where = conditionsOf(reader, filter, opened, bind);
    const cursorCondition = after ? `WHERE ${afterCursor(after, bind)}` : '';
    const [role, ...others] = rolesThatReadTexts(reader) as Role[];
    // Roles that may not read texts can widen the reach. The subject is then shown only for complaints within the reach
    // of a role that may read texts.
    const withinTextReach =
      role === undefined || others.length === (reader.others?.length ?? 0)
        ? ''
        : ` AND ${withinReach({ ...reader, role, others }, bind)}`;
    const subject =
      role === undefined
        ? 'NULL'
        : `(SELECT t.body FROM complaints.published_texts t
            WHERE t.complaint_id = k.complaint_id AND t.field = 'subject'${withinTextReach}
            ORDER BY t.id DESC LIMIT 1)`;
    const duty = `(SELECT to_jsonb(d) FROM (${dutyOf}) d)`;
    const order = `ORDER BY ${orderBy(sort)}`;
    // The matches are materialized before they are sorted. A scan of the sort index would read nearly every text.
    const rows = await this.database.unprepared<CardRow>(
      `${
        search
          ? `WITH found AS MATERIALIZED (${foundBy(search, where, sort, bind)}),
             page AS (SELECT * FROM found k ${cursorCondition} ${order} LIMIT ${bind(limit)}) `
          : ''
      }
       SELECT k.*, o.name AS office_name, ${subject} AS subject, ${duty} AS duty
       FROM ${
         search
           ? '(SELECT c.*, page.fit FROM page JOIN queries.cards c USING (complaint_id))'
           : `(SELECT k.*, NULL::integer AS fit FROM queries.cards k WHERE ${where})`
       } k
       LEFT JOIN reference.offices o ON o.code = k.office
       ${search ? order : `${cursorCondition} ${order} LIMIT ${bind(limit)}`}`,
      values,
    );
    return { asOf, items: rows.map(itemOf) };
  }

  async count(reader: Actor, filter: CardQuery, opened: string | null = null): Promise<number> {
    const search = await this.searchOf(reader, filter);
    const { bind, values } = new SqlParameters();
    const where = conditionsOf(reader, filter, opened, bind);
    const found = search ? foundBy(search, where, null, bind) : `SELECT FROM queries.cards k WHERE ${where}`;
    const [row] = await this.database.unprepared<{ count: number }>(
      `SELECT count(*) AS count FROM (${found}) found`,
      values,
    );
    return row!.count;
  }

  private async searchOf(reader: Actor, { q }: CardQuery): Promise<Search | null> {
    if (q === undefined) return null;
    requireTextAccess(reader);
    return this.words.read(q);
  }
}

const itemOf = ({ office_name: officeName, subject, duty, fit, ...row }: CardRow): ListedCard => {
  const card = cards.fromRow(row);
  return {
    id: card.complaintId,
    ticket: card.ticket,
    version: card.version,
    status: card.status,
    outcome: card.outcome,
    cycle: card.cycle,
    escalationLevel: card.escalationLevel,
    classification: card.classification,
    category: card.category,
    channel: card.channel,
    subject,
    regionCode: card.regionCode,
    vulnerableGroups: card.vulnerableGroups,
    office: card.office === null ? null : { code: card.office, name: officeName ?? card.office },
    lodgedAt: card.lodgedAt.toISOString(),
    dueAt: card.dueAt?.toISOString() ?? null,
    breached: card.breached,
    duty: duty && { name: duty.name, percentUsed: percentUsedOf(duty) },
    updatedAt: (card.updatedAt ?? card.lodgedAt).toISOString(),
    fit,
  };
};
