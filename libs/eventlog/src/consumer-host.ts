import { decode, type LoggedEvent } from '@tuntas/contracts';
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
 * `deciding`: one transaction per event, since a batch that holds one complaint and wants another deadlocks; several at
 * a time. `reconciling`: one transaction per batch. `folding`: the same without an inbox; its own unique rows take its
 * place.
 */
export type ConsumerKind = 'deciding' | 'reconciling' | 'folding';

export interface EventHandlers {
  handles(type: string): boolean;
  /** Lets the consumer's handler see one event. */
  handle(event: LoggedEvent, effects: BatchEffects<never>): Promise<void>;
  /** Lets the consumer write what was collected. */
  flush(effects: BatchEffects<never>): Promise<void>;
}

export interface ConsumerOptions {
  readonly name: string;
  readonly kind: ConsumerKind;
  readonly database: Database;
  readonly log: ConsumedLog;
  /** Hears of an event that was parked, or of a round that failed. `what` holds no data of a complaint. */
  readonly failed: (what: string, error: unknown) => void;
}

const retryPollMs = 250;
/** One held complaint must not delay the events of others. */
const decidingLockTimeoutMs = 500;

/**
 * Brings the events of the log to one consumer: inbox claim and effect are one transaction, and the position moves with
 * it or after it.
 */
export class ConsumerHost {
  private readonly parked: ParkedEvents;
  private readonly retries: BackgroundLoop;
  private readonly actor: Actor;
  private subscription: Subscription | undefined;
  private stopping = false;

  constructor(
    private readonly options: ConsumerOptions,
    private readonly reactions: EventHandlers,
  ) {
    this.actor = systemActor(options.name);
    this.parked = new ParkedEvents(options.name, options.database);
    this.retries = new BackgroundLoop({
      round: () => this.retryOne(),
      pollMs: retryPollMs,
      failed: error => options.failed(`${options.name}: retry`, error),
    });
  }

  async start(): Promise<void> {
    this.stopping = false;
    this.subscription = await this.options.log.subscribe(this.options.name, this.options.database, batch =>
      this.handle(batch),
    );
    this.retries.start();
  }

  /** Ends with the transaction that is in flight; the rest of its batch is delivered again. Idempotent. */
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
   * Events of different subjects side by side, each in a transaction of its own. The place in the log is held meanwhile
   * and moves to where everything before has taken effect; what lies behind and was done is known to the inbox when it
   * is delivered again.
   */
  private async decide({ deliveries, commitOffset: settle }: Batch): Promise<void> {
    await this.inTransaction(async () => {
      await settle(deliveries[0]!.position - 1);
      const undone = await forEachSubjectConcurrently(
        deliveries.filter(({ type }) => this.reactions.handles(type)),
        () => this.stopping,
        delivery => this.decideOne(delivery),
      );
      await settle(undone === null ? deliveries.at(-1)!.position : undone.position - 1);
    });
  }

  private async decideOne(delivery: Delivery): Promise<void> {
    try {
      await this.hearing(hearing => this.apart(() => this.effectUnlessBlocked([delivery], hearing)));
    } catch (error) {
      await this.apart(() => this.parked.park(delivery, reasonOf(error)));
      this.reportParked(delivery, error);
    }
  }

  /** Each event that is heard ends a part; what nobody hears only moves the position. */
  private *oneByOne(deliveries: readonly Delivery[]): Generator<readonly Delivery[]> {
    let part: Delivery[] = [];
    for (const delivery of deliveries) {
      part.push(delivery);
      if (this.reactions.handles(delivery.type)) {
        yield part;
        part = [];
      }
    }
    if (part.length > 0) yield part;
  }

  private transact(batch: Batch, deliveries: readonly Delivery[]): Promise<void> {
    return this.hearing(hearing =>
      this.inTransaction(async () => {
        await batch.commitOffset(deliveries.at(-1)!.position);
        const heard = deliveries.filter(delivery => this.reactions.handles(delivery.type));
        if (heard.length > 0) await this.effectUnlessBlocked(heard, hearing);
      }),
    );
  }

  /** The spans of what a transaction hears end when it is over. */
  private async hearing<T>(transaction: (spans: ConsumerSpans) => Promise<T>): Promise<T> {
    const hearing = new ConsumerSpans(this.options.name, this.options.log);
    try {
      const result = await transaction(hearing);
      hearing.end();
      return result;
    } catch (error) {
      hearing.fail(error);
      throw error;
    }
  }

  private async effectUnlessBlocked(deliveries: readonly Delivery[], spans: ConsumerSpans): Promise<void> {
    const blocked = await this.parked.blocked([...new Set(deliveries.map(delivery => delivery.subject))]);
    for (const delivery of deliveries)
      if (blocked.has(delivery.subject)) await this.parked.park(delivery, 'waits behind an earlier event');
    await this.effect(
      deliveries.filter(delivery => !blocked.has(delivery.subject)),
      spans,
    );
  }

  private inTransaction<T>(work: () => Promise<T>): Promise<T> {
    return this.options.database.transaction(work, this.actor, this.lockTimeoutMs);
  }

  private apart<T>(work: () => Promise<T>): Promise<T> {
    return this.options.database.apart(work, this.actor, this.lockTimeoutMs);
  }

  private get lockTimeoutMs(): number | undefined {
    return this.options.kind === 'deciding' ? decidingLockTimeoutMs : undefined;
  }

  private async effect(deliveries: readonly Delivery[], spans: ConsumerSpans): Promise<void> {
    const fresh = await this.claim(deliveries);
    if (fresh.length === 0) return;
    const collected = new BatchEffects();
    for (const delivery of fresh) {
      const event = decode(delivery.envelope, delivery.data);
      await spans.process(event, delivery, () => this.reactions.handle(located(event, delivery.position), collected));
    }
    await spans.flush(() => this.reactions.flush(collected));
  }

  /** Claims events in the inbox. @returns those that have not taken effect before */
  private async claim(deliveries: readonly Delivery[]): Promise<readonly Delivery[]> {
    if (this.options.kind === 'folding' || deliveries.length === 0) return deliveries;
    const rows = await this.options.database.sql<{ event_id: string }>(
      `INSERT INTO eventlog.inbox (consumer, event_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id`,
      [this.options.name, deliveries.map(delivery => delivery.eventId)],
    );
    const claimed = new Set(rows.map(row => row.event_id));
    return deliveries.filter(delivery => claimed.has(delivery.eventId));
  }

  /** Puts a failed event aside and moves on. @throws when even that fails: then it is not the event */
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

  /** In the event's trace, which the log line then names. */
  private report(envelope: string, what: string, error: unknown): void {
    TraceSpan.carrying(traceparentIn(envelope)).within(() => this.options.failed(what, error));
  }

  private async retryOne(): Promise<boolean> {
    if (!(await this.parked.anyDue())) return false;
    const { name } = this.options;
    let failing: (Delivery & { attempts: number }) | undefined;
    try {
      return await this.hearing(hearing =>
        this.inTransaction(async () => {
          const delivery = await this.parked.next();
          if (!delivery) return false;
          failing = delivery;
          await this.parked.done(delivery.eventId);
          await this.effect([delivery], hearing);
          return true;
        }),
      );
    } catch (error) {
      if (!failing) throw error;
      await this.parked.failedAgain(failing, reasonOf(error));
      this.report(failing.envelope, `${name}: still parked ${failing.type} ${failing.eventId}`, error);
      return true;
    }
  }
}

/** An event as a consumer sees it, with the place where it lies on the log. */
export type ConsumedEvent<E extends LoggedEvent = LoggedEvent> = E & { readonly position: number };
const located = (event: LoggedEvent, position: number): ConsumedEvent => ({ ...event, position });
