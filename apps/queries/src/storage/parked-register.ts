import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { StoredResponses } from '@tuntas/eventlog';
import { DomainError, type Actor, type IdempotentRequest, type HttpResponse } from '@tuntas/kernel';

/** Key of a parked event. One event may be parked for several consumers. */
export interface ParkedEventKey {
  readonly consumer: string;
  readonly eventId: string;
}
/** Event that a consumer failed to process, without its payload, which may contain anything. */
export interface ParkedEvent extends ParkedEventKey {
  readonly [column: string]: unknown;
  readonly type: string;
  readonly subject: string;
  /** Kind and code of the error. */
  readonly reason: string;
  readonly attempts: number;
  /** Real time, like `retryAt`. */
  readonly parkedAt: Date;
  /** Time of the next retry; null if the retries are exhausted and only a replay can process the event. */
  readonly retryAt: Date | null;
}
export interface ParkedFilter {
  readonly consumer?: readonly string[] | undefined;
}

const columns = `p.consumer, p.event_id AS "eventId", p.type, p.subject, p.reason, p.attempts,
  p.parked_at AS "parkedAt", p.retry_at AS "retryAt"`;
const filtered = 'FROM eventlog.parked p WHERE ($1::text[] IS NULL OR p.consumer = ANY ($1))';

/** List of parked events, for administrators. */
@Injectable()
export class ParkedRegister {
  constructor(
    private readonly database: Database,
    private readonly responses: StoredResponses,
  ) {}

  /**
   * Lists parked events by consumer and id. The order of the ids is the order in which the events occurred.
   * @param after key of the last event of the previous page
   * @returns at most `limit` events
   */
  list({ consumer }: ParkedFilter, after: ParkedEventKey | undefined, limit: number): Promise<readonly ParkedEvent[]> {
    return this.database.sql<ParkedEvent>(
      `SELECT ${columns} ${filtered}
         AND ($2::text IS NULL OR (p.consumer, p.event_id) > ($2, $3::uuid))
       ORDER BY p.consumer, p.event_id LIMIT $4`,
      [consumer, after?.consumer, after?.eventId, limit],
    );
  }

  async count({ consumer }: ParkedFilter): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>(`SELECT count(*) AS count ${filtered}`, [consumer]);
    return row!.count;
  }

  /**
   * Schedules an immediate retry. Earlier parked events of the same subject are processed first.
   * @throws DomainError not-found `parked-event.unknown`
   */
  replay(
    { consumer, eventId }: ParkedEventKey,
    { by, retry }: { readonly by: Actor; readonly retry: IdempotentRequest },
  ): Promise<HttpResponse> {
    return this.database.transaction(
      () =>
        this.responses.once(retry, async () => {
          const [event] = await this.database.sql<ParkedEvent>(
            `UPDATE eventlog.parked p SET retry_at = least(p.retry_at, clock_timestamp())
             WHERE p.consumer = $1 AND p.event_id = $2
             RETURNING ${columns}`,
            [consumer, eventId],
          );
          if (!event) throw new DomainError('not-found', 'parked-event.unknown', 'no such parked event');
          return { body: event };
        }),
      by,
    );
  }
}
