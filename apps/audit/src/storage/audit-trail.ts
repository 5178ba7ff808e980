import { Injectable } from '@nestjs/common';
import { mayReach } from '@tuntas/complaint';
import { publishedComplaintOf, type ComplaintRow } from '@tuntas/complaint/storage';
import type { EscalationTarget, LoggedEvent } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import type { Actor } from '@tuntas/kernel';

/** Event of a complaint with its position in the audit log. */
export interface AuditItem {
  readonly position: number;
  readonly at: string;
  readonly type: string;
  readonly source: string;
  readonly sequence: number;
  readonly actor: { readonly role: string; readonly ref: string; readonly office: string | null };
  readonly data: object;
  readonly leafHash: string;
}

/** Reads the audit log of a complaint. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** Returns whether the complaint exists and is within the reader's reach. */
  async mayRead(reader: Actor, complaintId: string): Promise<boolean> {
    const [row] = await this.database.sql<ComplaintRow & { readonly escalated_to: readonly EscalationTarget[] }>(
      `SELECT c.*,
         (SELECT coalesce(array_agg(DISTINCT e.target), '{}')
          FROM escalation.published_escalations e WHERE e.complaint_id = c.id) AS escalated_to
       FROM complaints.published_complaints c WHERE c.id = $1`,
      [complaintId],
    );
    return row !== undefined && mayReach(reader, publishedComplaintOf(row), row.escalated_to);
  }

  /**
   * Lists entries in the order of the audit log.
   * @param after last position of the previous page; 0 for the first page
   * @returns at most `limit` entries
   */
  async page(complaintId: string, after: number, limit: number): Promise<AuditItem[]> {
    const rows = await this.database.sql<{ position: number; leaf: string; leaf_hash: string }>(
      `SELECT position, leaf, leaf_hash FROM audit.entries
       WHERE subject = $1 AND position > $2
       ORDER BY position LIMIT $3`,
      [complaintId, after, limit],
    );
    return rows.map(itemOf);
  }

  async count(complaintId: string): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>(
      'SELECT count(*) AS count FROM audit.entries WHERE subject = $1',
      [complaintId],
    );
    return row!.count;
  }
}

const itemOf = ({ position, leaf, leaf_hash }: { position: number; leaf: string; leaf_hash: string }): AuditItem => {
  const { envelope, data } = JSON.parse(leaf) as LoggedEvent;
  return {
    position,
    at: envelope.time,
    type: envelope.type,
    source: envelope.source,
    sequence: envelope.sequence,
    actor: { role: envelope.actorrole, ref: envelope.actorref, office: envelope.actoroffice ?? null },
    data,
    leafHash: leaf_hash,
  };
};
