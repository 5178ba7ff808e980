import type { Database } from '@tuntas/database';
import type { Delivery } from './event-log.js';

const firstRetryMs = 100;
const longestRetryMs = 60_000;
/** About 15 minutes of retries; after that an operator has to act. */
const attemptsBeforeGivingUp = 20;

/** Failed events of one consumer, and later events of the same subject that wait for them. */
export class ParkedEvents {
  constructor(
    private readonly consumer: string,
    private readonly database: Database,
  ) {}

  /** @returns those of the given subjects that have a parked event */
  async blocked(subjects: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.sql<{ subject: string }>(
      'SELECT DISTINCT subject FROM eventlog.parked WHERE consumer = $1 AND subject = ANY($2)',
      [this.consumer, subjects],
    );
    return new Set(rows.map(row => row.subject));
  }

  /** Parks an event for a retry, in the order of its subject. */
  async park(delivery: Delivery, reason: string): Promise<void> {
    await this.database.run(
      `INSERT INTO eventlog.parked (consumer, event_id, position, subject, type, envelope, data, reason, retry_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + $9 * interval '1 millisecond')
       ON CONFLICT DO NOTHING`,
      [
        this.consumer,
        delivery.eventId,
        delivery.position,
        delivery.subject,
        delivery.type,
        delivery.envelope,
        delivery.data,
        reason,
        firstRetryMs,
      ],
    );
  }

  /** Whether an event is due for a retry. A read without locks, since there is almost never one. */
  async hasDue(): Promise<boolean> {
    const [row] = await this.database.sql<{ any: boolean }>(
      'SELECT EXISTS (SELECT FROM eventlog.parked WHERE consumer = $1 AND retry_at <= clock_timestamp()) AS any',
      [this.consumer],
    );
    return row!.any;
  }

  /** Locks the oldest parked event of a subject that is due. @returns undefined if there is none */
  async lockNext(): Promise<(Delivery & { attempts: number }) | undefined> {
    const [row] = await this.database.sql<Delivery & { attempts: number; [column: string]: unknown }>(
      `SELECT position, event_id AS "eventId", subject, type, envelope, data, attempts
       FROM eventlog.parked AS oldest
       WHERE consumer = $1
         AND retry_at <= clock_timestamp()
         AND NOT EXISTS (
           SELECT FROM eventlog.parked AS earlier
           WHERE earlier.consumer = $1 AND earlier.subject = oldest.subject AND earlier.position < oldest.position)
       ORDER BY retry_at
       LIMIT 1
       FOR UPDATE SKIP LOCKED`,
      [this.consumer],
    );
    return row;
  }

  async remove(eventId: string): Promise<void> {
    await this.database.run('DELETE FROM eventlog.parked WHERE consumer = $1 AND event_id = $2', [
      this.consumer,
      eventId,
    ]);
  }

  async reschedule(delivery: { eventId: string; attempts: number }, reason: string): Promise<void> {
    const attempts = delivery.attempts + 1;
    const retryMs = attempts >= attemptsBeforeGivingUp ? null : Math.min(longestRetryMs, firstRetryMs * 2 ** attempts);
    await this.database.run(
      `UPDATE eventlog.parked
       SET attempts = $3, reason = $4, retry_at = clock_timestamp() + $5::bigint * interval '1 millisecond'
       WHERE consumer = $1 AND event_id = $2`,
      [this.consumer, delivery.eventId, attempts, reason, retryMs],
    );
  }
}
