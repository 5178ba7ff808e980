import { complaints } from '@tuntas/complaint/storage';
import type { Database } from '@tuntas/database';
import { inSequence, sequenceAfter, Streams, type Outbox } from '@tuntas/eventlog';
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
import { clockHeads, clocks, recordOf, storedClockOf, upsertClocks, type ClockHead } from './clock-table.js';

/**
 * How long a complaint that is being decided is postponed, in ms of real time, so that blocked streams do not fill
 * every batch.
 */
const postponeMs = 100;

const streamOf = ({ complaintId, sequence, settledUntil }: ClockHead): ClockStream => ({
  complaintId,
  sequence,
  settledUntil: settledUntil instanceof Date ? settledUntil : null,
});
const selectClocks = `
  SELECT ${clocks.columns()} FROM sla.clocks WHERE complaint_id = ANY($1) ORDER BY started_at, id`;
/** The earliest due streams that nobody holds. */
const claimDue = `
  SELECT ${clockHeads.columns()} FROM sla.heads
  WHERE next_due <= $1 AND (postponed_until IS NULL OR postponed_until <= clock_timestamp())
  ORDER BY next_due LIMIT $2 FOR UPDATE SKIP LOCKED`;
/** The columns of a published complaint that clocks are computed from. */
const histories = complaints.only('id', 'version', 'isAnonymous', 'decidedAt', 'history');
const by = systemActor('sla');

/** The clocks on PostgreSQL. */
export class PgClockBook extends ClockBook {
  private readonly streams: Streams<ClockHead>;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
    this.streams = new Streams(database, clockHeads, { settledUntil: 'greatest(h.settled_until, c.settled_until)' });
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
    await this.streams.create(missing.map(row => row.id));
  }

  async lockStreams(ids: readonly string[]): Promise<readonly ClockStream[]> {
    return (await this.streams.lock(ids)).map(streamOf);
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
    const rows = await this.database.sql(claimDue, [now, limit]);
    return rows.map(row => streamOf(clockHeads.fromRow(row)));
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
    return this.read(`SELECT ${histories.columns()} FROM complaints.published_complaints WHERE id = ANY($1)`, ids);
  }

  settledHistories(ids: readonly string[]): Promise<ReadonlyMap<string, PublishedHistory>> {
    return this.read(`SELECT ${histories.columns()} FROM complaints.settled_history($1)`, ids);
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
    const rows = await this.database.sql(selectClocks, [ids]);
    const found = new Map<string, StoredClock[]>();
    for (const { complaintId, ...clock } of rows.map(storedClockOf))
      found.set(complaintId, [...(found.get(complaintId) ?? []), clock]);
    return found;
  }

  async write(changes: readonly StreamChange[], time: Date): Promise<void> {
    const records = changes.flatMap(({ stream, rows, cause }) =>
      rows.map(row => recordOf(stream.complaintId, row, traceOfStart(cause.traceparent), time)),
    );
    const written =
      records.length > 0
        ? await this.database.sql<{ id: string; traceparent: string | null }>(upsertClocks, [clocks.json(records)])
        : [];
    await this.streams.advance(
      changes.map(({ stream, events, settledUntil, nextDue, seenVersion, seenEscalation }) => ({
        complaintId: stream.complaintId,
        sequence: sequenceAfter(stream, events),
        settledUntil,
        nextDue,
        postponedUntil: null,
        seenVersion,
        seenEscalation,
        reconciledAt: time,
      })),
    );
    const { events, spans } = inTraceOfClock(
      inSequence(changes, time, by),
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
    const rows = await this.database.sql(statement, [ids]);
    return new Map(
      rows
        .map(row => histories.fromRow(row))
        .map(({ decidedAt, ...complaint }) => [complaint.id, { complaint, decidedAt }]),
    );
  }
}
