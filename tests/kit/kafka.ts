import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaSettings } from '@tuntas/eventlog';
import { startBroker, type Broker } from '../../deploy/kafka/broker.mjs';

const given = process.env['KAFKA_BROKERS'];

/** `npm test` starts a broker and names it; where none can be had, what needs one is skipped. */
export const describeOnKafka = given ? describe : describe.skip;

export const kafkaBrokers = (): string[] => {
  if (!given) throw new Error('Specs on Kafka belong into `describeOnKafka`.');
  return given.split(',');
};

export const uniqueTopic = (): string => `test-${randomBytes(6).toString('hex')}`;

/** With a topic that nobody else uses. */
export const kafkaSettings = (brokers: readonly string[] = kafkaBrokers()): KafkaSettings => ({
  brokers,
  topic: uniqueTopic(),
  partitions: 3,
  replication: 1,
  tls: null,
  sasl: null,
});

/** A broker that one spec alone uses, and may kill. */
export class OwnBroker {
  private constructor(
    private readonly home: string,
    private broker: Broker,
  ) {}

  static async start(): Promise<OwnBroker> {
    const home = mkdtempSync(join(tmpdir(), 'tuntas-kafka-'));
    return new OwnBroker(home, await startBroker({ home, port: 0, say: () => undefined }));
  }

  get brokers(): string[] {
    return [this.broker.brokers];
  }
  get port(): number {
    return Number(this.broker.brokers.split(':')[1]);
  }
  get pid(): number {
    return this.broker.pid;
  }

  /** kill -9; it is gone when this returns. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.broker.ended;
  }

  /** After `kill()`: on the same port, with the same data. */
  async startAgain(): Promise<void> {
    this.broker = await startBroker({ home: this.home, port: this.port, say: () => undefined });
  }

  /** Its data are gone afterwards. */
  async stop(): Promise<void> {
    await this.broker.stop();
    rmSync(this.home, { recursive: true });
  }
}
