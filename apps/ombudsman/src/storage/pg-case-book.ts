import { Injectable } from '@nestjs/common';
import { publishedComplaintOf, type ComplaintRow } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { inSequence, sequenceAfter, Streams, Outbox, type StreamRow } from '@tuntas/eventlog';
import { systemActor } from '@tuntas/kernel';
import {
  CaseBook,
  type CaseChange,
  type CaseStream,
  type StoredCase,
  type ReferredComplaint,
} from '../use-cases/ports.js';
import { caseHeads, cases, storeCases, storedCaseOf } from './case-table.js';

/** Condition for an escalation to the level of the Ombudsman. */
const isReferral = 'level = 3';

const selectCases = `SELECT ${cases.columns()} FROM ombudsman.cases WHERE complaint_id = ANY($1)`;

interface ReferredRow extends ComplaintRow {
  readonly id: string;
  readonly sequence: number;
  readonly escalation_ids: readonly string[];
}

/** PostgreSQL implementation of `CaseBook`. */
@Injectable()
export class PgCaseBook extends CaseBook {
  private readonly streams: Streams<StreamRow>;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
    this.streams = new Streams(database, caseHeads);
  }

  async createStreams(complaintIds: readonly string[]): Promise<void> {
    const missing = await this.database.sql<{ complaint_id: string }>(
      `SELECT DISTINCT complaint_id FROM escalation.published_escalations
       WHERE complaint_id = ANY($1) AND ${isReferral}
         AND complaint_id NOT IN (SELECT complaint_id FROM ombudsman.heads WHERE complaint_id = ANY($1))
       ORDER BY complaint_id`,
      [complaintIds],
    );
    await this.streams.create(missing.map(row => row.complaint_id));
  }

  lockStreams(complaintIds: readonly string[]): Promise<readonly CaseStream[]> {
    return this.streams.lock(complaintIds);
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
        { complaint: publishedComplaintOf(row), sequence: row.sequence, escalationIds: row.escalation_ids },
      ]),
    );
  }

  async cases(complaintIds: readonly string[]): Promise<ReadonlyMap<string, StoredCase>> {
    const rows = (await this.database.sql(selectCases, [complaintIds])).map(storedCaseOf);
    return new Map(rows.map(stored => [stored.state.complaintId, stored]));
  }

  async write(changes: readonly CaseChange[], time: Date): Promise<void> {
    if (changes.length === 0) return;
    await storeCases(
      this.database,
      changes.map(({ stored }) => stored),
      time,
    );
    await this.streams.advance(
      changes.map(({ stream, events }) => ({ ...stream, sequence: sequenceAfter(stream, events) })),
    );
    await this.outbox.append(inSequence(changes, time, systemActor('referral')));
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
