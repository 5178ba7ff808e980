import type { Database } from '@tuntas/database';

/** One event as the log delivers it, not yet decoded: what cannot be decoded is parked, not lost. */
export interface Delivery {
  /** Where it lies: grows within a subject, on the Postgres log over all. */
  readonly position: number;
  /** Of a log that has several. */
  readonly partition?: number;
  readonly eventId: string;
  readonly subject: string;
  readonly type: string;
  readonly envelope: string;
  readonly data: string;
}

/** Some events in order. */
export interface Batch {
  readonly deliveries: readonly Delivery[];
  /**
   * Says that everything up to and with this position has taken effect; called inside the transaction of the effect, or
   * in one that commits after it.
   * @throws PositionLost when another instance went on meanwhile: the transaction must roll back
   */
  commitOffset(position: number): Promise<void>;
}

/** Another instance of the same consumer was quicker; nothing is lost. */
export class PositionLost extends Error {}

/** The log cannot be reached. It reports its outages itself, once each; events wait in the outbox meanwhile. */
export class EventLogUnavailable extends Error {}

export interface Subscription {
  /** Resolves when the batch in progress has ended. Idempotent. */
  close(): Promise<void>;
}

/** The log of everything that happened, in order per subject. Services never learn which kind they run on. */
export abstract class EventLog {
  /** What it lies in, as OpenTelemetry names it. */
  readonly system: string = 'postgresql';

  /** Moves visible outbox rows into the log, in order, if this process leads. @returns how many were moved */
  abstract relay(): Promise<number>;

  /**
   * Delivers every event from the consumer's stored position on, at least once and in order per subject. A batch whose
   * handler throws is delivered again.
   * @param database the consumer's own, where its position may be kept
   */
  abstract subscribe(
    consumer: string,
    database: Database,
    handle: (batch: Batch) => Promise<void>,
  ): Promise<Subscription>;

  /** Whether this process has the lead of the relay, as far as it knows. */
  abstract leads(): boolean;

  /** Whether events can be told and heard at this moment. Never rejects. */
  abstract answers(): Promise<boolean>;

  /** Lets go of whatever the relay holds; subscriptions are closed before. Idempotent. */
  async close(): Promise<void> {}

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/** The log as a consumer knows it. */
export type ConsumedLog = Pick<EventLog, 'subscribe' | 'system'>;
