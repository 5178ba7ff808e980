import { messages } from '@tuntas/complaint/storage';
import type { Database, StoredRow } from '@tuntas/database';
import type { NextStep } from '../domain/delivery.js';
import { MessageQueue, type ClaimedMessage, type SentChannel, type Waiting } from '../use-cases/message-ports.js';

const claimed = messages.only('id', 'language', 'attempts');

/**
 * The literal conditions match the partial index; `now()` is stable, so the index can be used. A date in a message is
 * that of a clock, which the sla service starts shortly after the decision; after one minute the message is sent
 * without it. The CTE is materialized: a subquery that a join evaluates again would skip the rows that it has just
 * locked, and claim more than the limit.
 */
const claim = `
  WITH due AS MATERIALIZED (
    SELECT id FROM complaints.messages d
    WHERE status = 'pending' AND channel <> 'print' AND channel = $1 AND next_attempt_at <= now()
      AND (facts ->> 'clock' IS NULL OR attempts > 0 OR next_attempt_at < now() - interval '1 minute'
        OR EXISTS (SELECT FROM sla.published_heads h
                   WHERE h.complaint_id = d.complaint_id AND h.reconciled_at >= d.decided_at))
    ORDER BY next_attempt_at
    LIMIT $2
    FOR UPDATE SKIP LOCKED)
  UPDATE complaints.messages m
  SET attempts = m.attempts + 1, next_attempt_at = clock_timestamp() + $3 * interval '1 millisecond'
  FROM due, complaints.complaints c
  WHERE m.id = due.id AND c.id = m.complaint_id
  RETURNING ${claimed.columns('m')}, c.complainant_ref`;

/** Marks a message as delivered, even if the lease has expired. */
const markDelivered = `
  UPDATE complaints.messages SET status = 'delivered', problem = NULL, settled_at = clock.now()
  WHERE id = $1 AND status = 'pending'`;
/** A failure is recorded only by the current lease holder, i.e. if no later attempt has started. */
const heldLease = `id = $1 AND status = 'pending' AND attempts = $2`;
const scheduleRetry = `
  UPDATE complaints.messages SET problem = $3, next_attempt_at = clock_timestamp() + $4 * interval '1 millisecond'
  WHERE ${heldLease}`;
/**
 * Marks a message as failed and replaces it with a printed one, at the counter where the complaint was lodged or at any
 * counter. The occasion of the printed message makes it unique. It keeps `decided_at`, so it has the same content.
 */
const markFailed = `
  WITH failed AS (
    UPDATE complaints.messages SET status = 'failed', problem = $3, settled_at = clock.now()
    WHERE ${heldLease}
    RETURNING *)
  ${messages.insertSelect({
    id: '$4',
    complaintId: 'f.complaint_id',
    template: 'f.template',
    occasion: `f.occasion || ':paper'`,
    language: 'f.language',
    channel: `'print'`,
    counter: 'c.counter',
    facts: 'f.facts',
    textIds: 'f.text_ids',
    decidedAt: 'f.decided_at',
    status: `'pending'`,
  })}
  FROM failed f JOIN complaints.complaints c ON c.id = f.complaint_id
  WHERE $5
  ON CONFLICT (complaint_id, occasion) DO NOTHING`;

const waiting = `
  SELECT channel, status, coalesce(m.count, 0) AS count,
    coalesce(greatest(0, extract(epoch FROM clock.now() - m.oldest_at)), 0)::float8 AS "oldestSeconds"
  FROM unnest(ARRAY['email', 'sms', 'print']) channel
    CROSS JOIN unnest(ARRAY['pending', 'failed']) status
    LEFT JOIN (SELECT channel, status, count(*), min(decided_at) AS oldest_at
               FROM complaints.messages
               WHERE status IN ('pending', 'failed')
               GROUP BY channel, status) m USING (channel, status)
  ORDER BY channel, status`;

/**
 * The message queue on PostgreSQL. Leases and retries use real time; `settled_at` is business time.
 */
export class PgMessageQueue extends MessageQueue {
  constructor(
    private readonly database: Database,
    private readonly leaseMs: number,
  ) {
    super();
  }

  async claim(channel: SentChannel, limit: number): Promise<readonly ClaimedMessage[]> {
    const rows = await this.database.sql<StoredRow & { readonly complainant_ref: string | null }>(claim, [
      channel,
      limit,
      this.leaseMs,
    ]);
    return rows.map(row => ({ ...claimed.fromRow(row), channel, complainantRef: row.complainant_ref }));
  }

  async record({ id, attempts }: ClaimedMessage, step: NextStep, paperId: string): Promise<void> {
    if (step.status === 'delivered') await this.database.run(markDelivered, [id]);
    else if (step.status === 'pending')
      await this.database.run(scheduleRetry, [id, attempts, step.problem, step.retryAfterMs]);
    else await this.database.run(markFailed, [id, attempts, step.problem, paperId, step.onPaper]);
  }

  async waiting(): Promise<readonly Waiting[]> {
    return this.database.sql<Waiting & { [column: string]: unknown }>(waiting);
  }
}
