import { column, defineEntity, fixed, nullable, primary, Table, type Database, type StoredRow } from '@tuntas/database';
import type { StreamRow } from '@tuntas/eventlog';
import type { Escalation } from '../domain/index.js';

/** A row of `escalation.escalations`. */
interface EscalationRecord extends Omit<Escalation, 'nextRung'> {
  readonly nextLevel: number | null;
  readonly nextAfterWorkingDays: number | null;
  /** Business time of the last change. */
  readonly updatedAt: Date | null;
}

/** What the raising sets is never updated. */
export const escalationEntity = defineEntity<EscalationRecord>('escalation.escalations', {
  id: primary(column.uuid),
  complaintId: fixed(column.uuid),
  key: fixed(column.text),
  clockId: fixed(nullable(column.uuid)),
  clock: fixed(nullable(column.text)),
  level: fixed(column.integer),
  cycle: fixed(column.integer),
  target: fixed(column.text),
  office: fixed(nullable(column.text)),
  status: column.text,
  reason: fixed(column.text),
  targetMissing: fixed(column.flag),
  nextLevel: fixed(nullable(column.integer)),
  nextAfterWorkingDays: fixed(nullable(column.integer)),
  raisedAt: fixed(column.instant),
  acknowledgedAt: nullable(column.instant),
  acknowledgedBy: nullable(column.text),
  endedAt: nullable(column.instant),
  endReason: nullable(column.text),
  referralOfferedAt: nullable(column.instant),
  updatedAt: nullable(column.instant),
});
export const escalations = Table.of(escalationEntity);

/** The stream of a complaint in `escalation.heads`, with the versions that the last reconciliation has seen. */
export interface EscalationHead extends StreamRow {
  readonly seenVersion: number;
  readonly seenSla: number;
}
export const escalationHeadEntity = defineEntity<EscalationHead>('escalation.heads', {
  complaintId: primary(column.uuid),
  sequence: column.bigint,
  seenVersion: column.integer,
  seenSla: column.bigint,
});
export const escalationHeads = Table.of(escalationHeadEntity);

export const escalationOf = (row: StoredRow): Escalation => {
  const stored = escalations.fromRow(row);
  const { nextLevel, nextAfterWorkingDays, updatedAt: _updatedAt, ...state } = stored;
  const { targetMissing, raisedAt, acknowledgedAt, acknowledgedBy, endedAt, endReason, referralOfferedAt, ...raising } =
    state;
  const nextRung =
    nextLevel === null || nextAfterWorkingDays === null
      ? null
      : { level: nextLevel, afterWorkingDays: nextAfterWorkingDays };
  // The order of the members is that of the listed escalation.
  return {
    ...raising,
    nextRung,
    targetMissing,
    raisedAt,
    acknowledgedAt,
    acknowledgedBy,
    endedAt,
    endReason,
    referralOfferedAt,
  };
};

/** Selects all escalations of complaints ($1), oldest first. */
export const escalationsOfComplaints = `
  SELECT ${escalations.columns()} FROM ${escalations.name}
  WHERE complaint_id = ANY($1) ORDER BY raised_at, id`;

const recordOf = ({ nextRung, ...state }: Escalation, updatedAt: Date): EscalationRecord => ({
  ...state,
  nextLevel: nextRung?.level ?? null,
  nextAfterWorkingDays: nextRung?.afterWorkingDays ?? null,
  updatedAt,
});

const upsertEscalations = escalations.upsert;

/**
 * Inserts new escalations and updates changed ones in one statement.
 * @param time business time of the write
 */
export const storeEscalations = async (
  database: Database,
  changed: readonly Escalation[],
  time: Date,
): Promise<void> => {
  if (changed.length === 0) return;
  await database.run(upsertEscalations, [escalations.json(changed.map(each => recordOf(each, time)))]);
};
