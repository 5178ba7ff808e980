import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AllInOneModule } from '../../apps/all-in-one/src/all-in-one.module.js';
import { KeyRing } from '@tuntas/database';
import type { KafkaSettings } from '@tuntas/eventlog';
import { IntakeSettings, intakeSettings } from '@tuntas/intake/settings';
import { DevClockModule } from '@tuntas/sla/dev-clock';
import {
  idempotentServices,
  createProcess,
  readSettings,
  requiredByAllInOne,
  startService,
  Transports,
  type Config,
  type Secrets,
} from '@tuntas/platform';
import { City } from './city.js';
import { createDatabase, deployment, rolePasswords, reseed, seedFolder } from './database.js';
import { publishedOnKafka, publishedOnPostgres, type PublishedEvent } from './published-events.js';

export * from './city.js';

export interface TestAppOptions {
  /** Replaces the eight services and the development clock. */
  readonly modules?: readonly (Type | DynamicModule)[];
  /** Business time at the start; no complaint exists yet. */
  readonly at?: string;
  /** Kafka settings of the event log; the log is in PostgreSQL if absent. */
  readonly kafka?: KafkaSettings | null;
  /** Settings that differ from the test configuration. */
  readonly config?: Partial<Config & IntakeSettings>;
}

/** The whole system in this process, on its own database. */
export class TestApp extends City {
  private constructor(
    readonly app: NestFastifyApplication,
    url: string,
    adminUrl: string,
    private readonly kafka: KafkaSettings | null,
    private readonly drop: () => Promise<void>,
    /** Folder of the messages to citizens that are not sent through a server. */
    readonly outbox: string,
  ) {
    super(url, adminUrl);
  }

  static async start({
    modules = [AllInOneModule, DevClockModule],
    at,
    kafka = null,
    config = {},
  }: TestAppOptions = {}): Promise<TestApp> {
    const database = await createDatabase();
    if (config.seedFolder !== undefined) await reseed(database.adminUrl, config.seedFolder);
    const outbox = mkdtempSync(join(tmpdir(), 'tuntas-outbox-'));
    const app = await createProcess({
      name: 'tuntas',
      modules,
      ...testSettings({ kafka, outbox, ...config }),
      secrets: testSecrets(),
      database,
    });
    const started = new TestApp(app, await startService(app), database.adminUrl, kafka, database.drop, outbox);
    if (at) await started.set(at);
    return started;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.leave();
    await this.drop();
    rmSync(this.outbox, { recursive: true, force: true });
  }

  publishedEvents(subject?: string): Promise<readonly PublishedEvent[]> {
    return this.kafka ? publishedOnKafka(this.kafka, subject) : publishedOnPostgres(this, subject);
  }

  /**
   * Finds a consumer of the event log by name; a test may close it and start it again. @throws Error for an unknown
   * name
   */
  consumer(name: string): { close(): Promise<void>; listen(): Promise<void> } {
    const strategy = this.app
      .get(Transports)
      .all()
      .find(each => (each as unknown as { name: string }).name === name);
    if (!strategy) throw new Error(`no consumer ${name}`);
    return {
      close: async () => {
        await strategy.close();
      },
      listen: () =>
        new Promise((resolve, reject) => {
          strategy.listen((error?: unknown) => {
            if (error) reject(error as Error);
            else resolve();
          });
        }),
    };
  }
}

/** The configuration of a test process and the settings of intake, which intake's modules inject. */
export const testSettings = (
  different: Partial<Config & IntakeSettings> = {},
): { readonly config: Config; readonly providers: readonly Provider[] } => {
  const {
    config,
    settings: [intake],
  } = readSettings([intakeSettings], requiredByAllInOne, {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    TUNTAS_DEPLOYMENT: deployment,
    TUNTAS_SEED: seedFolder,
    DISCLOSURES_PER_HOUR: '999',
  });
  return {
    config: { ...config, ...different },
    providers: [{ provide: IntakeSettings, useValue: { ...intake, ...different } }],
  };
};

let secrets: Secrets | undefined;
export const testSecrets = (): Secrets => {
  const ring = (name: string) => new KeyRing(name, `${name}_OLD`, randomBytes(32));
  return (secrets ??= {
    vault: ring('vault'),
    codes: ring('codes'),
    answers: Object.fromEntries(
      idempotentServices.map(service => [service, ring(`answers of ${service}`)]),
    ) as unknown as Secrets['answers'],
    rolePasswords: rolePasswords(),
    signingKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  });
};
