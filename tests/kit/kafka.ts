import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaSettings } from '@tuntas/eventlog';
import { startBroker, type Broker } from '../../deploy/kafka/broker.mjs';

const given = process.env['KAFKA_BROKERS'];

/** `npm test` starts a broker and sets KAFKA_BROKERS; without a broker, Kafka specs are skipped. */
export const describeOnKafka = given ? describe : describe.skip;

export const kafkaBrokers = (): string[] => {
  if (!given) throw new Error('Kafka specs must be inside `describeOnKafka`.');
  return given.split(',');
};

export const uniqueTopic = (): string => `test-${randomBytes(6).toString('hex')}`;

/** Settings with a unique topic. */
export const kafkaSettings = (brokers: readonly string[] = kafkaBrokers()): KafkaSettings => ({
  brokers,
  topic: uniqueTopic(),
  partitions: 3,
  replication: 1,
  tls: null,
  sasl: null,
});

/** A broker for one spec, which may kill it. */
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

  /** Kills the broker with SIGKILL and waits until it has ended. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.broker.ended;
  }

  /** Starts the killed broker again on the same port, with the same data. */
  async startAgain(): Promise<void> {
    this.broker = await startBroker({ home: this.home, port: this.port, say: () => undefined });
  }

  /** Stops the broker and removes its data. */
  async stop(): Promise<void> {
    await this.broker.stop();
    rmSync(this.home, { recursive: true });
  }
}
