import { Injectable } from '@nestjs/common';
import { openDuties } from '@tuntas/complaint/view';
import { Database } from '@tuntas/database';
import { cards } from './card-table.js';

const refresh = `
  ${cards.insertSelect({
    complaintId: 'c.id',
    ticket: 'c.ticket',
    status: 'c.status',
    outcome: 'c.outcome',
    cycle: 'c.cycle',
    classification: 'c.classification',
    category: 'c.category',
    channel: 'c.channel',
    regionCode: 'c.region_code',
    office: 'c.office',
    vulnerableGroups: 'c.vulnerable_groups',
    allegedMaladministration: 'c.alleged_maladministration',
    lodgedByRef: 'c.lodged_by_ref',
    lodgedByRole: 'c.lodged_by_role',
    lodgedAt: 'c.lodged_at',
    dueAt: 'duty.due_at',
    breached: 'duty.breached',
    escalationLevel: 'coalesce(escalated.level, 0)',
    escalatedTo: `coalesce(escalated.targets, '{}')`,
    version: 'c.version',
    slaSequence: 'coalesce(s.sequence, 0)',
    escalationSequence: 'coalesce(x.sequence, 0)',
    updatedAt: 'changed.at',
  })}
  FROM unnest($1::uuid[], $2::timestamptz[]) AS changed (id, at)
  JOIN complaints.published_complaints c ON c.id = changed.id
  LEFT JOIN sla.published_heads s ON s.complaint_id = c.id
  LEFT JOIN escalation.published_heads x ON x.complaint_id = c.id
  CROSS JOIN LATERAL (${openDuties}) duty
  LEFT JOIN LATERAL (
    SELECT max(e.level) FILTER (WHERE e.cycle = c.cycle) AS level, array_agg(DISTINCT e.target) AS targets
    FROM escalation.published_escalations e WHERE e.complaint_id = c.id) escalated ON true
  ORDER BY c.id
  ${cards.onConflict({ updatedAt: 'greatest(cards.updated_at, excluded.updated_at)' })}
  WHERE cards.version <= excluded.version AND cards.sla_sequence <= excluded.sla_sequence
    AND cards.escalation_sequence <= excluded.escalation_sequence`;

/** Projection with one card per complaint, computed from the published views of the owning services. */
@Injectable()
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
