import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Consumer, type EachBatchPayload, type KafkaMessage, type Message, type Producer } from 'kafkajs';
import type { Database } from '@tuntas/database';
import { envelopeIn, eventIdIn, headersOf, type OutboxRow } from './cloud-event.js';
import {
  EventLog,
  EventLogUnavailable,
  PositionLost,
  type Batch,
  type Delivery,
  type Subscription,
} from './event-log.js';
import { isKafkaError, createKafka, outageOf, settledWithin, type KafkaClientLog } from './kafka-client.js';
import { KafkaPositions } from './kafka-positions.js';
import type { KafkaSettings } from './kafka-settings.js';
import { Outage } from './outage.js';
import { recordSendSpans } from './consumer-spans.js';
import { brokerAnswers, requireSentEvents, prepareTopic, WrongTopic } from './kafka-topic.js';
import { reviewOrder, type Rejection } from './outbox-order.js';
import { RelayLead } from './relay-lead.js';
import {
  readmitRejected,
  anyRejected,
  deletePublished,
  readWaiting,
  Reviews,
  moveToRejected,
  type WaitingRow,
} from './waiting-events.js';

const { Partitioners } = kafkajs;

/**
 * The best batch size of those measured. The byte limit keeps a batch below the broker's default maximum, even if one
 * partition gets all of it.
 */
const relayLimit = 500;
const relayBytes = 500_000;
/**
 * A batch is processed in slices and abandoned for a new fetch after `turnMs`, since kafkajs fetches again only when
 * all partitions of the last fetch are processed.
 */
const sliceLength = 100;
const turnMs = 1_000;
const partitionsAtOnce = 3;
const heartbeatMs = 1_000;
const shortestPauseMs = 100;
const longestPauseMs = 2_000;
/** kafkajs may stop silently, or hang while it stops. */
const stallTimeoutMs = 15_000;
const stopTimeoutMs = 8_000;
const startTimeoutMs = 5_000;

export interface KafkaLogOptions {
  readonly settings: KafkaSettings;
  /** Logs in as `relay`. */
  readonly relayDatabase: Database;
  /** Called on failures that are retried. `what` contains no data of a complaint. */
  readonly failed: (what: string, error: unknown) => void;
  /** Called with rejected outbox rows. */
  readonly rejected?: (rejected: readonly Rejection[]) => void;
  readonly clientLog?: KafkaClientLog;
  /** Called once with the reason when an outage starts, and once with null when it ends. */
  readonly outage?: (reason: string | null) => void;
}

/** Event log in a Kafka topic, keyed by subject. */
export class KafkaEventLog extends EventLog {
  override readonly system = 'kafka';
  private readonly lead: RelayLead;
  private producer: Promise<Producer> | undefined;
  private readonly partitionOf = new WeakMap<Message, number>();
  private readonly reviews = new Reviews();
  private readonly stopping = new AbortController();
  private checked = false;
  private topicChecked!: Promise<void>;
  private readonly outage: Outage;

  private constructor(private readonly options: KafkaLogOptions) {
    super();
    this.outage = new Outage(options.outage ?? (() => undefined));
    this.lead = new RelayLead(options.relayDatabase);
  }

  /**
   * Opens the log and creates the topic if it does not exist. If no broker answers within 5 s, it returns anyway and
   * checks the topic in the background; events wait in the outbox meanwhile.
   * @throws WrongTopic if the existing topic is not usable
   */
  static async open(options: KafkaLogOptions): Promise<KafkaEventLog> {
    const log = new KafkaEventLog(options);
    const deadline = performance.now() + startTimeoutMs;
    while (!log.checked && performance.now() < deadline) {
      try {
        await log.check();
      } catch (error) {
        if (error instanceof WrongTopic) throw error;
        await delay(shortestPauseMs);
      }
    }
    log.topicChecked = log.checkUntilValid();
    return log;
  }

  /**
   * Checks the leadership, sends, then deletes. After a failure in between the events are sent again; the inboxes drop
   * the duplicates.
   */
  async relay(): Promise<number> {
    const { relayDatabase } = this.options;
    if (!this.checked || this.lead.isElsewhere) return 0;
    if (this.reviews.isDue() && (await anyRejected(relayDatabase)) && (await this.lead.held()))
      await readmitRejected(relayDatabase);
    const [outbox] = await relayDatabase.sql<{ waits: boolean }>(
      'SELECT EXISTS (SELECT FROM eventlog.outbox) AS waits',
    );
    if (!outbox!.waits || !(await this.lead.held())) return 0;
    const { sound, rejected } = reviewOrder(limitBytes(await readWaiting(relayDatabase, relayLimit, true)));
    if (rejected.length > 0) {
      await moveToRejected(relayDatabase, rejected);
      this.options.rejected?.(rejected);
    }
    if (sound.length === 0) return 0;
    const startedAt = new Date();
    const ends = await this.send(sound, startedAt);
    await deletePublished(relayDatabase, sound, ends);
    return sound.length;
  }

  async subscribe(
    consumer: string,
    database: Database,
    handle: (batch: Batch) => Promise<void>,
  ): Promise<Subscription> {
    const positions = new KafkaPositions(consumer, database);
    await positions.create(this.options.settings.partitions);
    return new KafkaSubscription(consumer, database, positions, handle, this.options, this.outage, this.topicChecked);
  }

  isLeader(): boolean {
    return this.lead.isHere;
  }

  async isReachable(): Promise<boolean> {
    return this.checked && (await brokerAnswers(this.options));
  }

  override async close(): Promise<void> {
    this.stopping.abort();
    this.lead.giveUp();
    await this.forgetProducer();
  }

  /** @returns the end position of each partition that was written to */
  private async send(rows: readonly OutboxRow[], startedAt: Date): Promise<Map<number, number>> {
    const { topic } = this.options.settings;
    const messages = rows.map((row): Message => ({ key: row.subject, value: row.data, headers: headersOf(row) }));
    const producer = await (this.producer ??= this.connectProducer()).catch((error: unknown) => {
      throw this.reportOutage(error);
    });
    try {
      const written = await producer.send({ topic, acks: -1, messages });
      this.outage.ended();
      if (written.length === 0) throw new Error('nothing was written: the topic has lost a partition');
      recordSendSpans(
        this.system,
        startedAt,
        rows.map((row, i) => ({ ...row, partition: this.partitionOf.get(messages[i]!)! })),
      );
      const counts = new Map<number, number>();
      for (const partition of messages.map(message => this.partitionOf.get(message)!))
        counts.set(partition, (counts.get(partition) ?? 0) + 1);
      return new Map(
        written.map(({ partition, baseOffset }) => [partition, Number(baseOffset) + counts.get(partition)!]),
      );
    } catch (error) {
      // The outcome is unknown. An idempotent producer that continues after that loses messages silently.
      void this.forgetProducer();
      throw this.reportOutage(error);
    }
  }

  private connectProducer(): Promise<Producer> {
    const byKey = Partitioners.DefaultPartitioner();
    const producer = createKafka(this.options, {
      retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 5 },
      requestTimeout: 3_000,
    }).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      retry: { retries: 2 },
      createPartitioner: () => args => {
        const partition = byKey(args);
        this.partitionOf.set(args.message, partition);
        return partition;
      },
    });
    // A producer whose first connection failed never recovers.
    return producer.connect().then(
      () => producer,
      async (error: unknown) => {
        this.producer = undefined;
        throw error;
      },
    );
  }

  private async forgetProducer(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await settledWithin(
      stopTimeoutMs,
      producer?.then(each => each.disconnect()),
    );
  }

  private async check(): Promise<void> {
    await prepareTopic(this.options.settings, this.options.clientLog);
    await requireSentEvents(this.options, this.options.relayDatabase);
    this.checked = true;
    this.outage.ended();
  }

  /**
   * Reports an outage.
   * @returns the error to throw: EventLogUnavailable for an outage, which is not logged at each attempt
   */
  private reportOutage(error: unknown): unknown {
    const reason = outageOf(error);
    if (reason === null) return error;
    this.outage.began(reason);
    return new EventLogUnavailable(reason, { cause: error });
  }

  private async checkUntilValid(): Promise<void> {
    for (
      let pauseMs = shortestPauseMs;
      !this.checked && !this.stopping.signal.aborted;
      pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    ) {
      await this.check().catch((error: unknown) => {
        if (!(this.reportOutage(error) instanceof EventLogUnavailable))
          this.options.failed(`topic ${this.options.settings.topic}`, error);
      });
      if (!this.checked) await delay(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}

/** The group membership of one consumer. Creates a new kafkajs consumer whenever the library gives up. */
class KafkaSubscription implements Subscription {
  private readonly closing = new AbortController();
  private readonly ended: Promise<void>;
  private readonly whenClosing = new Promise<void>(resolve => {
    this.closing.signal.addEventListener('abort', () => resolve());
  });
  private lastSignAt = 0;
  /** Partitions consumed since the last join. */
  private readonly started = new Set<number>();
  private failuresInARow = 0;

  constructor(
    private readonly name: string,
    private readonly database: Database,
    private readonly positions: KafkaPositions,
    private readonly handle: (batch: Batch) => Promise<void>,
    private readonly options: KafkaLogOptions,
    private readonly outage: Outage,
    ready: Promise<void>,
  ) {
    this.ended = this.runUntilClosed(ready);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.ended;
  }

  private get isClosing(): boolean {
    return this.closing.signal.aborted;
  }

  private async runUntilClosed(ready: Promise<void>): Promise<void> {
    await Promise.race([ready, this.whenClosing]);
    for (let pauseMs = shortestPauseMs; !this.isClosing; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      try {
        await this.consume();
      } catch (error) {
        const reason = outageOf(error);
        if (reason === null) this.options.failed(`${this.name}: joins its group again`, error);
        else this.outage.began(reason);
      }
      await delay(pauseMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  /**
   * Consumes until the subscription is closed.
   * @throws the error that made the library stop, or an Error if the consumer stalls although the broker answers
   */
  private async consume(): Promise<void> {
    const { topic } = this.options.settings;
    const retry = { initialRetryTime: 200, maxRetryTime: 1_000, retries: 1e9, restartOnFailure: async () => false };
    const consumer = createKafka(this.options, { requestTimeout: 5_000, retry }).consumer({
      groupId: `${topic}.${this.name}`,
      retry,
      sessionTimeout: 6_000,
      heartbeatInterval: heartbeatMs,
      rebalanceTimeout: 30_000,
      maxWaitTimeInMs: 300,
      maxBytesPerPartition: 262_144,
      allowAutoTopicCreation: false,
    });
    const crashed = new Promise<never>((_, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
    });
    const stalled = new AbortController();
    this.lastSignAt = performance.now();
    for (const sign of ['consumer.fetch', 'consumer.heartbeat'] as const)
      consumer.on(sign, () => {
        this.lastSignAt = performance.now();
        this.outage.ended();
      });
    consumer.on('consumer.group_join', ({ payload }) =>
      this.seekToStored(consumer, payload.memberAssignment[topic] ?? []),
    );
    const run = async (): Promise<never> => {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitionsAtOnce,
        eachBatch: payload => this.handleBatch(consumer, payload),
      });
      return crashed;
    };
    try {
      await Promise.race([run(), crashed, this.rejectWhenStalled(stalled.signal), this.whenClosing]);
    } finally {
      stalled.abort();
      await settledWithin(stopTimeoutMs, consumer.disconnect());
    }
  }

  private async rejectWhenStalled(signal: AbortSignal): Promise<never> {
    for (;;) {
      await delay(stallTimeoutMs / 3, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return new Promise<never>(() => undefined);
      if (performance.now() - this.lastSignAt > stallTimeoutMs && (await brokerAnswers(this.options)))
        throw new Error('the consumer stalls although the broker answers');
    }
  }

  /**
   * Seeks to the positions in PostgreSQL, not to the group's offsets: a restored database consumes lost events again.
   */
  private async seekToStored(consumer: Consumer, partitions: readonly number[]): Promise<void> {
    this.started.clear();
    for (const partition of partitions) {
      const stored = await this.positions.of(partition);
      if (!this.started.has(partition))
        consumer.seek({ topic: this.options.settings.topic, partition, offset: String(stored) });
    }
  }

  private async handleBatch(
    consumer: Consumer,
    { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale, pause }: EachBatchPayload,
  ): Promise<void> {
    const { topic, partition } = batch;
    const startedAt = performance.now();
    const before = Number(batch.messages[0]!.offset);
    let reached = before;
    const commitOffset = async (position: number): Promise<void> => {
      await this.positions.move(partition, reached, position);
      this.database.afterCommit(() => {
        reached = position;
      });
    };
    const isTurnOver = (): boolean =>
      this.isClosing || !isRunning() || isStale() || performance.now() - startedAt > turnMs;
    try {
      for (let i = 0; i < batch.messages.length && !isTurnOver(); i += sliceLength) {
        this.started.add(partition);
        const deliveries = batch.messages.slice(i, i + sliceLength).map(message => deliveryOf(message, partition));
        await withHeartbeats(heartbeat, () => this.handle({ deliveries, commitOffset }));
        this.failuresInARow = 0;
        if (reached < deliveries.at(-1)!.position) break; // the host is stopping
      }
    } catch (error) {
      if (isKafkaError(error)) throw error;
      if (error instanceof PositionLost) {
        const stored = await this.positions.of(partition).catch(() => reached);
        if (stored < reached) consumer.seek({ topic, partition, offset: String(stored) });
      } else this.options.failed(this.name, error);
      this.pauseBriefly(pause());
    }
    if (reached === before) return;
    resolveOffset(String(reached - 1));
    await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(reached) }] }] });
  }

  /**
   * Pauses the partition for a moment. Throwing to the library instead would make the whole member leave its group.
   */
  private pauseBriefly(resume: () => void): void {
    this.failuresInARow += 1;
    setTimeout(
      () => {
        if (!this.isClosing) resume();
      },
      Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(this.failuresInARow, 10)),
    ).unref();
  }
}

const deliveryOf = ({ key, value, headers = {}, offset }: KafkaMessage, partition: number): Delivery => {
  const headerTexts = Object.fromEntries(
    Object.entries(headers).map(([name, content]) => [name, String(content ?? '')]),
  );
  return {
    position: Number(offset) + 1,
    partition,
    eventId: eventIdIn(headerTexts, partition, offset),
    subject: key?.toString() ?? '',
    type: headerTexts['ce_type'] ?? '',
    envelope: envelopeIn(headerTexts),
    data: value?.toString() ?? '',
  };
};

/**
 * Sends heartbeats while the work runs, since it may take longer than the session timeout.
 * @throws the error of a failed heartbeat, after the work is done
 */
const withHeartbeats = async (heartbeat: () => Promise<void>, work: () => Promise<void>): Promise<void> => {
  let pending = Promise.resolve();
  const timer = setInterval(() => {
    pending = pending.then(heartbeat);
    pending.catch(() => undefined);
  }, heartbeatMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  await pending.then(heartbeat);
};

const limitBytes = (rows: readonly WaitingRow[]): readonly WaitingRow[] => {
  let bytes = 0;
  const end = rows.findIndex(({ envelope, data }) => (bytes += (envelope ?? '').length + data.length) > relayBytes);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
};
