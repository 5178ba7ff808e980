import { complaintOf, type ComplaintRow } from '@tuntas/complaint/storage';
import type { Database } from '@tuntas/database';
import { withSequence, type Outbox } from '@tuntas/eventlog';
import { systemActor } from '@tuntas/kernel';
import {
  CaseBook,
  type CaseChange,
  type CaseStream,
  type StoredCase,
  type ReferredComplaint,
} from '../use-cases/ports.js';
import { caseOf, storeCases, type CaseRow } from './case-row.js';

/** Condition for an escalation to the level of the Ombudsman. */
const isReferral = 'level = 3';

interface ReferredRow extends ComplaintRow {
  readonly escalation_ids: readonly string[];
}

/** PostgreSQL implementation of `CaseBook`. */
export class PgCaseBook extends CaseBook {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async createStreams(complaintIds: readonly string[]): Promise<void> {
    const missing = await this.database.sql<{ complaint_id: string }>(
      `SELECT DISTINCT complaint_id FROM escalation.published_escalations
       WHERE complaint_id = ANY($1) AND ${isReferral}
         AND complaint_id NOT IN (SELECT complaint_id FROM ombudsman.heads WHERE complaint_id = ANY($1))
       ORDER BY complaint_id`,
      [complaintIds],
    );
    if (missing.length > 0)
      await this.database.separateTransaction(() =>
        this.database.run(
          'INSERT INTO ombudsman.heads (complaint_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING',
          [missing.map(row => row.complaint_id)],
        ),
      );
  }

  async lockStreams(complaintIds: readonly string[]): Promise<readonly CaseStream[]> {
    const rows = await this.database.sql<{ complaint_id: string; sequence: number }>(
      'SELECT * FROM ombudsman.heads WHERE complaint_id = ANY($1) ORDER BY complaint_id FOR UPDATE',
      [complaintIds],
    );
    return rows.map(row => ({ complaintId: row.complaint_id, sequence: row.sequence }));
  }

  async referred(complaintIds: readonly string[]): Promise<ReadonlyMap<string, ReferredComplaint>> {
    const rows = await this.database.sql<ReferredRow>(
      `SELECT c.*, e.escalation_ids FROM complaints.published_complaints c
       JOIN (SELECT complaint_id, array_agg(id ORDER BY raised_at, id) AS escalation_ids
             FROM escalation.published_escalations
             WHERE complaint_id = ANY($1) AND ${isReferral}
             GROUP BY complaint_id) e ON e.complaint_id = c.id`,
      [complaintIds],
    );
    return new Map(
      rows.map(row => [
        row.id,
        { complaint: complaintOf(row), sequence: row.sequence, escalationIds: row.escalation_ids },
      ]),
    );
  }

  async cases(complaintIds: readonly string[]): Promise<ReadonlyMap<string, StoredCase>> {
    const rows = await this.database.sql<CaseRow>('SELECT * FROM ombudsman.cases WHERE complaint_id = ANY($1)', [
      complaintIds,
    ]);
    return new Map(rows.map(row => [row.complaint_id, { state: caseOf(row), knownSequence: row.known_sequence }]));
  }

  async write(changes: readonly CaseChange[], time: Date): Promise<void> {
    if (changes.length === 0) return;
    await storeCases(
      this.database,
      changes.map(({ stored }) => stored),
      time,
    );
    await this.database.run(
      `UPDATE ombudsman.heads SET sequence = last_sequence
       FROM unnest($1::uuid[], $2::bigint[]) AS changed (id, last_sequence)
       WHERE complaint_id = id`,
      [
        changes.map(({ stream }) => stream.complaintId),
        changes.map(({ stream, events }) => stream.sequence + events.length),
      ],
    );
    await this.outbox.append(
      changes.flatMap(({ stream, events, cause }) =>
        withSequence(stream.sequence, events, {
          subject: stream.complaintId,
          time,
          actor: systemActor('referral'),
          cause,
        }),
      ),
    );
  }

  async behind(after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.database.sql<{ complaint_id: string }>(
      `SELECT DISTINCT e.complaint_id FROM escalation.published_escalations e
       WHERE e.complaint_id > $1 AND ${isReferral}
         AND NOT EXISTS (
           SELECT FROM ombudsman.cases c WHERE c.complaint_id = e.complaint_id AND e.id = ANY (c.escalation_ids))
       ORDER BY e.complaint_id LIMIT $2`,
      [after, limit],
    );
    return rows.map(row => row.complaint_id);
  }

  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}
