import { rolesThatReadTexts, type Search } from '@tuntas/complaint';
import type { SearchWords } from '@tuntas/complaint/storage';
import type { Database } from '@tuntas/database';
import type { ClockName, ClockStatus } from '@tuntas/contracts';
import type { Actor, Role } from '@tuntas/kernel';
import { percentUsedOf } from '@tuntas/complaint/view';
import { Bound } from './bound.js';
import { conditionsOf, type CardFilter } from './card-filter.js';
import { following, orderBy, type CardPlace, type CardSort } from './card-order.js';
import { Cards } from './cards.js';
import { demandTexts, foundBy } from './full-text.js';
import { withinReach } from './scope.js';

/** A complaint in a list. */
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
  /** The duty that is due at `dueAt`. */
  readonly duty: { readonly name: ClockName; readonly percentUsed: number | null } | null;
  readonly updatedAt: string;
}
/** What a list is asked for: filters, and what somebody looks for in the texts. */
export interface CardQuery extends CardFilter {
  readonly q?: string | undefined;
}
export interface ComplaintListQuery {
  readonly filter: CardQuery;
  readonly sort: CardSort;
  readonly limit: number;
  readonly after: CardPlace | null;
  /** A complaint beyond the reader's reach that is opened to them; by default none. */
  readonly opened?: string | null;
}
export interface ListedCards {
  readonly asOf: Date | null;
  readonly items: readonly ListedCard[];
}

/** A card, and how well it fits what was looked for. */
export interface ListedCard extends CardItem {
  readonly fit: number | null;
}

interface CardRow {
  readonly [column: string]: unknown;
  readonly lodged_at: Date;
  readonly due_at: Date | null;
  readonly office: string | null;
  readonly office_name: string | null;
  readonly updated_at: Date | null;
  readonly duty: {
    readonly name: ClockName;
    readonly status: ClockStatus;
    readonly remaining_ms: number | null;
    readonly budget_ms: number;
  } | null;
}

/**
 * The duty that makes a card `k` due when it is, as its clock stands now: of several that are due at the same time the
 * one that has run longest.
 */
const dutyOf = `
  SELECT d.name, d.status, d.remaining_ms, d.budget_ms FROM sla.published_clocks d
  WHERE d.complaint_id = k.complaint_id AND d.cycle = k.cycle AND d.due_at = k.due_at AND d.runs_for IN ('office', 'coordinator') AND d.max_level > 0
    AND d.status IN ('running', 'breached') AND d.met_at IS NULL AND d.ended_at IS NULL
  ORDER BY d.started_at, d.id LIMIT 1`;

/** Complaints within a reader's reach, from the cards; milliseconds behind the complaints themselves. */
export class ComplaintList {
  constructor(
    private readonly database: Database,
    private readonly cards: Cards,
    private readonly words: SearchWords,
  ) {}

  /**
   * @returns at most `limit` items
   * @throws DomainError forbidden `search.without-texts` where texts are searched for a reader who may not read them
   */
  async page(reader: Actor, { filter, sort, limit, after, opened = null }: ComplaintListQuery): Promise<ListedCards> {
    const search = await this.searched(reader, filter);
    const asOf = await this.cards.asOf(); // before the list, so that it never promises what the list lacks
    const { bind, values } = new Bound();
    const where = conditionsOf(reader, filter, opened, bind);
    const beyond = after ? `WHERE ${following(after, bind)}` : '';
    const [role, ...others] = rolesThatReadTexts(reader) as Role[];
    // Roles that read no texts may widen the reach: then the subject is shown where one of the others reaches the
    // complaint.
    const reached =
      role === undefined || others.length === (reader.others?.length ?? 0)
        ? ''
        : ` AND ${withinReach({ ...reader, role, others }, bind)}`;
    const subject =
      role === undefined
        ? 'NULL'
        : `(SELECT t.body FROM complaints.published_texts t WHERE t.complaint_id = k.complaint_id AND t.field = 'subject'${reached} ORDER BY t.id DESC LIMIT 1)`;
    const duty = `(SELECT to_jsonb(d) FROM (${dutyOf}) d)`;
    const order = `ORDER BY ${orderBy(sort)}`;
    // What is found is gathered before it is put in order: in the order's own index nearly every text would be looked
    // at.
    const rows = await this.database.unprepared<CardRow>(
      `${search ? `WITH found AS MATERIALIZED (${foundBy(search, where, sort, bind)}), page AS (SELECT * FROM found k ${beyond} ${order} LIMIT ${bind(limit)}) ` : ''}
       SELECT k.*, o.name AS office_name, ${subject} AS subject, ${duty} AS duty
       FROM ${search ? '(SELECT c.*, page.fit FROM page JOIN queries.cards c USING (complaint_id))' : `(SELECT k.*, NULL::integer AS fit FROM queries.cards k WHERE ${where})`} k
       LEFT JOIN reference.offices o ON o.code = k.office ${search ? order : `${beyond} ${order} LIMIT ${bind(limit)}`}`,
      values,
    );
    return { asOf, items: rows.map(itemOf) };
  }

  async count(reader: Actor, filter: CardQuery, opened: string | null = null): Promise<number> {
    const search = await this.searched(reader, filter);
    const { bind, values } = new Bound();
    const where = conditionsOf(reader, filter, opened, bind);
    const found = search ? foundBy(search, where, null, bind) : `SELECT FROM queries.cards k WHERE ${where}`;
    const [row] = await this.database.unprepared<{ count: number }>(
      `SELECT count(*) AS count FROM (${found}) found`,
      values,
    );
    return row!.count;
  }

  private async searched(reader: Actor, { q }: CardQuery): Promise<Search | null> {
    if (q === undefined) return null;
    demandTexts(reader);
    return this.words.read(q);
  }
}

const itemOf = (row: CardRow): ListedCard =>
  ({
    id: row['complaint_id'],
    ticket: row['ticket'],
    version: row['version'],
    status: row['status'],
    outcome: row['outcome'],
    cycle: row['cycle'],
    escalationLevel: row['escalation_level'],
    classification: row['classification'],
    category: row['category'],
    channel: row['channel'],
    subject: row['subject'],
    regionCode: row['region_code'],
    vulnerableGroups: row['vulnerable_groups'],
    office: row.office === null ? null : { code: row.office, name: row.office_name ?? row.office },
    lodgedAt: row.lodged_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    breached: row['breached'],
    duty: row.duty && { name: row.duty.name, percentUsed: percentUsedOf(row.duty) },
    updatedAt: (row.updated_at ?? row.lodged_at).toISOString(),
    fit: row['fit'],
  }) as ListedCard;
