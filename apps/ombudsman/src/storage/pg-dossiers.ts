import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { complaintView, clockOf, type ClockRow } from '@tuntas/complaint/view';
import type { EventSource, LoggedEvent } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import type { Actor } from '@tuntas/kernel';
import {
  answersOf,
  basisOf,
  isComplete,
  pausesOf,
  refsIn,
  textsOf,
  type Entry,
  type StoredText,
} from '../domain/index.js';
import { Dossiers, CaseRegister, type Dossier, type CaseView } from '../use-cases/ports.js';
import { unknownCase } from './pg-case-register.js';

interface DossierClockRow extends Omit<ClockRow, 'remaining_ms'> {
  readonly [column: string]: unknown;
}

/** Selects the texts with these ids from the complaint, its escalations and its case. */
const storedTexts = `
  SELECT t.id, encode(s.salt, 'hex') AS salt, t.body
  FROM complaints.published_texts t JOIN complaints.published_salts s ON s.id = t.id
  WHERE t.id = ANY ($1)
  UNION ALL SELECT id, encode(salt, 'hex'), body FROM escalation.published_texts WHERE id = ANY ($1)
  UNION ALL SELECT id, encode(salt, 'hex'), body FROM ombudsman.texts WHERE id = ANY ($1)`;

/** PostgreSQL implementation of `Dossiers`. It reads each dossier from one snapshot. */
@Injectable()
export class PgDossiers extends Dossiers {
  constructor(
    private readonly database: Database,
    private readonly register: CaseRegister,
  ) {
    super();
  }

  of(id: string, reader: Actor): Promise<Dossier> {
    return this.database.transaction(async () => {
      await this.database.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const caseView = await this.register.one(reader, id);
      const entries = await this.entries(caseView.complaintId);
      return withHash({
        case: withLegalBasis(caseView),
        complaint: await this.complaint(caseView.complaintId, reader),
        answers: answersOf(entries),
        texts: textsOf(entries, await this.texts(entries)),
        clocks: await this.clocks(caseView.complaintId, entries),
        escalations: await this.escalations(caseView.complaintId),
        timeline: entries.map(timelineItem),
        isWhole: isComplete(entries, await this.lastSequences(caseView.complaintId)),
      });
    });
  }

  private async entries(complaintId: string): Promise<readonly Entry[]> {
    const rows = await this.database.sql<{ position: number; leaf: string; leaf_hash: string }>(
      'SELECT position, leaf, leaf_hash FROM audit.referred_entries WHERE subject = $1 ORDER BY position',
      [complaintId],
    );
    return rows.map(row => ({
      position: row.position,
      event: JSON.parse(row.leaf) as LoggedEvent,
      leafHash: row.leaf_hash,
    }));
  }

  private async texts(entries: readonly Entry[]): Promise<ReadonlyMap<string, StoredText>> {
    const rows = await this.database.sql<StoredText & { readonly [column: string]: unknown; readonly id: string }>(
      storedTexts,
      [entries.flatMap(({ event }) => refsIn(event).map(({ textId }) => textId))],
    );
    return new Map(rows.map(({ id, salt, body }) => [id, { salt, body }]));
  }

  /** Omits fields that change with time, because identical dossiers must have the same hash. */
  private async complaint(complaintId: string, reader: Actor): Promise<object> {
    const view = await complaintView(this.database, complaintId, reader);
    const [row] = await this.database.sql<{ ref: string | null }>(
      'SELECT complainant_ref AS ref FROM complaints.published_complaints WHERE id = $1',
      [complaintId],
    );
    if (!view) throw unknownCase();
    const { clocks: _clocks, clocksAsOf: _asOf, dueAt: _due, allowedActions: _acts, ...facts } = view;
    const ref = row!.ref;
    return {
      ...facts,
      complainant: { ref, disclosure: ref === null ? null : `/v1/complaints/${complaintId}/identity-disclosure` },
    };
  }

  private async clocks(complaintId: string, entries: readonly Entry[]): Promise<readonly object[]> {
    const rows = await this.database.sql<DossierClockRow>(
      `SELECT id, name, cycle, n, status, runs_for, office, classification, max_level, escalation_id, started_at,
         due_at, paused_at, met_at, breached_at, stopped_at, ended_at,
         policy_version, calendar_version, provisional, basis
       FROM sla.published_clocks
       WHERE complaint_id = $1
       ORDER BY started_at, id`,
      [complaintId],
    );
    const pauses = pausesOf(entries);
    return rows.map(row => {
      const { remaining: _remaining, ...clock } = clockOf({ ...row, remaining_ms: null });
      return {
        ...clock,
        n: row['n'],
        runsFor: row['runs_for'],
        office: row['office'],
        classification: row['classification'],
        maxLevel: row['max_level'],
        escalationId: row['escalation_id'],
        metAt: row['met_at'],
        breachedAt: row['breached_at'],
        stoppedAt: row['stopped_at'],
        endedAt: row['ended_at'],
        pauses: pauses.get(row.id) ?? [],
      };
    });
  }

  private async escalations(complaintId: string): Promise<readonly object[]> {
    return this.database.sql(
      `SELECT e.id, e.clock_id AS "clockId", e.clock, e.level, e.cycle, e.target, e.target_missing AS "targetMissing",
         e.office, e.reason,
         (SELECT t.body FROM escalation.published_texts t
          WHERE t.escalation_id = e.id AND t.field = 'escalation.reason') AS explanation,
         e.status, e.raised_at AS "raisedAt", e.acknowledged_at AS "acknowledgedAt", e.ended_at AS "endedAt",
         e.end_reason AS "endReason", e.referral_offered_at AS "referralOfferedAt"
       FROM escalation.published_escalations e
       WHERE e.complaint_id = $1
       ORDER BY e.raised_at, e.id`,
      [complaintId],
    );
  }

  /** Returns the number of events that each source has published about the complaint. */
  private async lastSequences(complaintId: string): Promise<ReadonlyMap<EventSource, number>> {
    const rows = await this.database.sql<{ source: EventSource; sequence: number }>(
      `SELECT 'complaints' AS source, sequence FROM complaints.published_complaints WHERE id = $1
       UNION ALL SELECT 'sla', sequence FROM sla.published_heads WHERE complaint_id = $1
       UNION ALL SELECT 'escalation', sequence FROM escalation.published_heads WHERE complaint_id = $1
       UNION ALL SELECT 'ombudsman', sequence FROM ombudsman.heads WHERE complaint_id = $1`,
      [complaintId],
    );
    return new Map(rows.map(({ source, sequence }) => [source, sequence]));
  }
}

/** Adds the legal basis of each ground. The dossier is a record, so it omits the transitions allowed now. */
const withLegalBasis = ({ allowedTransitions: _omitted, ...facts }: CaseView): object => ({
  ...facts,
  stages: facts.stages.map(reached => ({ ...reached, basis: reached.ground && basisOf[reached.ground] })),
});

/** Entry in the format of the audit log, plus the envelope. The leaf is the canonical JSON of `{data, envelope}`. */
const timelineItem = ({ position, leafHash, event: { envelope, data } }: Entry): object => ({
  position,
  at: envelope.time,
  type: envelope.type,
  source: envelope.source,
  sequence: envelope.sequence,
  actor: { role: envelope.actorrole, ref: envelope.actorref, office: envelope.actoroffice ?? null },
  data,
  envelope,
  leafHash,
});

/** Adds the hash of all other fields: hex SHA-256 of the canonical JSON (RFC 8785). */
const withHash = (parts: object): Dossier => {
  const dossier = JSON.parse(JSON.stringify(parts)) as object; // dates as strings, as in the response
  return { ...dossier, hash: createHash('sha256').update(canonicalize(dossier)!, 'utf8').digest('hex') };
};
