import { owed } from '@tuntas/complaint/view';
import type { Database } from '@tuntas/database';

const columns = [
  'ticket',
  'status',
  'outcome',
  'cycle',
  'classification',
  'category',
  'channel',
  'region_code',
  'office',
  'vulnerable_groups',
  'alleged_maladministration',
  'lodged_by_ref',
  'lodged_by_role',
  'lodged_at',
  'due_at',
  'breached',
  'escalation_level',
  'escalated_to',
  'version',
  'sla_sequence',
  'escalation_sequence',
] as const;

const refresh = `
  INSERT INTO queries.cards AS card (complaint_id, ${columns.join(', ')}, updated_at)
  SELECT c.id, c.ticket, c.status, c.outcome, c.cycle, c.classification, c.category, c.channel, c.region_code, c.office, c.vulnerable_groups,
    c.alleged_maladministration, c.lodged_by_ref, c.lodged_by_role, c.lodged_at, duty.due_at, duty.breached,
    coalesce(climb.level, 0), coalesce(climb.targets, '{}'), c.version, coalesce(s.sequence, 0), coalesce(x.sequence, 0), heard.at
  FROM unnest($1::uuid[], $2::timestamptz[]) AS heard (id, at) JOIN complaints.published_complaints c ON c.id = heard.id
  LEFT JOIN sla.published_heads s ON s.complaint_id = c.id
  LEFT JOIN escalation.published_heads x ON x.complaint_id = c.id
  CROSS JOIN LATERAL (${owed}) duty
  LEFT JOIN LATERAL (
    SELECT max(e.level) FILTER (WHERE e.cycle = c.cycle) AS level, array_agg(DISTINCT e.target) AS targets
    FROM escalation.published_escalations e WHERE e.complaint_id = c.id) climb ON true
  ORDER BY c.id
  ON CONFLICT (complaint_id) DO UPDATE SET ${columns.map(column => `${column} = excluded.${column}`).join(', ')}, updated_at = greatest(card.updated_at, excluded.updated_at)
  WHERE card.version <= excluded.version AND card.sla_sequence <= excluded.sla_sequence AND card.escalation_sequence <= excluded.escalation_sequence`;

/** A card per complaint, made anew from what the owners publish. */
export class Cards {
  constructor(private readonly database: Database) {}

  /**
   * Makes the cards of these complaints as they stand now, in one statement; a card that knows more stays.
   * @param until business time of the newest event behind it
   * @param heard the same of each complaint, where it is known
   */
  async refresh(
    complaintIds: readonly string[],
    until: Date,
    heard: ReadonlyMap<string, Date> = new Map(),
  ): Promise<void> {
    if (complaintIds.length === 0) return;
    await this.database.run(refresh, [complaintIds, complaintIds.map(id => heard.get(id) ?? until)]);
    await this.database.run(
      `INSERT INTO queries.folded AS f (until) VALUES ($1) ON CONFLICT (single) DO UPDATE SET until = excluded.until WHERE f.until < excluded.until`,
      [until],
    );
  }

  /** The business time up to which the cards know what happened; null while there are none. */
  async asOf(): Promise<Date | null> {
    const [row] = await this.database.sql<{ until: Date }>('SELECT until FROM queries.folded');
    return row?.until ?? null;
  }
}
