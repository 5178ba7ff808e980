import { decode, decodeUnvalidated, type LoggedEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { systemActor, type Actor } from '@tuntas/kernel';
import { BackgroundLoop } from './background-loop.js';
import { BatchEffects } from './batch-effects.js';
import { PositionLost, type Batch, type Delivery, type ConsumedLog, type Subscription } from './event-log.js';
import { ConsumerSpans } from './consumer-spans.js';
import { ParkedEvents } from './parked-events.js';
import { forEachSubjectConcurrently } from './concurrent-subjects.js';
import { traceparentIn } from './traceparent.js';
import { reasonOf, TraceSpan } from './tracing.js';

/**
 * How a consumer processes its batches.
 * `deciding`: one transaction per event, several concurrently. A transaction per batch would deadlock, since it locks
 * one complaint while it waits for another.
 * `reconciling`: one transaction per batch.
 * `projecting`: one transaction per batch without an inbox; unique rows of the projection make it idempotent.
 * `recording`: as `projecting`, but events with malformed data are recorded too.
 */
export type ConsumerKind = 'deciding' | 'reconciling' | 'projecting' | 'recording';

export interface EventHandlers {
  handles(type: string): boolean;
  /** Calls the consumer's handler with one event. */
  handle(event: LoggedEvent, effects: BatchEffects<never>): Promise<void>;
  /** Calls the consumer to write the collected effects. */
  flush(effects: BatchEffects<never>): Promise<void>;
}

export interface ConsumerOptions {
  readonly name: string;
  readonly kind: ConsumerKind;
  readonly database: Database;
  readonly log: ConsumedLog;
  /** Called when an event was parked or a round failed. `what` contains no data of a complaint. */
  readonly onFailure: (what: string, error: unknown) => void;
}

const retryPollMs = 250;
/** A locked complaint must not delay the events of other complaints. */
const decidingLockTimeoutMs = 500;

/**
 * Delivers the events of the log to one consumer. Inbox claim and effect are one transaction. The offset is committed
 * in the same transaction or after it.
 */
export class ConsumerHost {
  private readonly parked: ParkedEvents;
  private readonly retries: BackgroundLoop;
  private readonly actor: Actor;
  private readonly decode: typeof decode;
  private readonly hasInbox: boolean;
  private subscription: Subscription | undefined;
  private stopping = false;

  constructor(
    private readonly options: ConsumerOptions,
    private readonly handlers: EventHandlers,
  ) {
    this.actor = systemActor(options.name);
    this.decode = options.kind === 'recording' ? decodeUnvalidated : decode;
    this.hasInbox = options.kind === 'deciding' || options.kind === 'reconciling';
    this.parked = new ParkedEvents(options.name, options.database);
    this.retries = new BackgroundLoop({
      round: () => this.retryOne(),
      pollMs: retryPollMs,
      failed: error => options.onFailure(`${options.name}: retry`, error),
    });
  }

  async start(): Promise<void> {
    this.stopping = false;
    this.subscription = await this.options.log.subscribe(this.options.name, this.options.database, batch =>
      this.handle(batch),
    );
    this.retries.start();
  }

  /** Stops after the transaction in flight. The rest of its batch is delivered again. Idempotent. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([this.subscription?.close(), this.retries.stop()]);
    this.subscription = undefined;
  }

  private async handle(batch: Batch): Promise<void> {
    if (this.options.kind === 'deciding') return this.decide(batch);
    try {
      return await this.transact(batch, batch.deliveries);
    } catch (error) {
      if (error instanceof PositionLost) throw error;
      if (batch.deliveries.length === 1 && (await this.parkFailed(batch, batch.deliveries[0]!, error))) return;
    }
    for (const part of this.oneByOne(batch.deliveries)) {
      if (this.stopping) return;
      try {
        await this.transact(batch, part);
      } catch (error) {
        if (error instanceof PositionLost) throw error;
        await this.parkFailed(batch, part.at(-1)!, error);
      }
    }
  }

  /**
   * Processes events of different subjects concurrently, each in its own transaction. An outer transaction locks the
   * offset and commits it up to the first event without effect. Later events that already took effect are delivered
   * again and skipped by the inbox.
   */
  private async decide({ deliveries, commitOffset }: Batch): Promise<void> {
    await this.inTransaction(async () => {
      await commitOffset(deliveries[0]!.position - 1);
      const firstPending = await forEachSubjectConcurrently(
        deliveries.filter(({ type }) => this.handlers.handles(type)),
        () => this.stopping,
        delivery => this.decideOne(delivery),
      );
      await commitOffset(firstPending === null ? deliveries.at(-1)!.position : firstPending.position - 1);
    });
  }

  private async decideOne(delivery: Delivery): Promise<void> {
    try {
      await this.withSpans(spans => this.inSeparateTransaction(() => this.applyUnlessBlocked([delivery], spans)));
    } catch (error) {
      await this.inSeparateTransaction(() => this.parked.park(delivery, reasonOf(error)));
      this.reportParked(delivery, error);
    }
  }

  /** Splits the batch so that each part ends with a handled event. Events without handler only move the offset. */
  private *oneByOne(deliveries: readonly Delivery[]): Generator<readonly Delivery[]> {
    let part: Delivery[] = [];
    for (const delivery of deliveries) {
      part.push(delivery);
      if (this.handlers.handles(delivery.type)) {
        yield part;
        part = [];
      }
    }
    if (part.length > 0) yield part;
  }

  private transact(batch: Batch, deliveries: readonly Delivery[]): Promise<void> {
    return this.withSpans(spans =>
      this.inTransaction(async () => {
        await batch.commitOffset(deliveries.at(-1)!.position);
        const handled = deliveries.filter(delivery => this.handlers.handles(delivery.type));
        if (handled.length > 0) await this.applyUnlessBlocked(handled, spans);
      }),
    );
  }

  /** Ends the consumer spans of a transaction when the transaction ends. */
  private async withSpans<T>(transaction: (spans: ConsumerSpans) => Promise<T>): Promise<T> {
    const spans = new ConsumerSpans(this.options.name, this.options.log);
    try {
      const result = await transaction(spans);
      spans.end();
      return result;
    } catch (error) {
      spans.fail(error);
      throw error;
    }
  }

  private async applyUnlessBlocked(deliveries: readonly Delivery[], spans: ConsumerSpans): Promise<void> {
    const blocked = await this.parked.blocked([...new Set(deliveries.map(delivery => delivery.subject))]);
    for (const delivery of deliveries)
      if (blocked.has(delivery.subject)) await this.parked.park(delivery, 'waits behind an earlier event');
    await this.apply(
      deliveries.filter(delivery => !blocked.has(delivery.subject)),
      spans,
    );
  }

  private inTransaction<T>(work: () => Promise<T>): Promise<T> {
    return this.options.database.transaction(work, this.actor, this.lockTimeoutMs);
  }

  private inSeparateTransaction<T>(work: () => Promise<T>): Promise<T> {
    return this.options.database.separateTransaction(work, this.actor, this.lockTimeoutMs);
  }

  private get lockTimeoutMs(): number | undefined {
    return this.options.kind === 'deciding' ? decidingLockTimeoutMs : undefined;
  }

  private async apply(deliveries: readonly Delivery[], spans: ConsumerSpans): Promise<void> {
    const fresh = await this.claim(deliveries);
    if (fresh.length === 0) return;
    const collected = new BatchEffects();
    for (const delivery of fresh) {
      const event = this.decode(delivery.envelope, delivery.data);
      await spans.process(event, delivery, () =>
        this.handlers.handle(withPosition(event, delivery.position), collected),
      );
    }
    await spans.flush(() => this.handlers.flush(collected));
  }

  /**
   * Inserts the events into the inbox.
   * @returns the events that have not taken effect before, each once, also if the batch contains it twice
   */
  private async claim(deliveries: readonly Delivery[]): Promise<readonly Delivery[]> {
    if (!this.hasInbox || deliveries.length === 0) return deliveries;
    const rows = await this.options.database.sql<{ event_id: string }>(
      `INSERT INTO eventlog.inbox (consumer, event_id)
       SELECT $1, unnest($2::uuid[])
       ON CONFLICT DO NOTHING
       RETURNING event_id`,
      [this.options.name, deliveries.map(delivery => delivery.eventId)],
    );
    const claimed = new Set(rows.map(row => row.event_id));
    return deliveries.filter(({ eventId }) => claimed.delete(eventId));
  }

  /**
   * Parks a failed event and commits the offset after it.
   * @throws if parking fails too; then the event is not the cause of the failure
   */
  private async parkFailed(batch: Batch, delivery: Delivery, error: unknown): Promise<true> {
    await this.inTransaction(async () => {
      await batch.commitOffset(delivery.position);
      await this.parked.park(delivery, reasonOf(error));
    });
    this.reportParked(delivery, error);
    return true;
  }

  private reportParked({ type, eventId, envelope }: Delivery, error: unknown): void {
    this.report(envelope, `${this.options.name}: parked ${type} ${eventId}`, error);
  }

  /** Reports within the event's trace, so that the log line has its trace id. */
  private report(envelope: string, what: string, error: unknown): void {
    TraceSpan.carrying(traceparentIn(envelope)).run(() => this.options.onFailure(what, error));
  }

  private async retryOne(): Promise<boolean> {
    if (!(await this.parked.hasDue())) return false;
    const { name } = this.options;
    let failing: (Delivery & { attempts: number }) | undefined;
    try {
      return await this.withSpans(spans =>
        this.inTransaction(async () => {
          const delivery = await this.parked.lockNext();
          if (!delivery) return false;
          failing = delivery;
          await this.parked.remove(delivery.eventId);
          await this.apply([delivery], spans);
          return true;
        }),
      );
    } catch (error) {
      if (!failing) throw error;
      await this.parked.reschedule(failing, reasonOf(error));
      this.report(failing.envelope, `${name}: still parked ${failing.type} ${failing.eventId}`, error);
      return true;
    }
  }
}

/** An event as a consumer receives it, with its position in the log. */
export type ConsumedEvent<E extends LoggedEvent = LoggedEvent> = E & { readonly position: number };
const withPosition = (event: LoggedEvent, position: number): ConsumedEvent => ({ ...event, position });
