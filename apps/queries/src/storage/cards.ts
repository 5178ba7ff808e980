import { openDuties } from '@tuntas/complaint/view';
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
  SELECT c.id, c.ticket, c.status, c.outcome, c.cycle, c.classification, c.category, c.channel, c.region_code, c.office,
    c.vulnerable_groups, c.alleged_maladministration, c.lodged_by_ref, c.lodged_by_role, c.lodged_at, duty.due_at,
    duty.breached, coalesce(escalated.level, 0), coalesce(escalated.targets, '{}'), c.version, coalesce(s.sequence, 0),
    coalesce(x.sequence, 0), changed.at
  FROM unnest($1::uuid[], $2::timestamptz[]) AS changed (id, at)
  JOIN complaints.published_complaints c ON c.id = changed.id
  LEFT JOIN sla.published_heads s ON s.complaint_id = c.id
  LEFT JOIN escalation.published_heads x ON x.complaint_id = c.id
  CROSS JOIN LATERAL (${openDuties}) duty
  LEFT JOIN LATERAL (
    SELECT max(e.level) FILTER (WHERE e.cycle = c.cycle) AS level, array_agg(DISTINCT e.target) AS targets
    FROM escalation.published_escalations e WHERE e.complaint_id = c.id) escalated ON true
  ORDER BY c.id
  ON CONFLICT (complaint_id) DO UPDATE SET
    ${columns.map(column => `${column} = excluded.${column}`).join(', ')},
    updated_at = greatest(card.updated_at, excluded.updated_at)
  WHERE card.version <= excluded.version AND card.sla_sequence <= excluded.sla_sequence
    AND card.escalation_sequence <= excluded.escalation_sequence`;

/** Projection with one card per complaint, computed from the published views of the owning services. */
export class Cards {
  constructor(private readonly database: Database) {}

  /**
   * Recomputes the cards of these complaints in one statement. A card with a newer version or sequence is kept.
   * @param until business time of the latest event included
   * @param updatedAt business time of the latest event of each complaint; `until` if it is absent
   */
  async refresh(
    complaintIds: readonly string[],
    until: Date,
    updatedAt: ReadonlyMap<string, Date> = new Map(),
  ): Promise<void> {
    if (complaintIds.length === 0) return;
    await this.database.run(refresh, [complaintIds, complaintIds.map(id => updatedAt.get(id) ?? until)]);
    await this.database.run(
      `INSERT INTO queries.folded AS f (until) VALUES ($1)
       ON CONFLICT (single) DO UPDATE SET until = excluded.until WHERE f.until < excluded.until`,
      [until],
    );
  }

  /** Returns the business time up to which the cards include all events; null while there are no cards. */
  async asOf(): Promise<Date | null> {
    const [row] = await this.database.sql<{ until: Date }>('SELECT until FROM queries.folded');
    return row?.until ?? null;
  }
}
