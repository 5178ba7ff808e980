import type { Database } from '@tuntas/database';
import type { Escalation } from '../domain/index.js';

/** A row of `escalation.escalations`. */
export interface EscalationRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly complaint_id: string;
  readonly next_level: number | null;
  readonly next_after_working_days: number | null;
}

export const escalationOf = (row: EscalationRow): Escalation =>
  ({
    id: row.id,
    complaintId: row.complaint_id,
    key: row['key'],
    clockId: row['clock_id'],
    clock: row['clock'],
    level: row['level'],
    cycle: row['cycle'],
    target: row['target'],
    office: row['office'],
    status: row['status'],
    reason: row['reason'],
    nextRung: row.next_level === null ? null : { level: row.next_level, afterWorkingDays: row.next_after_working_days },
    targetMissing: row['target_missing'],
    raisedAt: row['raised_at'],
    acknowledgedAt: row['acknowledged_at'],
    acknowledgedBy: row['acknowledged_by'],
    endedAt: row['ended_at'],
    endReason: row['end_reason'],
    referralOfferedAt: row['referral_offered_at'],
  }) as Escalation;

const rowOf = (e: Escalation, updatedAt: Date): EscalationRow => ({
  id: e.id,
  complaint_id: e.complaintId,
  key: e.key,
  clock_id: e.clockId,
  clock: e.clock,
  level: e.level,
  cycle: e.cycle,
  target: e.target,
  office: e.office,
  reason: e.reason,
  target_missing: e.targetMissing,
  next_level: e.nextRung?.level ?? null,
  next_after_working_days: e.nextRung?.afterWorkingDays ?? null,
  status: e.status,
  raised_at: e.raisedAt,
  acknowledged_at: e.acknowledgedAt,
  acknowledged_by: e.acknowledgedBy,
  ended_at: e.endedAt,
  end_reason: e.endReason,
  referral_offered_at: e.referralOfferedAt,
  updated_at: updatedAt,
});

/**
 * Inserts new escalations and updates changed ones in one statement. The columns set by the raising are never updated.
 * @param time business time of the write
 */
export const storeEscalations = async (
  database: Database,
  escalations: readonly Escalation[],
  time: Date,
): Promise<void> => {
  if (escalations.length === 0) return;
  await database.run(
    `INSERT INTO escalation.escalations
     SELECT * FROM jsonb_populate_recordset(NULL::escalation.escalations, $1)
     ON CONFLICT (id) DO UPDATE SET
       status = excluded.status,
       acknowledged_at = excluded.acknowledged_at,
       acknowledged_by = excluded.acknowledged_by,
       ended_at = excluded.ended_at,
       end_reason = excluded.end_reason,
       referral_offered_at = excluded.referral_offered_at,
       updated_at = excluded.updated_at`,
    [JSON.stringify(escalations.map(each => rowOf(each, time)))],
  );
};
