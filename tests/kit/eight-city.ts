import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaSettings } from '@tuntas/eventlog';
import { City } from './city.js';
import { EightProcesses } from './eight-processes.js';
import { kafkaSettings } from './kafka.js';
import { kill, running } from './processes.js';
import { publishedOnKafka, type PublishedEvent } from './published-events.js';

/** Eight service processes on Kafka behind one gateway, as `npm run start:services` runs them. */
export class EightCity extends City {
  private constructor(
    readonly system: EightProcesses,
    adminUrl: string,
    private readonly kafka: KafkaSettings,
    private readonly home: string,
  ) {
    super(system.url, adminUrl);
  }

  /** @param at business time at the start; no complaint exists yet */
  static async start(at: string): Promise<EightCity> {
    const kafka = kafkaSettings();
    const home = mkdtempSync(join(tmpdir(), 'tuntas-eight-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    const system = await EightProcesses.start({
      TUNTAS_HOME: home,
      LOG_LEVEL: 'warn',
      KAFKA_BROKERS: kafka.brokers.join(),
      KAFKA_TOPIC: kafka.topic,
      KAFKA_PARTITIONS: String(kafka.partitions),
    });
    const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    const city = new EightCity(system, `postgresql://postgres:${password}@127.0.0.1:${port}/tuntas`, kafka, home);
    await city.set(at);
    return city;
  }

  async stop(): Promise<void> {
    await this.leave();
    const everybody = [this.system.pid, ...this.system.descendants];
    await this.system.stop();
    kill(running(everybody));
    rmSync(this.home, { recursive: true, force: true });
  }

  publishedEvents(subject?: string): Promise<readonly PublishedEvent[]> {
    return publishedOnKafka(this.kafka, subject);
  }
}
