import type { Database } from '@tuntas/database';

/** One event as the log delivers it, not yet decoded. An event that cannot be decoded is parked, not lost. */
export interface Delivery {
  /** Position in the log: increases within a subject; in the PostgreSQL log over all subjects. */
  readonly position: number;
  /** Absent in a log without partitions. */
  readonly partition?: number;
  readonly eventId: string;
  readonly subject: string;
  readonly type: string;
  readonly envelope: string;
  readonly data: string;
}

/** A batch of events in log order. */
export interface Batch {
  readonly deliveries: readonly Delivery[];
  /**
   * Commits that everything up to and including this position has taken effect. Call it in the transaction of the
   * effect, or in one that commits after it.
   * @throws PositionLost if another instance has advanced the position meanwhile; the transaction must roll back
   */
  commitOffset(position: number): Promise<void>;
}

/** Another instance of the same consumer has advanced the position. No event is lost. */
export class PositionLost extends Error {}

/** The log is not reachable. The log reports each outage once itself. Events wait in the outbox meanwhile. */
export class EventLogUnavailable extends Error {}

export interface Subscription {
  /** Resolves when the current batch has ended. Idempotent. */
  close(): Promise<void>;
}

/** The log of all domain events, ordered per subject. Services do not depend on the implementation. */
export abstract class EventLog {
  /** The messaging system, named as in OpenTelemetry. */
  readonly system: string = 'postgresql';

  /** Moves visible outbox rows into the log, in order, if this process is the leader. @returns the number moved */
  abstract relay(): Promise<number>;

  /**
   * Delivers every event after the consumer's stored position, at least once and in order per subject. A batch is
   * delivered again if its handler throws.
   * @param database the consumer's database, which stores its position
   */
  abstract subscribe(
    consumer: string,
    database: Database,
    handle: (batch: Batch) => Promise<void>,
  ): Promise<Subscription>;

  /** Whether this process is the leader of the relay, as of its last check. */
  abstract isLeader(): boolean;

  /** Whether events can be published and consumed now. Never rejects. */
  abstract isReachable(): Promise<boolean>;

  /** Releases the resources of the relay. Close subscriptions before. Idempotent. */
  async close(): Promise<void> {}

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/** The part of the log that a consumer uses. */
export type ConsumedLog = Pick<EventLog, 'subscribe' | 'system'>;
