import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { services, type Service } from '@tuntas/contracts';
import { loadSecrets, prepareDatabase, readConfig } from '@tuntas/platform';
import { startBroker, type Broker } from '../../../deploy/kafka/broker.mjs';
import { LabDatabase } from '../lab/database.js';
import { SupervisedMember } from '../lab/member.js';
import type { Random } from '../lab/model.js';
import { ownPort } from '../lab/ports.js';
import { HttpClient } from './http-client.js';
import type { FigureOptions } from './figure.js';

const startTimeoutMs = 120_000;
const quietTimeoutMs = 1_800_000;
const lookMs = 50;

/**
 * The built product as eight processes and a gateway with their own database (and broker), without any links in
 * between.
 */
export class BuiltCity {
  private readonly home = mkdtempSync(join(tmpdir(), 'tuntas-figure-'));
  private readonly members: SupervisedMember[] = [];
  private database!: LabDatabase;
  private broker: Broker | null = null;
  private admin!: pg.Pool;
  /** HTTP client of the gateway. */
  caller!: HttpClient;

  private constructor() {
    chmodSync(this.home, 0o711);
  } // the user of the database server needs access

  /**
   * Starts the system, runs the work and always stops the system. Business time starts at `at` and runs at real-time
   * speed.
   */
  static async during<T>(
    { log }: Pick<FigureOptions, 'log'>,
    at: string,
    signal: AbortSignal,
    work: (city: BuiltCity) => Promise<T>,
  ): Promise<T> {
    const city = new BuiltCity();
    const interrupted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
    try {
      return await Promise.race([
        interrupted,
        (async () => {
          await city.start(log);
          await city.changeClock({ set: at });
          return work(city);
        })(),
      ]);
    } finally {
      await city.stop();
    }
  }

  async sql<Row extends pg.QueryResultRow = Record<string, unknown>>(
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    return (await this.admin.query<Row>(text, values)).rows;
  }
  async number(text: string, values: unknown[] = []): Promise<number> {
    return Number(Object.values((await this.sql(text, values))[0]!)[0]);
  }

  member(role: Service): SupervisedMember {
    return this.members.find(each => each.role === role)!;
  }

  /** Sends SIGKILL to a random process, gateway included; its supervisor restarts it. */
  killOne(random: Random): void {
    const living = this.members.filter(({ pid }) => pid !== undefined);
    process.kill(random.pick(living).pid!, 'SIGKILL');
  }

  /** Sends SIGKILL to the server and all its children. Resolves once it accepts connections again. */
  killDatabase(): Promise<void> {
    return this.database.kill();
  }

  async changeClock(change: object): Promise<void> {
    const { status, text } = await this.caller.post('/dev/clock', change);
    if (status !== 200) throw new Error(`Could not change business time: ${status} ${text}`);
  }

  /** Polls until the statement returns true. @throws Error with the statement at the timeout */
  async untilTrue(statement: string, values: unknown[] = []): Promise<void> {
    for (const deadline = performance.now() + quietTimeoutMs; ; await pause(lookMs)) {
      if (Object.values((await this.sql(statement, values))[0]!)[0] === true) return;
      if (performance.now() > deadline) throw new Error(`condition not met in time: ${statement}`);
    }
  }

  /** Waits until all consumers have handled all events. */
  untilQuiet(): Promise<void> {
    return this.untilTrue(`
      SELECT NOT EXISTS (SELECT FROM eventlog.outbox)
        AND NOT EXISTS (SELECT FROM eventlog.lag WHERE behind > 0)
        AND NOT EXISTS (SELECT FROM eventlog.parked)
        AND NOT EXISTS (SELECT FROM sla.heads WHERE next_due <= clock.now())`);
  }

  /** Waits until the backlog of every consumer has at most the given size, while new events arrive. */
  untilBacklogIs(events: number): Promise<void> {
    return this.untilTrue(
      `SELECT (SELECT count(*) FROM eventlog.outbox) <= $1 AND NOT EXISTS (SELECT FROM eventlog.lag WHERE behind > $1)`,
      [events],
    );
  }

  private async start(log: FigureOptions['log']): Promise<void> {
    this.database = await LabDatabase.start(this.home, await ownPort(), this.logOf('database'));
    if (log === 'kafka')
      this.broker = await startBroker({ home: join(this.home, 'kafka'), port: 0, say: () => undefined });
    const env = {
      TUNTAS_HOME: this.home,
      LOG_LEVEL: 'warn',
      ...(this.broker && { KAFKA_BROKERS: this.broker.brokers }),
    };
    const config = readConfig({ ...env, DATABASE_URL: this.database.url });
    await prepareDatabase(config, loadSecrets(config), () => undefined);
    this.admin = new pg.Pool({ connectionString: this.database.url, max: 4 });
    this.admin.on('error', () => undefined);
    const upstreams: string[] = [];
    for (const role of services) {
      const port = await ownPort();
      this.keep(role, port, {
        ...env,
        DATABASE_URL: `postgres://127.0.0.1:${new URL(this.database.url).port}/tuntas`,
        TRUSTED_PROXIES: '127.0.0.1',
      });
      upstreams.push(`${role}=http://127.0.0.1:${port}`);
    }
    const port = await ownPort();
    this.keep('gateway', port, { UPSTREAMS: upstreams.join(), LOG_LEVEL: 'warn' });
    this.caller = new HttpClient(port);
    for (const deadline = performance.now() + startTimeoutMs; !(await this.isReady()); await pause(200))
      if (performance.now() > deadline)
        throw new Error(
          `The services are not ready after ${startTimeoutMs / 1000} s:\n${services.map(role => readFileSync(this.logOf(role), 'utf8').slice(-500)).join('\n')}`,
        );
  }

  private isReady(): Promise<boolean> {
    return this.caller.get('/health/ready').then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  private keep(role: Service | 'gateway', port: number, env: Readonly<Record<string, string>>): void {
    this.members.push(
      new SupervisedMember({ name: role, role, port, env, database: null, logFile: this.logOf(role), product: '.' }),
    );
  }

  private logOf(name: string): string {
    return join(this.home, `${name}.log`);
  }

  private async stop(): Promise<void> {
    this.caller?.close();
    await Promise.all(this.members.map(member => member.stop()));
    await this.admin?.end().catch(() => undefined);
    await Promise.all([this.broker?.stop(), this.database?.stop()]);
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
