import { Injectable } from '@nestjs/common';
import { historyOf } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { inSequence, sequenceAfter, Streams, Outbox } from '@tuntas/eventlog';
import { systemActor } from '@tuntas/kernel';
import type { Escalation, EscalatedComplaint } from '../domain/index.js';
import {
  EscalationBook,
  type EscalationStream,
  type StreamChange,
  type ComplaintSnapshot,
} from '../use-cases/ports.js';
import { clockOf, type ClockJson } from './clock-json.js';
import {
  escalationHeads,
  escalationOf,
  escalationsOfComplaints,
  storeEscalations,
  type EscalationHead,
} from './escalation-table.js';

/** A breached clock that may escalate; matches the predicate of the partial index. */
const escalating = `status = 'breached' AND max_level > 0`;
/** A complaint with a request for referral; matches the predicate of the partial index. */
const asksForReferral = `history @> '[{"act": "request_referral"}]'`;

interface SnapshotRow extends Omit<EscalatedComplaint, 'history'> {
  readonly [column: string]: unknown;
  readonly history: Parameters<typeof historyOf>[0];
  readonly version: number;
  readonly sla_sequence: number;
  readonly clocks: readonly ClockJson[];
  readonly case_ends: readonly Date[] | null;
}

/** The escalations on PostgreSQL. */
@Injectable()
export class PgEscalationBook extends EscalationBook {
  private readonly streams: Streams<EscalationHead>;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
    this.streams = new Streams(database, escalationHeads);
  }

  async createStreams(complaintIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.database.sql<{ id: string; is_missing: boolean }>(
      `SELECT c.id, h.complaint_id IS NULL AS is_missing
       FROM complaints.published_complaints c
       LEFT JOIN escalation.heads h ON h.complaint_id = c.id
       WHERE c.id = ANY($1) AND (
         h.complaint_id IS NOT NULL
         OR ${asksForReferral}
         OR EXISTS (SELECT FROM sla.published_clocks WHERE complaint_id = c.id AND ${escalating}))
       ORDER BY c.id`,
      [complaintIds],
    );
    await this.streams.create(rows.filter(row => row.is_missing).map(row => row.id));
    return rows.map(row => row.id);
  }

  async lockStreams(complaintIds: readonly string[]): Promise<readonly EscalationStream[]> {
    const rows = await this.streams.lock(complaintIds);
    return rows.map(({ seenVersion: version, seenSla: slaSequence, ...stream }) => ({
      ...stream,
      seen: { version, slaSequence },
    }));
  }

  /**
   * Uses one statement for one database snapshot. With two statements the second could show a breach of an office that
   * the first does not know yet.
   */
  async snapshots(complaintIds: readonly string[]): Promise<ReadonlyMap<string, ComplaintSnapshot>> {
    const rows = await this.database.sql<SnapshotRow>(
      `SELECT c.id, c.version, c.office, c.classification, c.consent_to_ombudsman AS "consentToOmbudsman", c.history,
         coalesce(s.sequence, 0) AS sla_sequence,
         (SELECT coalesce(jsonb_agg(to_jsonb(k) - 'started_at' ORDER BY k.started_at, k.id), '[]')
          FROM (
            SELECT id, name, cycle, n, escalation_id, status, runs_for, office, max_level, breached_at, met_at,
              started_at
            FROM sla.published_clocks
            WHERE complaint_id = c.id
          ) k) AS clocks,
         (SELECT o.ends FROM ombudsman.published_cases o WHERE o.complaint_id = c.id) AS case_ends
       FROM complaints.published_complaints c
       LEFT JOIN sla.published_heads s ON s.complaint_id = c.id
       WHERE c.id = ANY($1)`,
      [complaintIds],
    );
    return new Map(
      rows.map(
        ({
          id,
          version,
          office,
          classification,
          consentToOmbudsman,
          history,
          sla_sequence: slaSequence,
          clocks,
          case_ends: caseEnds,
        }) => [
          id,
          {
            complaint: { id, office, classification, consentToOmbudsman, history: historyOf(history) },
            clocks: clocks.map(clockOf),
            caseEnds: caseEnds ?? [],
            seen: { version, slaSequence },
          },
        ],
      ),
    );
  }

  async escalations(complaintIds: readonly string[]): Promise<ReadonlyMap<string, readonly Escalation[]>> {
    const rows = await this.database.sql(escalationsOfComplaints, [complaintIds]);
    const byComplaint = new Map<string, Escalation[]>(complaintIds.map(id => [id, []]));
    for (const escalation of rows.map(escalationOf)) byComplaint.get(escalation.complaintId)!.push(escalation);
    return byComplaint;
  }

  async write(changes: readonly StreamChange[], time: Date): Promise<void> {
    if (changes.length === 0) return;
    await storeEscalations(
      this.database,
      changes.flatMap(change => change.escalations),
      time,
    );
    await this.streams.advance(
      changes.map(({ stream, events, seen }) => ({
        complaintId: stream.complaintId,
        sequence: sequenceAfter(stream, events),
        seenVersion: seen.version,
        seenSla: seen.slaSequence,
      })),
    );
    await this.outbox.append(inSequence(changes, time, systemActor('escalation ladder')));
  }

  async behind(after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.database.sql<{ id: string }>(
      `SELECT h.complaint_id AS id
         FROM escalation.heads h
         JOIN complaints.published_complaints c ON c.id = h.complaint_id
         LEFT JOIN sla.published_heads s ON s.complaint_id = h.complaint_id
         WHERE h.complaint_id > $1 AND (c.version > h.seen_version OR s.sequence > h.seen_sla)
       UNION SELECT k.complaint_id
         FROM sla.published_clocks k
         WHERE k.complaint_id > $1 AND ${escalating}
           AND NOT EXISTS (SELECT FROM escalation.heads h WHERE h.complaint_id = k.complaint_id)
       UNION SELECT c.id
         FROM complaints.published_complaints c
         WHERE c.id > $1 AND ${asksForReferral}
           AND NOT EXISTS (SELECT FROM escalation.heads h WHERE h.complaint_id = c.id)
       UNION SELECT e.complaint_id
         FROM escalation.escalations e
         JOIN ombudsman.published_cases o ON o.complaint_id = e.complaint_id
         WHERE e.complaint_id > $1 AND e.level = 3 AND e.status <> 'ended' AND e.raised_at <= ANY (o.ends)
       ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map(row => row.id);
  }

  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}
