import type { Database } from '@tuntas/database';
import type { StoredResponses } from '@tuntas/eventlog';
import { DomainError, type Actor, type IdempotentRequest, type HttpResponse } from '@tuntas/kernel';

/** Which parked event: one event may be parked for several consumers. */
export interface ParkedPlace {
  readonly consumer: string;
  readonly eventId: string;
}
/** An event that a consumer could not take in; never what the event says, which could be anything. */
export interface ParkedEvent extends ParkedPlace {
  readonly [column: string]: unknown;
  readonly type: string;
  readonly subject: string;
  /** The kind and code of the error. */
  readonly reason: string;
  readonly attempts: number;
  /** Real time, as is `retryAt`. */
  readonly parkedAt: Date;
  /** Null: given up, waits for a replay. */
  readonly retryAt: Date | null;
}
export interface ParkedFilter {
  readonly consumer?: readonly string[] | undefined;
}

const shown = `p.consumer, p.event_id AS "eventId", p.type, p.subject, p.reason, p.attempts, p.parked_at AS "parkedAt", p.retry_at AS "retryAt"`;
const filtered = 'FROM eventlog.parked p WHERE ($1::text[] IS NULL OR p.consumer = ANY ($1))';

/** What the consumers have put aside, for those who look after the system. */
export class ParkedRegister {
  constructor(
    private readonly database: Database,
    private readonly kept: StoredResponses,
  ) {}

  /** By consumer, and there by id, which is in the order of happening. @returns at most `limit` */
  list({ consumer }: ParkedFilter, after: ParkedPlace | undefined, limit: number): Promise<readonly ParkedEvent[]> {
    return this.database.sql<ParkedEvent>(
      `SELECT ${shown} ${filtered} AND ($2::text IS NULL OR (p.consumer, p.event_id) > ($2, $3::uuid)) ORDER BY p.consumer, p.event_id LIMIT $4`,
      [consumer, after?.consumer, after?.eventId, limit],
    );
  }

  async count({ consumer }: ParkedFilter): Promise<number> {
    const [row] = await this.database.sql<{ count: number }>(`SELECT count(*) AS count ${filtered}`, [consumer]);
    return row!.count;
  }

  /**
   * Has its consumer try it at once, or as soon as nothing earlier of its subject is parked.
   * @throws DomainError not-found `parked-event.unknown`
   */
  replay(
    { consumer, eventId }: ParkedPlace,
    { by, retry }: { readonly by: Actor; readonly retry: IdempotentRequest },
  ): Promise<HttpResponse> {
    return this.database.transaction(
      () =>
        this.kept.once(retry, async () => {
          const [event] = await this.database.sql<ParkedEvent>(
            `UPDATE eventlog.parked p SET retry_at = least(p.retry_at, clock_timestamp()) WHERE p.consumer = $1 AND p.event_id = $2 RETURNING ${shown}`,
            [consumer, eventId],
          );
          if (!event) throw new DomainError('not-found', 'parked-event.unknown', 'no such parked event');
          return { body: event };
        }),
      by,
    );
  }
}
