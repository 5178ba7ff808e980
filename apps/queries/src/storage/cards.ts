import { Injectable } from '@nestjs/common';
import { openDuties } from '@tuntas/complaint/view';
import { column, Database, defineEntity, nullable, primary, Table } from '@tuntas/database';

/** A row of `queries.cards`: what the list of complaints shows and filters by. */
interface CardRecord {
  readonly complaintId: string;
  readonly ticket: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly cycle: number;
  readonly classification: string;
  readonly category: string | null;
  readonly channel: string;
  readonly regionCode: string | null;
  readonly office: string | null;
  readonly vulnerableGroups: readonly string[];
  readonly allegedMaladministration: readonly string[];
  readonly lodgedByRef: string;
  readonly lodgedByRole: string;
  readonly lodgedAt: Date;
  readonly dueAt: Date | null;
  readonly breached: boolean;
  readonly escalationLevel: number;
  readonly escalatedTo: readonly string[];
  /** The versions of the sources from which the card was computed. */
  readonly version: number;
  readonly slaSequence: number;
  readonly escalationSequence: number;
  /** Business time of the newest event in the card. */
  readonly updatedAt: Date | null;
}
export const cardEntity = defineEntity<CardRecord>('queries.cards', {
  complaintId: primary(column.uuid),
  ticket: column.text,
  status: column.text,
  outcome: nullable(column.text),
  cycle: column.integer,
  classification: column.text,
  category: nullable(column.text),
  channel: column.text,
  regionCode: nullable(column.text),
  office: nullable(column.text),
  vulnerableGroups: column.texts,
  allegedMaladministration: column.texts,
  lodgedByRef: column.text,
  lodgedByRole: column.text,
  lodgedAt: column.instant,
  dueAt: nullable(column.instant),
  breached: column.flag,
  escalationLevel: column.integer,
  escalatedTo: column.texts,
  version: column.integer,
  slaSequence: column.bigint,
  escalationSequence: column.bigint,
  updatedAt: nullable(column.instant),
});
export const cards = Table.of(cardEntity);

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
