import { historyOf, type ComplaintRow } from '@tuntas/complaint/storage';
import type { Database } from '@tuntas/database';
import { withSequence, type Outbox } from '@tuntas/eventlog';
import { systemActor } from '@tuntas/kernel';
import type { PublishedEscalation, StoredClock } from '../domain/index.js';
import {
  ClockBook,
  type EscalationsOfComplaint,
  type ClockStream,
  type StreamChange,
  type PublishedHistory,
} from '../use-cases/ports.js';
import { inTraceOfClock, traceOfStart } from './clock-traces.js';
import { rowOf, storedClockOf, upsertClocks, type ClockRow } from './clock-row.js';

/**
 * How long a complaint that is being decided is postponed, in ms of real time, so that blocked streams do not fill
 * every batch.
 */
const postponeMs = 100;

interface StreamRow {
  readonly complaint_id: string;
  readonly sequence: number;
  readonly settled_until: Date | number;
}
const streamOf = (row: StreamRow): ClockStream => ({
  complaintId: row.complaint_id,
  sequence: row.sequence,
  settledUntil: row.settled_until instanceof Date ? row.settled_until : null,
});
const published = 'id, version, is_anonymous, decided_at, history';
const by = systemActor('sla');

/** The clocks on PostgreSQL. */
export class PgClockBook extends ClockBook {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.database.transaction(work, by);
  }

  async createStreams(ids: readonly string[]): Promise<void> {
    const missing = await this.database.sql<{ id: string }>(
      `SELECT id FROM unnest($1::uuid[]) AS id
       WHERE NOT EXISTS (SELECT FROM sla.heads WHERE complaint_id = id)
       ORDER BY id`,
      [ids],
    );
    if (missing.length === 0) return;
    await this.database.separateTransaction(() =>
      this.database.run('INSERT INTO sla.heads (complaint_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING', [
        missing.map(row => row.id),
      ]),
    );
  }

  async lockStreams(ids: readonly string[]): Promise<readonly ClockStream[]> {
    const rows = await this.database.sql<StreamRow & { [column: string]: unknown }>(
      `SELECT complaint_id, sequence, settled_until FROM sla.heads
       WHERE complaint_id = ANY($1) ORDER BY complaint_id FOR UPDATE`,
      [ids],
    );
    return rows.map(streamOf);
  }

  async anyDue(): Promise<boolean> {
    const [row] = await this.database.sql<{ any: boolean }>(
      `SELECT EXISTS (
         SELECT FROM sla.heads
         WHERE next_due <= (SELECT clock.now()) AND (postponed_until IS NULL OR postponed_until <= clock_timestamp())
       ) AS any`,
    );
    return row!.any;
  }

  async claimDue(now: Date, limit: number): Promise<readonly ClockStream[]> {
    const rows = await this.database.sql<StreamRow & { [column: string]: unknown }>(
      `SELECT complaint_id, sequence, settled_until FROM sla.heads
       WHERE next_due <= $1 AND (postponed_until IS NULL OR postponed_until <= clock_timestamp())
       ORDER BY next_due LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [now, limit],
    );
    return rows.map(streamOf);
  }

  async postpone(ids: readonly string[]): Promise<void> {
    await this.database.run(
      `UPDATE sla.heads
       SET postponed_until = clock_timestamp() + interval '${postponeMs} milliseconds'
       WHERE complaint_id = ANY($1)`,
      [ids],
    );
  }

  histories(ids: readonly string[]): Promise<ReadonlyMap<string, PublishedHistory>> {
    return this.read(`SELECT ${published} FROM complaints.published_complaints WHERE id = ANY($1)`, ids);
  }

  settledHistories(ids: readonly string[]): Promise<ReadonlyMap<string, PublishedHistory>> {
    return this.read(`SELECT ${published} FROM complaints.settled_history($1)`, ids);
  }

  async escalations(ids: readonly string[]): Promise<ReadonlyMap<string, EscalationsOfComplaint>> {
    const streams = await this.database.sql<{ complaint_id: string; sequence: number }>(
      'SELECT complaint_id, sequence FROM escalation.published_heads WHERE complaint_id = ANY($1)',
      [ids],
    );
    const rows = await this.database.sql<{
      complaint_id: string;
      id: string;
      clock_id: string | null;
      level: number;
      raised_at: Date;
      office: string | null;
      target: string;
      next_after_working_days: number | null;
    }>(
      `SELECT complaint_id, id, clock_id, level, raised_at, office, target, next_after_working_days
       FROM escalation.published_escalations WHERE complaint_id = ANY($1)`,
      [ids],
    );
    const found = new Map(
      streams.map(({ complaint_id: id, sequence }) => [id, { sequence, escalations: [] as PublishedEscalation[] }]),
    );
    for (const row of rows)
      found.get(row.complaint_id)?.escalations.push({
        id: row.id,
        clockId: row.clock_id,
        level: row.level,
        raisedAt: row.raised_at,
        afterWorkingDays: row.next_after_working_days,
        // The holder's calendar applies: the office's at level 1, else the tenant's.
        office: row.target === 'office_head' ? row.office : null,
      });
    return found;
  }

  async clocks(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredClock[]>> {
    const rows = await this.database.sql<ClockRow>(
      'SELECT * FROM sla.clocks WHERE complaint_id = ANY($1) ORDER BY started_at, id',
      [ids],
    );
    const found = new Map<string, StoredClock[]>();
    for (const row of rows) found.set(row.complaint_id, [...(found.get(row.complaint_id) ?? []), storedClockOf(row)]);
    return found;
  }

  async write(changes: readonly StreamChange[], time: Date): Promise<void> {
    const rows = changes.flatMap(({ stream, rows: changed, cause }) =>
      changed.map(row => rowOf(stream.complaintId, row, traceOfStart(cause.traceparent), time)),
    );
    const written =
      rows.length > 0
        ? await this.database.sql<{ id: string; traceparent: string | null }>(upsertClocks, [JSON.stringify(rows)])
        : [];
    await this.database.run(
      `UPDATE sla.heads AS h
       SET sequence = c.sequence, settled_until = greatest(h.settled_until, c.settled_until), next_due = c.next_due,
         postponed_until = NULL, seen_version = c.seen_version, seen_escalation = c.seen_escalation, reconciled_at = $2
       FROM jsonb_to_recordset($1::jsonb) AS c (
         complaint_id uuid, sequence bigint, settled_until timestamptz, next_due timestamptz, seen_version integer,
         seen_escalation bigint)
       WHERE h.complaint_id = c.complaint_id`,
      [
        JSON.stringify(
          changes.map(change => ({
            complaint_id: change.stream.complaintId,
            sequence: change.stream.sequence + change.events.length,
            settled_until: change.settledUntil,
            next_due: change.nextDue,
            seen_version: change.seenVersion,
            seen_escalation: change.seenEscalation,
          })),
        ),
        time,
      ],
    );
    const outgoing = changes.flatMap(({ stream, events, cause }) =>
      withSequence(stream.sequence, events, { subject: stream.complaintId, time, actor: by, cause }),
    );
    const { events, spans } = inTraceOfClock(
      outgoing,
      new Map(written.map(({ id, traceparent }) => [id, traceparent])),
    );
    await this.outbox.append(events);
    this.database.afterCommit(() => {
      for (const span of spans) span.end();
    });
  }

  async behind(after: string, limit: number): Promise<readonly string[]> {
    const rows = await this.database.sql<{ id: string }>(
      `SELECT c.id FROM complaints.published_complaints c
       LEFT JOIN sla.heads h ON h.complaint_id = c.id
       LEFT JOIN escalation.published_heads e ON e.complaint_id = c.id
       WHERE c.id > $1
         AND (h.complaint_id IS NULL OR h.seen_version < c.version OR h.seen_escalation < coalesce(e.sequence, 0))
       ORDER BY c.id LIMIT $2`,
      [after, limit],
    );
    return rows.map(row => row.id);
  }

  /** Whether a decree may still change the due instant of a running clock. */
  async anyProvisional(): Promise<boolean> {
    const [row] = await this.database.sql<{ any: boolean }>(
      `SELECT EXISTS (SELECT FROM sla.clocks WHERE provisional AND status = 'running') AS any`,
    );
    return row!.any;
  }

  private async read(statement: string, ids: readonly string[]): Promise<ReadonlyMap<string, PublishedHistory>> {
    const rows = await this.database.sql<ComplaintRow & { version: number; is_anonymous: boolean }>(statement, [ids]);
    return new Map(
      rows.map(row => [
        row.id,
        {
          complaint: {
            id: row.id,
            version: row.version,
            isAnonymous: row.is_anonymous,
            history: historyOf(row.history),
          },
          decidedAt: row.decided_at,
        },
      ]),
    );
  }
}
