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
import { isOfKafka, kafkaOf, outageOf, within, type KafkaClientLog } from './kafka-client.js';
import { KafkaPositions } from './kafka-positions.js';
import type { KafkaSettings } from './kafka-settings.js';
import { Outage } from './outage.js';
import { recordSendSpans } from './consumer-spans.js';
import { answersNow, demandAllThere, prepareTopic, WrongTopic } from './kafka-topic.js';
import { reviewOrder, type Rejection } from './outbox-order.js';
import { RelayLead } from './relay-lead.js';
import {
  admitAgain,
  anyRejected,
  deletePublished,
  readWaiting,
  Reviews,
  setAside,
  type WaitingRow,
} from './waiting-events.js';

const { Partitioners } = kafkajs;

/**
 * Best of the batch sizes tried; the bytes keep a batch below what a broker takes by default, also when one partition
 * gets all of it.
 */
const relayLimit = 500;
const relayBytes = 500_000;
/**
 * A batch is handled in slices, and left for a new fetch after a turn, since a fetch waits until every partition of the
 * last one was handled.
 */
const sliceLength = 100;
const turnMs = 1_000;
const partitionsAtOnce = 3;
const beatMs = 1_000;
const shortestRestMs = 100;
const longestRestMs = 2_000;
/** kafkajs may stop without a word, or hang while it stops. */
const silenceMs = 15_000;
const stopWithinMs = 8_000;
const startWithinMs = 5_000;

export interface KafkaLogOptions {
  readonly settings: KafkaSettings;
  /** Logs in as `relay`. */
  readonly relayDatabase: Database;
  /** Hears of what will be tried again. `what` holds no data of a complaint. */
  readonly failed: (what: string, error: unknown) => void;
  /** Hears of outbox rows that were set aside. */
  readonly rejected?: (rejected: readonly Rejection[]) => void;
  readonly noise?: KafkaClientLog;
  /** Is told once why the brokers cannot be used, and null once they can again. */
  readonly outage?: (reason: string | null) => void;
}

/** The log as a topic of Kafka, keyed by subject. */
export class KafkaEventLog extends EventLog {
  override readonly system = 'kafka';
  private readonly lead: RelayLead;
  private producer: Promise<Producer> | undefined;
  private readonly partitionOf = new WeakMap<Message, number>();
  private readonly reviews = new Reviews();
  private readonly stopping = new AbortController();
  private checked = false;
  private whenChecked!: Promise<void>;
  private readonly outage: Outage;

  private constructor(private readonly options: KafkaLogOptions) {
    super();
    this.outage = new Outage(options.outage ?? (() => undefined));
    this.lead = new RelayLead(options.relayDatabase);
  }

  /**
   * Makes the topic where there is none. A broker that does not answer holds nothing up: events wait in the outbox.
   * @throws WrongTopic where the topic is there and cannot be used
   */
  static async open(options: KafkaLogOptions): Promise<KafkaEventLog> {
    const log = new KafkaEventLog(options);
    const deadline = performance.now() + startWithinMs;
    while (!log.checked && performance.now() < deadline) {
      try {
        await log.check();
      } catch (error) {
        if (error instanceof WrongTopic) throw error;
        await delay(shortestRestMs);
      }
    }
    log.whenChecked = log.checkUntilRight();
    return log;
  }

  /** Checks who leads, sends, then deletes: whatever happens in between is sent again, which the inboxes bear. */
  async relay(): Promise<number> {
    const { relayDatabase } = this.options;
    if (!this.checked || this.lead.isElsewhere) return 0;
    if (this.reviews.isDue() && (await anyRejected(relayDatabase)) && (await this.lead.held()))
      await admitAgain(relayDatabase);
    const [outbox] = await relayDatabase.sql<{ waits: boolean }>(
      'SELECT EXISTS (SELECT FROM eventlog.outbox) AS waits',
    );
    if (!outbox!.waits || !(await this.lead.held())) return 0;
    const { sound, rejected } = reviewOrder(withinBytes(await readWaiting(relayDatabase, relayLimit, true)));
    if (rejected.length > 0) {
      await setAside(relayDatabase, rejected);
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
    await positions.make(this.options.settings.partitions);
    return new KafkaSubscription(consumer, database, positions, handle, this.options, this.outage, this.whenChecked);
  }

  leads(): boolean {
    return this.lead.isHere;
  }

  async answers(): Promise<boolean> {
    return this.checked && (await answersNow(this.options));
  }

  override async close(): Promise<void> {
    this.stopping.abort();
    this.lead.giveUp();
    await this.forgetProducer();
  }

  /** @returns how far each partition reaches now, as far as it was written to */
  private async send(rows: readonly OutboxRow[], startedAt: Date): Promise<Map<number, number>> {
    const { topic } = this.options.settings;
    const messages = rows.map((row): Message => ({ key: row.subject, value: row.data, headers: headersOf(row) }));
    const producer = await (this.producer ??= this.connectProducer()).catch((error: unknown) => {
      throw this.noted(error);
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
      // The outcome is unknown, and an idempotent producer that goes on after that loses messages silently.
      void this.forgetProducer();
      throw this.noted(error);
    }
  }

  private connectProducer(): Promise<Producer> {
    const byKey = Partitioners.DefaultPartitioner();
    const producer = kafkaOf(this.options, {
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
    // An instance whose first connection failed fails for ever.
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
    await within(
      stopWithinMs,
      producer?.then(each => each.disconnect()),
    );
  }

  private async check(): Promise<void> {
    await prepareTopic(this.options.settings, this.options.noise);
    await demandAllThere(this.options, this.options.relayDatabase);
    this.checked = true;
    this.outage.ended();
  }

  /** Reports an outage. @returns what the relay throws then, which is not logged again each time it is tried */
  private noted(error: unknown): unknown {
    const reason = outageOf(error);
    if (reason === null) return error;
    this.outage.began(reason);
    return new EventLogUnavailable(reason, { cause: error });
  }

  private async checkUntilRight(): Promise<void> {
    for (
      let restMs = shortestRestMs;
      !this.checked && !this.stopping.signal.aborted;
      restMs = Math.min(longestRestMs, restMs * 2)
    ) {
      await this.check().catch((error: unknown) => {
        if (!(this.noted(error) instanceof EventLogUnavailable))
          this.options.failed(`topic ${this.options.settings.topic}`, error);
      });
      if (!this.checked) await delay(restMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }
}

/** One consumer's place in its group; rebuilt whenever the library gives up. */
class KafkaSubscription implements Subscription {
  private readonly closing = new AbortController();
  private readonly ended: Promise<void>;
  private readonly whenClosing = new Promise<void>(resolve => {
    this.closing.signal.addEventListener('abort', () => resolve());
  });
  private lifeSignAt = 0;
  /** Partitions that were consumed from since the member last joined. */
  private readonly begun = new Set<number>();
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
    this.ended = this.live(ready);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.ended;
  }

  private get isClosing(): boolean {
    return this.closing.signal.aborted;
  }

  private async live(ready: Promise<void>): Promise<void> {
    await Promise.race([ready, this.whenClosing]);
    for (let restMs = shortestRestMs; !this.isClosing; restMs = Math.min(longestRestMs, restMs * 2)) {
      try {
        await this.consume();
      } catch (error) {
        const reason = outageOf(error);
        if (reason === null) this.options.failed(`${this.name}: joins its group again`, error);
        else this.outage.began(reason);
      }
      await delay(restMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  /**
   * Consumes until it is closed.
   * @throws what made the library stop, or that it stood still though the broker answers
   */
  private async consume(): Promise<void> {
    const { topic } = this.options.settings;
    const retry = { initialRetryTime: 200, maxRetryTime: 1_000, retries: 1e9, restartOnFailure: async () => false };
    const consumer = kafkaOf(this.options, { requestTimeout: 5_000, retry }).consumer({
      groupId: `${topic}.${this.name}`,
      retry,
      sessionTimeout: 6_000,
      heartbeatInterval: beatMs,
      rebalanceTimeout: 30_000,
      maxWaitTimeInMs: 300,
      maxBytesPerPartition: 262_144,
      allowAutoTopicCreation: false,
    });
    const crashed = new Promise<never>((_, reject) => {
      consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
    });
    const stalled = new AbortController();
    this.lifeSignAt = performance.now();
    for (const sign of ['consumer.fetch', 'consumer.heartbeat'] as const)
      consumer.on(sign, () => {
        this.lifeSignAt = performance.now();
        this.outage.ended();
      });
    consumer.on('consumer.group_join', ({ payload }) =>
      this.goToStored(consumer, payload.memberAssignment[topic] ?? []),
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
      await Promise.race([run(), crashed, this.standsStill(stalled.signal), this.whenClosing]);
    } finally {
      stalled.abort();
      await within(stopWithinMs, consumer.disconnect());
    }
  }

  private async standsStill(signal: AbortSignal): Promise<never> {
    for (;;) {
      await delay(silenceMs / 3, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return new Promise<never>(() => undefined);
      if (performance.now() - this.lifeSignAt > silenceMs && (await answersNow(this.options)))
        throw new Error('the consumer stands still though the broker answers');
    }
  }

  /** What PostgreSQL knows goes before what the group remembers: a restored database hears again what it has lost. */
  private async goToStored(consumer: Consumer, partitions: readonly number[]): Promise<void> {
    this.begun.clear();
    for (const partition of partitions) {
      const stored = await this.positions.of(partition);
      if (!this.begun.has(partition))
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
    const settle = async (position: number): Promise<void> => {
      await this.positions.move(partition, reached, position);
      this.database.afterCommit(() => {
        reached = position;
      });
    };
    const isOver = (): boolean => this.isClosing || !isRunning() || isStale() || performance.now() - startedAt > turnMs;
    try {
      for (let i = 0; i < batch.messages.length && !isOver(); i += sliceLength) {
        this.begun.add(partition);
        const deliveries = batch.messages.slice(i, i + sliceLength).map(message => deliveryOf(message, partition));
        await whileBeating(heartbeat, () => this.handle({ deliveries, commitOffset: settle }));
        this.failuresInARow = 0;
        if (reached < deliveries.at(-1)!.position) break; // the host is stopping
      }
    } catch (error) {
      if (isOfKafka(error)) throw error;
      if (error instanceof PositionLost) {
        const stored = await this.positions.of(partition).catch(() => reached);
        if (stored < reached) consumer.seek({ topic, partition, offset: String(stored) });
      } else this.options.failed(this.name, error);
      this.rest(pause());
    }
    if (reached === before) return;
    resolveOffset(String(reached - 1));
    await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(reached) }] }] });
  }

  /**
   * Leaves the partition alone for a moment. An error that reached the library would make the whole member leave its
   * group.
   */
  private rest(resume: () => void): void {
    this.failuresInARow += 1;
    setTimeout(
      () => {
        if (!this.isClosing) resume();
      },
      Math.min(longestRestMs, shortestRestMs * 2 ** Math.min(this.failuresInARow, 10)),
    ).unref();
  }
}

const deliveryOf = ({ key, value, headers = {}, offset }: KafkaMessage, partition: number): Delivery => {
  const texts = Object.fromEntries(Object.entries(headers).map(([name, content]) => [name, String(content ?? '')]));
  return {
    position: Number(offset) + 1,
    partition,
    eventId: eventIdIn(texts, partition, offset),
    subject: key?.toString() ?? '',
    type: texts['ce_type'] ?? '',
    envelope: envelopeIn(texts),
    data: value?.toString() ?? '',
  };
};

/** Handlers may take longer than a session; a heartbeat that fails must reach the library once the work is done. */
const whileBeating = async (beat: () => Promise<void>, work: () => Promise<void>): Promise<void> => {
  let beating = Promise.resolve();
  const beats = setInterval(() => {
    beating = beating.then(beat);
    beating.catch(() => undefined);
  }, beatMs);
  try {
    await work();
  } finally {
    clearInterval(beats);
  }
  await beating.then(beat);
};

const withinBytes = (rows: readonly WaitingRow[]): readonly WaitingRow[] => {
  let bytes = 0;
  const end = rows.findIndex(({ envelope, data }) => (bytes += (envelope ?? '').length + data.length) > relayBytes);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
};
