import { readsTexts } from '@tuntas/complaint';
import type { Database } from '@tuntas/database';
import type { Actor } from '@tuntas/kernel';
import { Bound } from './bound.js';
import { conditionsOf, type CardFilter } from './card-filter.js';
import { following, orderBy, type CardOrder, type CardPlace } from './card-order.js';
import { Cards } from './cards.js';

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
}
export interface ListAsked {
  readonly filter: CardFilter;
  readonly sort: CardOrder;
  readonly limit: number;
  readonly after: CardPlace | null;
  /** A complaint beyond the reader's reach that is opened to them; by default none. */
  readonly opened?: string | null;
}
export interface ListedCards {
  readonly asOf: Date | null;
  readonly items: readonly CardItem[];
}

interface CardRow {
  readonly [column: string]: unknown;
  readonly lodged_at: Date;
  readonly due_at: Date | null;
  readonly office: string | null;
  readonly office_name: string | null;
}

/** Complaints within a reader's reach, from the cards; milliseconds behind the complaints themselves. */
export class ComplaintList {
  constructor(private readonly database: Database, private readonly cards: Cards) {}

  /** @returns at most `limit` items */
  async page(reader: Actor, { filter, sort, limit, after, opened = null }: ListAsked): Promise<ListedCards> {
    const asOf = await this.cards.asOf(); // before the list, so that it never promises what the list lacks
    const { bind, values } = new Bound();
    const where = [conditionsOf(reader, filter, opened, bind), ...(after ? [following(after, bind)] : [])].join(' AND ');
    const subject = readsTexts(reader)
      ? `(SELECT t.body FROM complaints.published_texts t WHERE t.complaint_id = k.complaint_id AND t.field = 'subject' ORDER BY t.id DESC LIMIT 1)` : 'NULL';
    const rows = await this.database.unprepared<CardRow>(
      `SELECT k.*, o.name AS office_name, ${subject} AS subject
       FROM queries.cards k LEFT JOIN reference.offices o ON o.code = k.office
       WHERE ${where} ORDER BY ${orderBy(sort)} LIMIT ${bind(limit)}`, values);
    return { asOf, items: rows.map(itemOf) };
  }

  async count(reader: Actor, filter: CardFilter, opened: string | null = null): Promise<number> {
    const { bind, values } = new Bound();
    const where = conditionsOf(reader, filter, opened, bind);
    const [row] = await this.database.unprepared<{ count: number }>(`SELECT count(*) AS count FROM queries.cards k WHERE ${where}`, values);
    return row!.count;
  }
}

const itemOf = (row: CardRow): CardItem => ({
  id: row['complaint_id'], ticket: row['ticket'], version: row['version'], status: row['status'], outcome: row['outcome'], cycle: row['cycle'],
  escalationLevel: row['escalation_level'], classification: row['classification'], category: row['category'], channel: row['channel'],
  subject: row['subject'], regionCode: row['region_code'], vulnerableGroups: row['vulnerable_groups'],
  office: row.office === null ? null : { code: row.office, name: row.office_name ?? row.office },
  lodgedAt: row.lodged_at.toISOString(), dueAt: row.due_at?.toISOString() ?? null, breached: row['breached'],
}) as CardItem;
