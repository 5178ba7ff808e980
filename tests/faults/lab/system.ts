import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { services } from '@tuntas/contracts';
import { roleNames, type LoginRole } from '@tuntas/database';
import { loadSecrets, readConfig, type Config, type Secrets } from '@tuntas/platform';
import { runGuarded } from '../../../deploy/local/guarded.mjs';
import { LabBroker } from './broker.js';
import { LabDatabase } from './database.js';
import { ProxyLink } from './link.js';
import { SupervisedMember } from './member.js';
import type { SystemUnderTest } from './model.js';
import type { LabOptions } from './options.js';
import { ownPort } from './ports.js';

const topic = 'complaints.v1';
/** Additional environment variables of a process. */
type EnvOf = (member: string) => Readonly<Record<string, string>>;
const startTimeoutMs = 120_000;

/** The system under test, with a separate link for every connection. */
export class LabSystem implements SystemUnderTest {
  readonly members: SupervisedMember[] = [];
  readonly gatewayLinks: ProxyLink[] = [];
  readonly serviceLinks: ProxyLink[] = [];
  private readonly links: ProxyLink[] = [];
  private readonly endings: (() => Promise<void>)[] = [];
  private database!: LabDatabase;
  private broker: LabBroker | null = null;
  private config!: Config;
  private secrets!: Secrets;

  private constructor(
    private readonly options: LabOptions,
    private readonly envOf: EnvOf,
    private readonly home: string,
  ) {}

  /** @throws Error with one sentence if a part does not start, or the signal's reason; all processes have ended then */
  static async start(options: LabOptions, envOf: EnvOf, signal: AbortSignal): Promise<LabSystem> {
    const home = mkdtempSync(join(tmpdir(), 'tuntas-lab-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    const system = new LabSystem(options, envOf, home);
    try {
      await system.startFoundation();
      signal.throwIfAborted();
      await system.startMembers(signal);
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  get log(): 'postgres' | 'kafka' {
    return this.options.log;
  }
  get kafka(): ProxyLink | null {
    return this.broker?.link ?? null;
  }
  get adminUrl(): string {
    return this.database.url;
  }
  get topic(): SystemUnderTest['topic'] {
    return this.broker && { broker: this.broker.address, name: topic };
  }
  get databaseFolder(): string {
    return this.database.folder;
  }
  databasePid(): number {
    return this.database.pid;
  }
  brokerPid(): number | undefined {
    return this.broker?.pid;
  }
  killDatabase(): Promise<void> {
    return this.database.kill();
  }
  async killBroker(): Promise<void> {
    await this.broker?.kill();
  }

  /** Connection URL that bypasses the links. */
  urlAs(role: LoginRole): string {
    return Object.assign(new URL(this.adminUrl), {
      username: roleNames(this.config.deployment).login(role),
      password: this.secrets.rolePasswords[role],
    }).href;
  }

  /** The number of restarts of all processes. */
  get restarts(): number {
    return this.members.reduce((sum, { restarts }) => sum + restarts, 0);
  }

  /** Restores all links. */
  restore(): void {
    for (const link of [...this.links, ...(this.broker ? [this.broker.link] : [])]) link.restore();
  }

  /** Stops all processes and removes the data. */
  async stop(): Promise<void> {
    for (const door of this.gatewayLinks) door.close();
    await Promise.all(this.members.map(member => member.stop()));
    for (const link of this.links) link.close();
    for (const end of this.endings.splice(0).reverse()) await end();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  private async startFoundation(): Promise<void> {
    mkdirSync(this.logFolder, { recursive: true });
    const startBroker = async (): Promise<void> => {
      const broker = (this.broker = await LabBroker.start(join(this.home, 'kafka')));
      this.endings.push(() => broker.stop());
    };
    const startDatabase = async (): Promise<void> => {
      const database = (this.database = await LabDatabase.start(this.home, await ownPort(), this.logOf('database')));
      this.endings.push(() => database.stop());
    };
    const started = await Promise.allSettled([
      startDatabase(),
      ...(this.options.log === 'kafka' ? [startBroker()] : []),
    ]);
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    const env = { ...this.env, DATABASE_URL: this.adminUrl };
    this.config = readConfig(env);
    this.secrets = loadSecrets(this.config);
    await runGuarded(
      process.execPath,
      [fileURLToPath(new URL('prepare-database.mjs', import.meta.url)), JSON.stringify(env)],
      { cwd: this.options.product },
    );
  }

  private async startMembers(signal: AbortSignal): Promise<void> {
    for (let number = 1; number <= this.options.instances; number += 1) await this.startInstances(number);
    const deadline = performance.now() + startTimeoutMs;
    for (const door of this.gatewayLinks) {
      while (!(await isReady(door.port))) {
        signal.throwIfAborted();
        if (performance.now() > deadline)
          throw new Error(`The services are not ready after ${startTimeoutMs / 1000} s: see ${this.logFolder}.`);
        await pause(200);
      }
    }
  }

  /** Starts one instance of each service, and a gateway in front of them. */
  private async startInstances(number: number): Promise<void> {
    const databasePort = Number(new URL(this.adminUrl).port);
    const upstreams: string[] = [];
    for (const role of services) {
      const name = `${role}-${number}`;
      const [port, link] = [await ownPort(), await this.link(`${name} -> database`, databasePort)];
      this.keep({
        name,
        role,
        port,
        database: link,
        env: { ...this.env, DATABASE_URL: `postgres://127.0.0.1:${link.port}/tuntas`, TRUSTED_PROXIES: '127.0.0.1' },
      });
      const passage = await this.link(`gateway-${number} -> ${name}`, port);
      this.serviceLinks.push(passage);
      upstreams.push(`${role}=http://127.0.0.1:${passage.port}`);
    }
    const port = await ownPort();
    this.keep({
      name: `gateway-${number}`,
      role: 'gateway',
      port,
      database: null,
      env: { UPSTREAMS: upstreams.join(), LOG_LEVEL: 'warn' },
    });
    this.gatewayLinks.push(await this.link(`clients -> gateway-${number}`, port));
  }

  private keep(options: Omit<ConstructorParameters<typeof SupervisedMember>[0], 'logFile' | 'product'>): void {
    this.members.push(
      new SupervisedMember({
        ...options,
        env: { ...options.env, ...this.envOf(options.name) },
        logFile: this.logOf(options.name),
        product: this.options.product,
      }),
    );
  }

  private async link(name: string, upstreamPort: number): Promise<ProxyLink> {
    const link = await ProxyLink.open(name, await ownPort(), upstreamPort);
    this.links.push(link);
    return link;
  }

  private get env(): Record<string, string> {
    return {
      TUNTAS_HOME: this.home,
      LOG_LEVEL: 'warn',
      ...(this.broker && { KAFKA_BROKERS: `127.0.0.1:${this.broker.link.port}`, KAFKA_TOPIC: topic }),
    };
  }

  private get logFolder(): string {
    return join(this.options.out, 'logs');
  }
  private logOf(name: string): string {
    return join(this.logFolder, `${name}.log`);
  }
}

const isReady = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
};
