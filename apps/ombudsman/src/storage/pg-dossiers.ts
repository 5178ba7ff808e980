import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { complaintView, clockOf, type ClockRow } from '@tuntas/complaint/view';
import type { EventSource, LoggedEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import type { Actor } from '@tuntas/kernel';
import { answersOf, basisOf, isWhole, pausesOf, refsIn, textsOf, type Entry, type KeptText } from '../domain/index.js';
import { Dossiers, type CaseRegister, type Dossier, type ShownCase } from '../use-cases/ports.js';
import { unknownCase } from './pg-case-register.js';

interface DossierClockRow extends Omit<ClockRow, 'remaining_ms'> {
  readonly [column: string]: unknown;
}

/** Every text of the complaint, of its escalations and of its case, that an event refers to. */
const keptTexts = `
  SELECT t.id, encode(s.salt, 'hex') AS salt, t.body FROM complaints.published_texts t JOIN complaints.published_salts s ON s.id = t.id WHERE t.id = ANY ($1)
  UNION ALL SELECT id, encode(salt, 'hex'), body FROM escalation.published_texts WHERE id = ANY ($1)
  UNION ALL SELECT id, encode(salt, 'hex'), body FROM ombudsman.texts WHERE id = ANY ($1)`;

/** Dossiers on PostgreSQL, each of one moment. */
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
      const shown = await this.register.one(reader, id);
      const entries = await this.entries(shown.complaintId);
      return sealed({
        case: caseWithGrounds(shown),
        complaint: await this.complaint(shown.complaintId, reader),
        answers: answersOf(entries),
        texts: textsOf(entries, await this.texts(entries)),
        clocks: await this.clocks(shown.complaintId, entries),
        escalations: await this.escalations(shown.complaintId),
        timeline: entries.map(timelineItem),
        isWhole: isWhole(entries, await this.lastSequences(shown.complaintId)),
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

  private async texts(entries: readonly Entry[]): Promise<ReadonlyMap<string, KeptText>> {
    const rows = await this.database.sql<KeptText & { readonly [column: string]: unknown; readonly id: string }>(
      keptTexts,
      [entries.flatMap(({ event }) => refsIn(event).map(({ textId }) => textId))],
    );
    return new Map(rows.map(({ id, salt, body }) => [id, { salt, body }]));
  }

  /** What changes by itself with time is not in it, or no two dossiers would be the same. */
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
      `SELECT id, name, cycle, n, status, runs_for, office, classification, max_level, escalation_id, started_at, due_at, paused_at, met_at, breached_at, stopped_at,
         ended_at, policy_version, calendar_version, provisional, basis
       FROM sla.published_clocks WHERE complaint_id = $1 ORDER BY started_at, id`,
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
      `SELECT e.id, e.clock_id AS "clockId", e.clock, e.level, e.cycle, e.target, e.target_missing AS "targetMissing", e.office, e.reason,
         (SELECT t.body FROM escalation.published_texts t WHERE t.escalation_id = e.id AND t.field = 'escalation.reason') AS explanation,
         e.status, e.raised_at AS "raisedAt", e.acknowledged_at AS "acknowledgedAt", e.ended_at AS "endedAt", e.end_reason AS "endReason",
         e.referral_offered_at AS "referralOfferedAt"
       FROM escalation.published_escalations e WHERE e.complaint_id = $1 ORDER BY e.raised_at, e.id`,
      [complaintId],
    );
  }

  /** How many events each source has told of the complaint. */
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

/** What a case may become is the matter of today's desk, not of the file. */
const caseWithGrounds = ({ allowedTransitions: _today, ...shown }: ShownCase): object => ({
  ...shown,
  stages: shown.stages.map(reached => ({ ...reached, basis: reached.ground && basisOf[reached.ground] })),
});

/** As the audit log shows it, and the envelope besides: the leaf is the canonical JSON of `{data, envelope}`. */
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

/** With the hash of all of it: hex SHA-256 of its canonical JSON (RFC 8785). */
const sealed = (parts: object): Dossier => {
  const dossier = JSON.parse(JSON.stringify(parts)) as object; // instants as the answer will have them
  return { ...dossier, hash: createHash('sha256').update(canonicalize(dossier)!, 'utf8').digest('hex') };
};
