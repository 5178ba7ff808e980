import { generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto';
import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { AllInOneModule } from '../../apps/all-in-one/src/all-in-one.module.js';
import { DevClockModule } from '@tuntas/sla/dev-clock';
import type { Role } from '@tuntas/kernel';
import { createProcess, readConfig, startService, Strategies, type Config, type Secrets } from '@tuntas/service';
import { createDatabase, deployment, rolePasswords, seedFolder } from './database.js';

export interface Answer<Body = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}
export interface RequestOptions {
  /** Role, or role and office as `officer:PUPR`. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestAppOptions {
  /** Instead of all eight services and the development clock. */
  readonly modules?: readonly (Type | DynamicModule)[];
  /** Business time at the start; no complaint exists yet. */
  readonly at?: string;
}

/** The whole system in this process, on a database of its own, spoken to over HTTP. */
export class TestApp {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly app: NestFastifyApplication, readonly url: string, readonly adminUrl: string,
    private readonly admin: pg.Pool, private readonly drop: () => Promise<void>) {}

  static async start({ modules = [AllInOneModule, DevClockModule], at }: TestAppOptions = {}): Promise<TestApp> {
    const database = await createDatabase();
    const app = await createProcess({ name: 'tuntas', modules, config: testConfig(), secrets: testSecrets(), database });
    const url = await startService(app);
    const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 });
    admin.on('error', () => undefined);
    const started = new TestApp(app, url, database.adminUrl, admin, database.drop);
    if (at) await started.set(at);
    return started;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.admin.end();
    await this.drop();
  }

  /** As superuser, on a connection of its own. */
  async sql<Row extends pg.QueryResultRow = any>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.admin.query<Row>(text, values)).rows;
  }

  /** A superuser's connection that the caller releases; for tests that hold locks. */
  connection(): Promise<pg.PoolClient> { return this.admin.connect(); }

  token(as: string): Promise<string> {
    let token = this.tokens.get(as);
    if (!token) this.tokens.set(as, token = this.askToken(as));
    return token;
  }

  get<Body = any>(path: string, options: RequestOptions = {}): Promise<Answer<Body>> { return this.send('GET', path, undefined, options); }
  post<Body = any>(path: string, body: unknown, options: RequestOptions = {}): Promise<Answer<Body>> {
    return this.send('POST', path, JSON.stringify(body), { ...options, headers: { 'content-type': 'application/json', ...options.headers } });
  }

  /** Sends a body as it is. */
  async send<Body = any>(method: string, path: string, body: BodyInit | undefined, { as, headers = {} }: RequestOptions = {}): Promise<Answer<Body>> {
    const authorization = as ? { authorization: `Bearer ${await this.token(as)}` } : {};
    const answer = await fetch(`${this.url}${path}`, { method, headers: { ...authorization, ...headers }, ...(body !== undefined && { body }) });
    const text = await answer.text();
    const json = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, headers: answer.headers, text, body: (json ? JSON.parse(text) : text) as Body };
  }

  /** Lodges a complaint about a pothole as a clerk, with whatever the test wants different. */
  async lodge(different: object = {}, options: RequestOptions = { as: 'counter_clerk' }): Promise<any> {
    const answer = await this.post('/v1/complaints', { ...pothole, ...different }, options);
    if (answer.status !== 201) throw new Error(`not lodged: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async complaint(id: string, as = 'coordinator'): Promise<any> {
    const answer = await this.get(`/v1/complaints/${id}`, { as });
    if (answer.status !== 200) throw new Error(`not shown: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** Moves business time and waits until all of it has happened. */
  async advance(duration: string): Promise<void> { await this.bend({ advance: duration }); }
  async set(instant: string): Promise<void> { await this.bend({ set: instant }); }
  async jump(duration: string): Promise<void> { await this.bend({ jump: duration }); }
  /** Waits until everything that has happened was heard. */
  async settle(): Promise<void> { await this.bend({ advance: 'PT0S' }); }

  /** The consumers of the event log by name; a test may close one and let it listen again. */
  consumer(name: string): { close(): Promise<void>; listen(): Promise<void> } {
    const strategy = this.app.get(Strategies).all().find(each => (each as unknown as { name: string }).name === name);
    if (!strategy) throw new Error(`no consumer ${name}`);
    return {
      close: async () => { await strategy.close(); },
      listen: () => new Promise((resolve, reject) => { strategy.listen((error?: unknown) => { if (error) reject(error as Error); else resolve(); }); }),
    };
  }

  private async bend(body: object): Promise<void> {
    const answer = await this.post('/dev/clock', body);
    if (answer.status !== 200) throw new Error(`clock: ${answer.status} ${answer.text}`);
  }

  private async askToken(as: string): Promise<string> {
    const [role, office, name] = as.split(':') as [Role, string | undefined, string | undefined];
    const answer = await this.post('/dev/token', { role, ...(office && { office }), ...(name && { name }) });
    return answer.body.accessToken as string;
  }
}

export const pothole = {
  channel: 'counter', counter: 'MPP-03', category: 'roads.pothole',
  subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
  description: 'Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.',
  requestedSettlement: 'Mohon ditambal',
  location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya' },
  complainant: { name: 'Siti Rahmah', nationalId: '6371046505800001', phone: '+6281234567890', address: 'Sungai Andai RT 12' },
  consentToOmbudsman: true,
};

const patienceMs = 30_000;

/** Polls until the condition holds. @throws Error with the last value after half a minute: a hopeless wait must not hang the worker */
export const until = async <T>(look: () => Promise<T>, holds: (value: T) => boolean = Boolean): Promise<T> => {
  const hopeless = performance.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (performance.now() > hopeless) throw new Error(`waited in vain; last seen: ${JSON.stringify(value)}`);
    await new Promise(resolve => { setImmediate(resolve); });
  }
};

export const testConfig = (different: Partial<Config> = {}): Config => ({
  ...readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent', TUNTAS_DEPLOYMENT: deployment, TUNTAS_SEED: seedFolder }),
  ...different,
});

let secrets: Secrets | undefined;
export const testSecrets = (): Secrets => {
  const codesKey = randomBytes(32);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', codesKey, '', purpose, 32));
  return secrets ??= {
    vaultKey: randomBytes(32), codesKey, answersKey: derive('answers'), printsKey: derive('prints'), rolePasswords: rolePasswords(),
    signingKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  };
};
